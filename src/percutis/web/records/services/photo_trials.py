"""A picture on trial: judged and looked at before the person keeps it, with its judgement, or takes it again."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor, system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.pictures import copies_of, look_at
from percutis.web.records.core.seeing import judged
from percutis.web.records.models import Patient, Photo, PhotoTrial, Session
from percutis.web.records.selectors.photographs import photographs_consent
from percutis.web.records.services.photo_files import forget_trial, stored_for
from percutis.web.records.services.photographs import keep_photograph, read_upload, refuse_stranger

LASTS = timedelta(hours=1)


def try_photograph(
    *,
    patient: Patient,
    view: str,
    upload: UploadedFile,
    session: Session | None = None,
    make_up: bool = False,
    glasses: bool = False,
    by: Actor,
    at: datetime,
) -> PhotoTrial:
    """The picture with its judgement, for an hour. Older trials of the clinic go, with their files.

    Raises:
        InputError: no view of the sequence, or no picture that can be kept.
        RefusedError: no right, no consent to photographs, or a session that is not this patient's.
    """
    refuse_stranger(patient, by, at)
    if photographs_consent(patient) is None:
        raise RefusedError(_("The patient has not agreed to photographs, so none are kept."))
    if view not in dict(Photo.VIEWS):
        raise InputError.one("view", view, ", ".join(dict(Photo.VIEWS)))
    if session is not None and session.patient_id != patient.pk:
        raise RefusedError(_("This session is another patient's."))
    end_unanswered(at=at, clinic=patient.clinic)
    content = read_upload(upload)
    look_at(content)
    said = judged(content, view, make_up=make_up, glasses=glasses)
    row = PhotoTrial(
        clinic=patient.clinic, at=at, by=by.membership, patient=patient, session=session, view=view, judged=said
    )
    with stored_for(row, content), transaction.atomic():
        row.save()
    return row


def keep_trial(*, trial: PhotoTrial, by: Actor, at: datetime) -> Photo:
    """The photograph, kept as the person chose, whatever the judgement; the judgement stands beside it.

    Raises:
        RefusedError: as for any photograph that is kept.
    """
    return keep_photograph(
        patient=trial.patient,
        view=trial.view,
        upload=ContentFile(_content(trial)),  # type: ignore[arg-type]
        session=trial.session,
        trial=trial,
        by=by,
        at=at,
    )


def discard_trial(*, trial: PhotoTrial, by: Actor, at: datetime) -> None:
    """Take it again: the picture is gone, and the log says that there was one and why."""
    refuse_stranger(trial.patient, by, at)
    with transaction.atomic():
        reasons = [reason["reason"] for reason in trial.judged["reasons"]]
        details = {"view": trial.view, "verdict": trial.judged["verdict"], "reasons": reasons}
        write_audit(by=by, at=at, action="photograph.discarded", patient=trial.patient.key, details=details)
        forget_trial(trial)


def end_unanswered(*, at: datetime, clinic: Clinic | None = None) -> int:
    """How many trials that nobody answered within the hour went, with their files; the log says so for each."""
    old = PhotoTrial.objects.filter(at__lt=at - LASTS)
    if clinic is not None:
        old = old.filter(clinic=clinic)
    return sum(_end_one(pk, at) for pk in old.values_list("pk", flat=True))


def _end_one(pk: int, at: datetime) -> bool:
    """Whether it was still there: somebody may answer it at this moment, or another worker end it."""
    with transaction.atomic():
        held = PhotoTrial.objects.select_for_update(of=("self",)).select_related("clinic", "patient")
        trial = held.filter(pk=pk).first()
        if trial is None:
            return False
        by, details = system(trial.clinic), {"view": trial.view, "from": trial.at.isoformat()}
        write_audit(by=by, at=at, action="photograph.unanswered", patient=trial.patient.key, details=details)
        forget_trial(trial)
    return True


def look_at_trial(*, trial: PhotoTrial, by: Actor, at: datetime) -> bytes:
    """The picture for the page; the log says who looked at it, as at any photograph.

    Raises:
        RefusedError: no right to see photographs.
    """
    refuse_stranger(trial.patient, by, at)
    with transaction.atomic():
        details = {"size": "trial", "view": trial.view}
        write_audit(by=by, at=at, action="photograph.seen", subject=trial, patient=trial.patient.key, details=details)
    return copies_of(_content(trial))["large"]


def _content(trial: PhotoTrial) -> bytes:
    with trial.original.open() as original:
        return bytes(original.read())
