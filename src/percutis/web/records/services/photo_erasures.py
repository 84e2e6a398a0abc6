"""The end of a picture: original and every copy removed from the store, and a row that says what there was and why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.shelf import take_out_after_commit
from percutis.web.records.core.stored import files_of
from percutis.web.records.models import Patient, Photo, PhotoErasure

LONGEST = 400


def erase_photograph(*, photo: Photo, why: str, by: Actor, at: datetime) -> PhotoErasure:
    """The record that it was erased, with every file that went. Measures stay: they are numbers and show nobody.

    Raises:
        RefusedError: no right to delete, no reason, or erased already.
    """
    by.require(Right.DELETE_PHOTOGRAPHS, photo.clinic, at)
    if not why.strip():
        raise RefusedError(_("Please say why the picture is deleted."))
    with transaction.atomic():
        held = Photo.objects.select_for_update().get(pk=photo.pk)
        if not held.original:
            raise RefusedError(_("This picture has been deleted already."))
        files = files_of(held)
        row = PhotoErasure.objects.create(
            clinic=held.clinic, at=at, by=by.membership, photo=held, why=why.strip()[:LONGEST],
            files=[{"what": file.what, "name": file.name, "size": file.size} for file in files],
        )  # fmt: skip
        held.original = ""
        held.save(update_fields=["original"])
        details = {"view": held.view, "sha256": held.sha256, "why": row.why, "files": [file.name for file in files]}
        write_audit(by=by, at=at, action="photograph.erased", subject=held, patient=held.patient.key, details=details)
        take_out_after_commit(file.name for file in files)
    return row


def erase_all(*, patient: Patient, why: str, by: Actor, at: datetime) -> list[PhotoErasure]:
    """Every picture of a patient, all in one transaction.

    Raises:
        RefusedError: no right to delete, no reason, or nothing to delete.
    """
    with transaction.atomic():
        photos = Photo.objects.filter(patient=patient).exclude(original="")
        found = [erase_photograph(photo=photo, why=why, by=by, at=at) for photo in photos]
        if not found:
            raise RefusedError(_("There is no picture left to delete."))
    return found
