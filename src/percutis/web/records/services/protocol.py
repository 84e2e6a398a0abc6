"""The medical director's approval of an edition: of exactly these files, and its withdrawal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.protocol.load import edition_names
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.editions import edition_digest
from percutis.web.records.models import EditionApproval


def approve_edition(*, edition: str, digest: str, note: str = "", by: Actor, at: datetime) -> EditionApproval:
    """The approval: from now on this clinic's answers no longer call the edition a draft. `digest` is of the files that
    the director was shown: exactly these are approved.

    Raises:
        RefusedError: not the medical director with a licence, no such edition, files that changed since they were
            shown, or approved already as it is.
    """
    by.require(Right.APPROVE_PROTOCOL, by.clinic, at)
    if edition not in edition_names():
        raise RefusedError(_("There is no such edition."))
    if digest != edition_digest(edition):
        raise RefusedError(_("The files of this edition have changed since you looked at them. Look at it again."))
    with transaction.atomic():
        standing = EditionApproval.objects.select_for_update(of=("self",)).filter(
            clinic=by.clinic, edition=edition, digest=digest, withdrawn__isnull=True
        )
        if standing.exists():
            raise RefusedError(_("This edition is approved already."))
        row = EditionApproval.objects.create(
            clinic=by.clinic, at=at, by=by.membership, edition=edition, digest=digest, note=note.strip()[:400]
        )
        details = {"edition": edition, "digest": digest}
        write_audit(by=by, at=at, action="edition.approved", subject=row, details=details)
    return row


def withdraw_approval(*, approval: EditionApproval, because: str, by: Actor, at: datetime) -> EditionApproval:
    """The approval, no longer standing.

    Raises:
        RefusedError: not the medical director, no reason, or withdrawn already.
    """
    by.require(Right.APPROVE_PROTOCOL, approval.clinic, at)
    if not because.strip():
        raise RefusedError(_("Say why the approval is withdrawn."))
    with transaction.atomic():
        row = EditionApproval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
        if row.withdrawn is not None:
            raise RefusedError(_("The approval has been withdrawn already."))
        row.withdrawn, row.withdrawn_because = at, because.strip()[:400]
        row.save()
        details = {"because": row.withdrawn_because}
        write_audit(by=by, at=at, action="edition.withdrawn", subject=row, details=details)
    return row
