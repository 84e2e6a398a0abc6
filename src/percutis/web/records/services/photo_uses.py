"""What a picture may be used for: set within what was signed, and closed at once when the patient takes it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.shelf import take_out_after_commit
from percutis.web.records.core.stored import StoredFile, files_of
from percutis.web.records.core.tiers import NONE, within
from percutis.web.records.models import Consent, Patient, Photo, PhotoTier
from percutis.web.records.selectors.photographs import closed_photographs, photographs_consent


def set_tier(*, photo: Photo, tier: str, why: str = "", by: Actor, at: datetime) -> PhotoTier:
    """The new use of one picture; the row before stays. `none` closes it.

    Raises:
        RefusedError: no right to take consent, or more than the patient has signed.
    """
    by.require(Right.TAKE_CONSENT, photo.clinic, at)
    consent = photographs_consent(photo.patient)
    if tier not in (NONE, *within(consent.tier if consent else NONE)):
        raise RefusedError(_("The patient has not agreed to this use. Ask for a new signature first."))
    with transaction.atomic():
        row = _write(photo, tier, consent, why.strip()[:400], by, at)
        details = {"tier": tier, "why": row.why}
        write_audit(
            by=by, at=at, action="photograph.tier_changed", subject=photo, patient=photo.patient.key, details=details
        )
    return row


def close_photographs(*, patient: Patient, consent: Consent, by: Actor, at: datetime) -> list[StoredFile]:
    """Every file of every picture of a patient who took the agreement back: found, listed in the log, and acted on.

    Each picture is closed, so that nobody is shown it, and every copy made from it is removed from the store. The
    original stays locked until somebody with the right to delete erases it: what the law wants kept is not for a
    program to decide. Called inside the transaction of the consent.
    """
    photos = list(Photo.objects.filter(patient=patient).exclude(original=""))
    found = [file for photo in photos for file in files_of(photo)]
    files = list({file.name: file for file in found}.values())
    for photo in photos:
        _write(photo, NONE, consent, "", by, at)
    if photos:
        details = {"photographs": len(photos), "files": [file.name for file in files]}
        write_audit(by=by, at=at, action="photographs.closed", subject=consent, patient=patient.key, details=details)
    take_out_after_commit(file.name for file in files if file.is_copy)
    return files


def reopen_photographs(
    *, patient: Patient, photos: Sequence[Photo], tier: str, why: str = "", by: Actor, at: datetime
) -> list[PhotoTier]:
    """Closed pictures, each with a new row for what it may be used for from now on. One line of the log names them all.

    Raises:
        RefusedError: no right to take consent, nothing chosen, more than the patient has signed since, or a picture
            that is not closed, or no longer.
    """
    by.require(Right.TAKE_CONSENT, patient.clinic, at)
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        consent = photographs_consent(patient)
        if consent is None or tier not in within(consent.tier):
            raise RefusedError(_("The patient has not agreed to this use. Ask for a new signature first."))
        closed = {photo.pk for photo in closed_photographs(patient)}
        if not photos or not {photo.pk for photo in photos} <= closed:
            raise RefusedError(_("Not every one of these pictures is closed. Look at the page again."))
        rows = [_write(photo, tier, consent, why.strip()[:400], by, at) for photo in photos]
        files = [str(photo.original.name) for photo in photos]
        details = {"tier": tier, "why": why.strip()[:400], "photographs": len(photos), "files": files}
        write_audit(by=by, at=at, action="photographs.opened", subject=consent, patient=patient.key, details=details)
    return rows


def _write(photo: Photo, tier: str, consent: Consent | None, why: str, by: Actor, at: datetime) -> PhotoTier:
    return PhotoTier.objects.create(
        clinic=photo.clinic, at=at, by=by.membership, photo=photo, tier=tier, consent=consent, why=why
    )
