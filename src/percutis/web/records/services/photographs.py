"""Photographs: kept byte for byte under keys, only under a standing consent; every look at one is in the log."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.pictures import Picture, copies_of, look_at
from percutis.web.records.core.seeing import catalogue_version
from percutis.web.records.models import CheckIn, Consent, Patient, Photo, PhotoJudgement, PhotoTrial, Session
from percutis.web.records.selectors.photographs import photographs_consent
from percutis.web.records.services.photo_files import forget_trial, stored_for
from percutis.web.records.tasks import measure_later

MEBIBYTE = 1024 * 1024


def keep_photograph(
    *,
    patient: Patient,
    view: str,
    upload: UploadedFile,
    session: Session | None = None,
    checkin: CheckIn | None = None,
    trial: PhotoTrial | None = None,
    by: Actor,
    at: datetime,
) -> Photo:
    """The photograph, its original byte for byte and its copies for pages. The same picture sent twice is kept once.
    What was judged of it on `trial` stands beside it, and the trial ends.

    The files are safe in the store before the row is; once this returns, neither a lost process nor lost power takes
    them away.

    Raises:
        InputError: no view of the sequence, or no picture that can be kept.
        RefusedError: no right, no consent to photographs, or a session that is not this patient's or was given up.
    """
    refuse_stranger(patient, by, at)
    if view not in dict(Photo.VIEWS):
        raise InputError.one("view", view, ", ".join(dict(Photo.VIEWS)))
    content = read_upload(upload)
    picture = look_at(content)
    copies = copies_of(content)
    given: dict[str, object] = {
        "patient": patient,
        "session": session,
        "checkin": checkin,
        "view": view,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    row = _row(given, picture, _refuse_without(patient, session, checkin), by, at)
    with stored_for(row, content, copies), transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        row.consent = _refuse_without(patient, session, checkin)
        kept = Photo.objects.filter(**given).exclude(original="").first() or _write(row, by, at)
        if trial is not None:
            _end_trial(trial, kept, by, at)
    return kept


def _refuse_without(patient: Patient, session: Session | None, checkin: CheckIn | None) -> Consent:
    """The agreement under which a picture is kept. Asked before anything is stored, and again with the row."""
    consent = photographs_consent(patient)
    if consent is None:
        raise RefusedError(_("The patient has not agreed to photographs, so none are kept."))
    _refuse_other(patient, session, checkin)
    return consent


def _write(row: Photo, by: Actor, at: datetime) -> Photo:
    row.save()
    details = {"view": row.view, "sha256": row.sha256, "tier": row.consent.tier if row.consent else ""}
    write_audit(by=by, at=at, action="photograph.kept", subject=row, patient=row.patient.key, details=details)
    measure_later(row.pk)
    return row


def _end_trial(trial: PhotoTrial, kept: Photo, by: Actor, at: datetime) -> None:
    if not kept.judgements.exists():
        PhotoJudgement.objects.create(
            clinic=kept.clinic, at=at, by=by.membership, photo=kept, version=catalogue_version(), said=trial.judged
        )
    forget_trial(trial)


def record_look(*, photo: Photo, size: str, by: Actor, at: datetime) -> None:
    """Write into the log that somebody looked at a photograph.

    Raises:
        RefusedError: neither the patient themself nor somebody of the clinic who may see photographs.
    """
    refuse_stranger(photo.patient, by, at)
    with transaction.atomic():
        details = {"size": size, "view": photo.view}
        write_audit(by=by, at=at, action="photograph.seen", subject=photo, patient=photo.patient.key, details=details)


def record_download(*, photo: Photo, what: str, by: Actor, at: datetime) -> None:
    """Write into the log that somebody took a file of a photograph away.

    Raises:
        RefusedError: no right to.
    """
    by.require(Right.DOWNLOAD_PHOTOGRAPHS, photo.clinic, at)
    with transaction.atomic():
        details = {"what": what, "view": photo.view}
        write_audit(
            by=by, at=at, action="photograph.downloaded", subject=photo, patient=photo.patient.key, details=details
        )


def _row(given: dict[str, object], picture: Picture, consent: Consent, by: Actor, at: datetime) -> Photo:
    return Photo(
        clinic=consent.clinic,
        at=at,
        by=by.membership,
        consent=consent,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        **given,
    )


def read_upload(upload: UploadedFile) -> bytes:
    """What was sent, byte for byte.

    Raises:
        InputError: more than a photograph may have.
    """
    most = settings.MOST_PHOTOGRAPH_BYTES
    if upload.size is None or upload.size > most:
        allowed = _("at most %(most)s MB") % {"most": most // MEBIBYTE}
        raise InputError.one("picture", f"{(upload.size or 0) // MEBIBYTE} MB", str(allowed))
    upload.seek(0)
    return upload.read()


def refuse_stranger(patient: Patient, by: Actor, at: datetime) -> None:
    """Let the patient themself, and whoever of the clinic may see photographs, go on.

    Raises:
        RefusedError: anybody else.
    """
    if by.kind == "patient":
        if by.patient != patient.key:
            raise RefusedError(_("These are not your photographs."))
        return
    by.require(Right.SEE_PHOTOGRAPHS, patient.clinic, at)


def _refuse_other(patient: Patient, session: Session | None, checkin: CheckIn | None) -> None:
    if (session and session.patient_id != patient.pk) or (checkin and checkin.patient_id != patient.pk):
        raise RefusedError(_("This session is another patient's."))
    if session and session.abandoned is not None:
        raise RefusedError(_("This session was given up."))
