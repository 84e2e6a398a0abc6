"""Deleting a patient's record on request: what identifies goes, what the law and the safety of others need stays under
the clinic's number, and nothing is added to it any more.
"""

from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.log_words import destroy_key
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.forgetting import MARK, forget_words
from percutis.web.records.models import Appointment, Patient, Photo, PhotoTrial
from percutis.web.records.selectors.erasing import kept_until, pending_of
from percutis.web.records.services.photo_erasures import erase_photograph
from percutis.web.records.services.visits import cancel_visit


@transaction.atomic
def erase_patient(
    *, patient: Patient, number: str, because: str, nothing_forbids: bool = False, by: Actor, at: datetime
) -> Patient:
    """The patient without anything that says who it was. Visits to come are cancelled, messages that wait are taken
    back, links and calendars closed, photographs and every copy removed from the store.

    `number` is typed by whoever does it; `nothing_forbids` says that the clinic has asked what the law wants kept,
    where it has not told the program for how long.

    Raises:
        InputError: another number, or a reason that there is not.
        RefusedError: no right, deleted already, something unfinished, or a record that has to be kept still.
    """
    by.require(Right.ERASE, patient.clinic, at)
    held = Patient.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=patient.pk)
    _refuse_input(held, number, because)
    _refuse_state(held, nothing_forbids, held.clinic.day_of(at))
    counts = {"visits": _cancel_visits(held, by, at), "photographs": _erase_photographs(held, by, at)}
    _end_what_stands(held, by, at)
    counts["rows"] = forget_words(held)
    details = {"reason": because, **counts}
    write_audit(by=by, at=at, action="patient.erased", subject=held, patient=held.key, details=details)
    destroy_key(held.key)
    Patient.objects.filter(pk=held.pk).update(
        **_nobody(held), erased=at, erased_by=by.membership, erased_because=because
    )
    _empty_folder(held)
    return Patient.objects.select_related("clinic", "erased_by__user").get(pk=held.pk)


def _refuse_input(patient: Patient, number: str, because: str) -> None:
    problems = []
    if number.strip().upper() != patient.number.upper():
        problems.append(Problem("number", repr(number), patient.number))
    if because not in dict(Patient.ERASED_BECAUSE):
        problems.append(Problem("because", repr(because), ", ".join(dict(Patient.ERASED_BECAUSE))))
    if problems:
        raise InputError(tuple(problems))


def _refuse_state(patient: Patient, nothing_forbids: bool, today: date) -> None:
    if patient.erased:
        raise RefusedError(_("This record has been deleted already."))
    if pending_of(patient):
        raise RefusedError(_("Something of this patient is not finished: a session, a check-in or an event."))
    if patient.messages.select_for_update().filter(state="handing").exists():
        raise RefusedError(_("A message to this patient is being sent at this moment. Try again in a minute."))
    until = kept_until(patient)
    if until is None and not nothing_forbids:
        raise RefusedError(_("First find out how long the law of the place wants this record kept."))
    if until and today < until:
        said = _("This record has to be kept until %(day)s.")
        raise RefusedError(said % {"day": until.isoformat()})


def _cancel_visits(patient: Patient, by: Actor, at: datetime) -> int:
    visits = list(patient.appointments.filter(state__in=Appointment.OPEN))
    for visit in visits:
        cancel_visit(visit=visit, why=MARK, by=by, at=at)
    return len(visits)


def _erase_photographs(patient: Patient, by: Actor, at: datetime) -> int:
    photos = list(Photo.objects.filter(patient=patient).exclude(original=""))
    for photo in photos:
        erase_photograph(photo=photo, why=MARK, by=by, at=at)
    return len(photos) + PhotoTrial.objects.filter(patient=patient).count()


def _empty_folder(patient: Patient) -> None:
    """Nothing lies in the patient's folder of the store any more: originals, copies, and whatever else was left there.

    It is done before the rows are written for good: a store that fails leaves a record that can be deleted again, not
    one that says it is deleted while a face still lies there.
    """
    storage = Photo._meta.get_field("original").storage
    folder = PurePosixPath(str(patient.clinic_id)) / str(patient.key)
    try:
        for file in _listed(storage, folder):
            storage.delete(str(folder / file))
    except Exception as problem:  # each kind of store has errors of its own
        said = _("The store of photographs does not answer, so the record stands. Try again.")
        raise RefusedError(said) from problem


def _listed(storage: Any, folder: PurePosixPath) -> list[str]:
    try:
        return list(storage.listdir(str(folder))[1])
    except FileNotFoundError:
        return []


def _end_what_stands(patient: Patient, by: Actor, at: datetime) -> None:
    patient.messages.filter(state__in=("waiting", "unsure", "failed")).update(state="cancelled")
    patient.waits.filter(closed__isnull=True).update(closed=at)
    patient.intakes.update(weight_kg=None)
    open_courses = patient.courses.filter(closed__isnull=True)
    open_courses.update(closed=at, closed_by=by.membership, closed_because="stopped")


def _nobody(patient: Patient) -> dict[str, Any]:
    """What stands in the patient's own row afterwards: the clinic's number, the year of birth, and the sex."""
    return {
        "name": patient.number,
        "name_ur": "",
        "phone": "",
        "born": patient.born.replace(month=1, day=1),
        "whatsapp": False,
        "note": "",
        "version": F("version") + 1,
    }
