"""Registering patients and correcting what is on record of them."""

from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.name_words import write_words
from percutis.web.records.core.phones import international
from percutis.web.records.models import Patient
from percutis.web.records.selectors.people import Lookalike, find_lookalikes

OLDEST = 120
LEFT_OUT: dict[str, Any] = {"name_ur": "", "sex": "", "language": "en", "whatsapp": True, "note": ""}


class Person(TypedDict):
    """What is asked of everybody, and what may be left out."""

    name: str
    phone: str
    born: date
    name_ur: NotRequired[str]
    sex: NotRequired[str]
    language: NotRequired[str]
    whatsapp: NotRequired[bool]
    note: NotRequired[str]


class LookalikeError(RefusedError):
    """Somebody on record may be the same person; `found` says who. Nothing was saved."""

    def __init__(self, found: list[Lookalike]) -> None:
        super().__init__(_("Somebody with these details is on record. Is it the same person?"))
        self.found = found


@transaction.atomic
def register_patient(*, another: bool = False, by: Actor, at: datetime, **person: Unpack[Person]) -> Patient:
    """The new patient, under the next number of the clinic: P-0001, P-0002 … The audit row says the number.

    `another` says that whoever looks the same was looked at and is another person.

    Raises:
        InputError: what cannot be, all of it.
        LookalikeError: somebody on record looks the same and nobody said that it is another person.
    """
    today = by.clinic.day_of(at)
    by.require(Right.REGISTER, by.clinic, at)
    given = _checked({**LEFT_OUT, **person}, today)
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)  # one registration after the other
    found = find_lookalikes(clinic=clinic, name=given["name"], phone=given["phone"], born=given["born"])
    if found and not another:
        raise LookalikeError(found)
    patient = Patient.objects.create(clinic=clinic, at=at, by=by.membership, number=_next_number(clinic), **given)
    write_words(patient)
    details = {"number": patient.number, "looks_like": [one.patient.number for one in found]}
    write_audit(by=by, at=at, action="patient.registered", subject=patient, patient=patient.key, details=details)
    return patient


@transaction.atomic
def correct_patient(*, patient: Patient, version: int, by: Actor, at: datetime, **person: Unpack[Person]) -> Patient:
    """The corrected patient. `version` is the one that the form was filled in from; the log keeps what stood before.

    Raises:
        InputError: what cannot be, all of it.
        RefusedError: somebody else corrected it in between; nothing was overwritten.
    """
    today = by.clinic.day_of(at)
    by.require(Right.REGISTER, patient.clinic, at)
    given = _checked(dict(person), today)
    stands = Patient.objects.select_for_update().get(pk=patient.pk)
    before = {name: str(getattr(stands, name)) for name, value in given.items() if getattr(stands, name) != value}
    changed = Patient.objects.filter(pk=patient.pk, version=version)
    if not changed.update(version=F("version") + 1, **given):
        raise RefusedError(
            _("Somebody else has corrected this patient since you opened the form. Look at what stands now.")
        )
    corrected = Patient.objects.select_related("clinic").get(pk=patient.pk)
    write_words(corrected)
    write_audit(
        by=by, at=at, action="patient.corrected", subject=patient, patient=patient.key, details={"before": before}
    )
    return corrected


def _next_number(clinic: Clinic) -> str:
    """One more than the last; the clinic's row is held, so nobody else counts at the same time."""
    number = clinic.last_number + 1
    while Patient.objects.filter(clinic=clinic, number=_written(number)).exists():  # brought in by another way
        number += 1
    Clinic.objects.filter(pk=clinic.pk).update(last_number=number)
    return _written(number)


def _written(number: int) -> str:
    return f"P-{number:04d}"


def _checked(given: dict[str, Any], today: date) -> dict[str, Any]:
    """What was given in the form of the record.

    Raises:
        InputError: every problem of it.
    """
    problems: list[Problem] = []
    for field in {"name", "name_ur", "note"} & given.keys():
        given[field] = " ".join(given[field].split())
    if not any(map(str.isalpha, given["name"])):
        problems.append(Problem("name", "''", "a name"))
    if not today.year - OLDEST <= given["born"].year or given["born"] > today:
        problems.append(Problem("born", given["born"].isoformat(), f"a day of the last {OLDEST} years"))
    try:
        given["phone"] = international(given["phone"])
    except InputError as refused:
        problems.extend(refused.problems)
    for field, allowed in (("sex", ("", *dict(Patient.SEXES))), ("language", tuple(dict(Patient.LANGUAGES)))):
        if field in given and given[field] not in allowed:
            problems.append(Problem(field, repr(given[field]), ", ".join(allowed)))
    if problems:
        raise InputError(tuple(problems))
    return given
