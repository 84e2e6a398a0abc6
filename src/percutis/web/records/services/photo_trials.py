"""A picture on trial: judged and looked at before the person keeps it, with its judgement, or takes it again."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.pictures import copies_of, look_at
from percutis.web.records.core.seeing import catalogue_version, judged
from percutis.web.records.models import Patient, Photo, PhotoJudgement, PhotoTrial, Session
from percutis.web.records.selectors.photographs import photographs_consent
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
    for old in PhotoTrial.objects.filter(clinic=patient.clinic, at__lt=at - LASTS):
        _forget(old)
    content = read_upload(upload)
    look_at(content)
    said = judged(content, view, make_up=make_up, glasses=glasses)
    row = PhotoTrial(
        clinic=patient.clinic, at=at, by=by.membership, patient=patient, session=session, view=view, judged=said
    )
    row.original.save("", ContentFile(content), save=False)
    row.save()
    return row


def keep_trial(*, trial: PhotoTrial, by: Actor, at: datetime) -> Photo:
    """The photograph, kept as the person chose, whatever the judgement; the judgement stands beside it.

    Raises:
        RefusedError: as for any photograph that is kept.
    """
    content = _content(trial)
    with transaction.atomic():
        photo = keep_photograph(
            patient=trial.patient,
            view=trial.view,
            upload=ContentFile(content),  # type: ignore[arg-type]
            session=trial.session,
            by=by,
            at=at,
        )
        if not photo.judgements.exists():
            PhotoJudgement.objects.create(
                clinic=photo.clinic,
                at=at,
                by=by.membership,
                photo=photo,
                version=catalogue_version(),
                said=trial.judged,
            )
    _forget(trial)
    return photo


def discard_trial(*, trial: PhotoTrial, by: Actor, at: datetime) -> None:
    """Take it again: the picture is gone, and the log says that there was one and why."""
    refuse_stranger(trial.patient, by, at)
    with transaction.atomic():
        reasons = [reason["reason"] for reason in trial.judged["reasons"]]
        details = {"view": trial.view, "verdict": trial.judged["verdict"], "reasons": reasons}
        write_audit(by=by, at=at, action="photograph.discarded", patient=trial.patient.key, details=details)
    _forget(trial)


def trial_copy(trial: PhotoTrial) -> bytes:
    """The picture for the page."""
    return copies_of(_content(trial))["large"]


def _content(trial: PhotoTrial) -> bytes:
    with trial.original.open() as original:
        return bytes(original.read())


def _forget(trial: PhotoTrial) -> None:
    trial.original.storage.delete(str(trial.original.name))
    trial.delete()
