"""What every screen of a consultation works on: the draft, the edition, and what the core says of the draft so far."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from percutis.domain.assessment import Assessment
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.consultation import screen_links
from percutis.web.clinic.presenters.sections import SECTIONS
from percutis.web.clinic.presenters.unreadable import problem_lines
from percutis.web.clinic.presenters.verdict import standing_choices, verdict_view
from percutis.web.records.core.drafts import Said, readable
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import assess_file, intake_file
from percutis.web.records.models import Intake, Override, Patient
from percutis.web.records.selectors.consultations import (
    Consultation,
    consultation_of,
    intake_devices,
    operator_of,
    standing_overrides,
    treating_members,
)
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.services.consultations import save_draft
from percutis.web.ui.asked import whole_number


@dataclass(frozen=True)
class Desk:
    """One consultation as one request sees it."""

    request: StaffRequest
    patient: Patient
    edition: Edition
    texts: Texts
    consultation: Consultation
    members: list[Membership]
    overrides: list[Override]

    @property
    def said(self) -> Said:
        """The draft."""
        return self.consultation.said

    @property
    def operator(self) -> Membership:
        """Who would treat."""
        return operator_of(self.said, self.members, self.request.membership)

    @property
    def is_partial(self) -> bool:
        """Whether the page asks for the verdict alone, while somebody answers."""
        return bool(getattr(self.request, "htmx", False)) and "save" not in self.request.POST

    def with_said(self, said: Said) -> "Desk":
        """The same consultation, had this been said."""
        return replace(self, consultation=replace(self.consultation, said=said))

    @cached_property
    def checked(self) -> Assessment | tuple[Problem, ...]:
        """The verdict of the draft as it stands, or what keeps the core from giving one."""
        row = Intake(patient=self.patient, version=1, weight_kg=self.said.get("weight_kg"))
        row.said = readable(self.said, self.edition)
        on, devices = self.request.today, intake_devices(self.request.clinic)
        file = intake_file(row, on=on, operator=self.operator, devices=devices, overrides=self.overrides)
        try:
            return assess_file(file, self.edition, on)
        except InputError as error:
            return error.problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What cannot be read of the draft."""
        return () if isinstance(self.checked, Assessment) else self.checked

    @property
    def needs(self) -> dict[str, set[str]]:
        """The details of each finding that a rule waits for."""
        found: dict[str, set[str]] = {}
        for question in self.checked.questions if isinstance(self.checked, Assessment) else ():
            found.setdefault(question.finding, set()).add(question.missing)
        return found


def desk_of(request: StaffRequest, patient: UUID) -> Desk:
    """The consultation of that patient.

    Raises:
        Http404: the clinic has no such patient.
    """
    found = get_patient(clinic=request.clinic, key=patient)
    edition = edition_of(request.clinic)
    members, overrides = treating_members(request.clinic), standing_overrides(found)
    return Desk(request, found, edition, texts_of(edition), consultation_of(found), members, overrides)


def saved(desk: Desk, said: Said) -> Desk:
    """The consultation with the draft saved.

    Raises:
        RefusedError: somebody else saved meanwhile.
    """
    request = desk.request
    version = whole_number(request.POST.get("version"))
    draft = save_draft(
        patient=desk.patient, source="staff", said=said, version=version, by=request.actor, at=request.now
    )
    kept = replace(desk.consultation, said=draft.said, version=draft.version, saved=draft.saved)
    return replace(desk, consultation=kept)


def beside(desk: Desk) -> dict[str, Any]:
    """What stands beside every screen: the way through the sections, the verdict, and doctors' choices."""
    request, answer = desk.request, desk.checked
    slug = request.clinic.slug
    decides = Right.DECIDE in request.rights
    return {
        "patient": desk.patient,
        "version": desk.consultation.version,
        "saved": desk.consultation.saved,
        "operator": desk.operator,
        "links": screen_links(desk.said, desk.edition, desk.patient, answer),
        "verdict": verdict_view(answer, desk.texts, desk.edition, desk.patient)
        if isinstance(answer, Assessment)
        else None,
        "problems": problem_lines(desk.problems, desk.said, desk.edition, desk.texts, desk.patient),
        "choices": standing_choices(desk.overrides, desk.texts, desk.edition),
        "protocol_url": f"/{slug}/protocol/entry/",
        "override_url": f"/{slug}/patients/{desk.patient.key}/override/" if decides else "",
    }


def panel(desk: Desk, refused: RefusedError | None = None) -> HttpResponse:
    """The verdict alone, for a page on which an answer has changed."""
    here = desk.request.resolver_match
    section = here.kwargs.get("section") if here else ""
    context = {"is_partial": True, "refused": refused, "section": section, **beside(desk)}
    return render(desk.request, "clinic/consultation/_beside.html", context)


def screen(desk: Desk, name: str, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """One screen with the verdict beside it."""
    if context.get("refused"):
        messages.error(desk.request, _("%(why)s Save again to keep yours.") % {"why": context["refused"]})
    heading = SECTIONS.get(name, _("Sum up"))
    context = {"section": name, "heading": heading, **beside(desk), **context}
    return render(desk.request, f"clinic/consultation/{template}.html", context, status=status)
