"""The protocol as a book in the application, and the medical director's approval of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from percutis.protocol.load import edition_names, languages
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.forms.office import ApprovalForm, WithdrawalForm
from percutis.web.clinic.presenters.protocol import (
    captions_of,
    changes_between,
    chapter_of,
    chapter_rows,
    entry_page,
    manuscript_of,
    protocol_url,
    search,
    volume_of,
)
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import EditionApproval
from percutis.web.records.selectors.protocol import standing_of
from percutis.web.records.services.protocol import approve_edition, withdraw_approval


def index(request: StaffRequest) -> HttpResponse:
    """How the edition stands, its chapters, and a search over everything."""
    edition = edition_of(request.clinic)
    wanted = request.GET.get("q", "").strip()
    found, has_more = search(edition.id, _language(edition.id), wanted)
    context = _head(request) | {
        "volume": volume_of(edition.id, _language(edition.id)),
        "wanted": wanted,
        "found": found,
        "has_more": has_more,
    }
    return render(request, "clinic/protocol/index.html", context)


def _head(request: StaffRequest) -> dict[str, Any]:
    edition = edition_of(request.clinic)
    return {
        "edition": edition,
        "standing": standing_of(clinic=request.clinic, edition=edition.id),
        "editions": edition_names(),
        "may_approve": Right.APPROVE_PROTOCOL in request.rights,
        "protocol_url": protocol_url(request.clinic),
        "caption": captions_of(_language(edition.id)),
    }


def chapter(request: StaffRequest, step: str) -> HttpResponse:
    """One step of the journey: every entry with its sentence, strength, evidence and date."""
    edition = edition_of(request.clinic)
    language = _language(edition.id)
    found = chapter_of(edition.id, language, step)
    if found is None:
        raise Http404
    context = _head(request) | {
        "volume": volume_of(edition.id, language),
        "chapter": found,
        "sections": chapter_rows(found, edition.id, language),
    }
    return render(request, "clinic/protocol/chapter.html", context)


def entry(request: StaffRequest, entry: str) -> HttpResponse:
    """An entry, a finding or a source: whatever reasons on other pages link to."""
    edition = edition_of(request.clinic)
    named = request.GET.get("edition", "")
    name = named if named in edition_names() else edition.id
    page = entry_page(name, _language(name), entry)
    if page is None:
        raise Http404
    context = _head(request) | {"page": page, "shown_edition": name}
    return render(request, "clinic/protocol/entry.html", context)


def differences(request: StaffRequest) -> HttpResponse:
    """What moved between two editions."""
    known = edition_names()
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    if old not in known or new not in known:
        old, new = (known[-2], known[-1]) if len(known) > 1 else (known[-1], known[-1])
    context = _head(request) | {
        "old": old,
        "new": new,
        "changes": changes_between(old, new, _language(new)) if old != new else (),
    }
    return render(request, "clinic/protocol/differences.html", context)


def approve(request: StaffRequest) -> HttpResponse:
    """The medical director signs exactly these files."""
    edition = edition_of(request.clinic)
    standing = standing_of(clinic=request.clinic, edition=edition.id)
    form = ApprovalForm(request.membership.user, request.POST or None, initial={"digest": standing.digest})
    if request.method == "POST" and form.is_valid():
        try:
            approve_edition(
                edition=edition.id,
                digest=form.cleaned_data["digest"],
                note=form.cleaned_data["note"],
                by=request.actor,
                at=request.now,
            )
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Approved. From now on this clinic's answers say so."))
            return redirect("clinic:protocol", clinic=request.clinic.slug)
    return _approval_page(request, form, WithdrawalForm(request.membership.user))


def withdraw(request: StaffRequest, approval: int) -> HttpResponse:
    """Take an approval back."""
    row = get_object_or_404(EditionApproval, pk=approval, clinic=request.clinic)
    form = WithdrawalForm(request.membership.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_approval(approval=row, because=form.cleaned_data["because"], by=request.actor, at=request.now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Withdrawn. Every answer says draft again."))
            return redirect("clinic:protocol", clinic=request.clinic.slug)
    return _approval_page(request, ApprovalForm(request.membership.user), form)


def _approval_page(request: StaffRequest, form: ApprovalForm, withdrawal: WithdrawalForm) -> HttpResponse:
    head = _head(request)
    manuscript = manuscript_of(head["edition"].id)
    context = head | {
        "form": form,
        "withdrawal": withdrawal,
        "counts": {"entries": len(manuscript.entries), "sources": len(manuscript.works)},
        "volume": volume_of(head["edition"].id, _language(head["edition"].id)),
    }
    status = 422 if form.errors or withdrawal.errors else 200
    return render(request, "clinic/protocol/approve.html", context, status=status)


def _language(edition: str) -> str:
    language = get_language() or "en"
    return language if language in languages(edition) else "en"
