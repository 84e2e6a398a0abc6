"""Finding patients. Access is decided here: whoever asks names the clinic, and sees nobody of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from percutis.domain.errors import InputError
from percutis.web.accounts.models import Clinic
from percutis.web.prepared import Prepared
from percutis.web.records.core.name_words import InOrder, begins
from percutis.web.records.core.phones import international
from percutis.web.records.models import Patient, PatientWord

PAGE = 25
LONGEST_SEARCH = 100  # more is no name, and a database refuses patterns of many thousand letters
MOST_LOOKALIKES = 5
SHORTEST_PHONE = 7  # digits; fewer are a number of the clinic
BY_KEY = Prepared(lambda clinic, key: Patient.objects.filter(clinic=clinic, key=key))


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One page of patients, and whether there is another behind it."""

    patients: Sequence[Patient]
    number: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Somebody who may be the person about to be registered. `same` says what agrees; phone and birth date together
    are as good as certain.
    """

    patient: Patient
    same: Literal["phone_and_born", "name_and_born", "phone"]


def get_patient(*, clinic: Clinic, key: UUID, erased: bool = False) -> Patient:
    """The patient of that key in that clinic; `erased` gives one whose record was deleted too.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = BY_KEY.first(clinic.pk, key)
    if found is None or (found.erased and not erased):
        raise Http404
    found.clinic = clinic  # the same one: no need to ask for it again
    return found


def find_patients(*, clinic: Clinic, wanted: str = "", page: int = 1) -> PatientPage:
    """Patients whose name (in either script) or a part of it begins so, or whose number or telephone it is.

    The newest first when nothing is asked for; by the part that was found otherwise. One row more than a page is read,
    never all of them counted.
    """
    page = max(1, page)
    start = (page - 1) * PAGE
    rows = _matching(clinic, " ".join(wanted.split())[:LONGEST_SEARCH], slice(start, start + PAGE + 1))
    return PatientPage(rows[:PAGE], page, len(rows) > PAGE)


def _matching(clinic: Clinic, wanted: str, some: slice) -> list[Patient]:
    patients = Patient.objects.filter(clinic=clinic, erased__isnull=True)
    if not wanted:
        return list(patients.order_by("-at", "-id")[some])
    if any(letter.isdecimal() for letter in wanted):
        found = patients.filter(_by_number(wanted))
        return list(found.order_by(Lower("number"), "id")[some])  # an expression: else it would walk all numbers
    return [row.patient for row in _by_name(clinic, wanted)[some]]


def _by_number(wanted: str) -> Q:
    """The clinic's own number (with or without its letter and zeros), or what the telephone, as typed, begins with. One
    of them: for two at once SQLite would walk through every patient of the clinic.
    """
    digits = "".join(letter for letter in wanted if letter.isdecimal())
    if wanted.upper().startswith("P") or len(digits) < SHORTEST_PHONE:
        return Q(number=f"P-{int(digits):04d}")
    try:
        begins_with = international(wanted)
    except InputError:  # not a whole one
        begins_with = f"+{digits}"
    return Q(phone__gte=begins_with, phone__lte=begins_with.ljust(20, "9"))


def _by_name(clinic: Clinic, wanted: str) -> QuerySet[PatientWord]:
    """Words that begin with the longest part that was typed, of people whose names have the others too; each person
    once. Read in the order of the words, so that a page is found without looking at everybody who matches.
    """
    first, *others = sorted(wanted.split(), key=len, reverse=True)
    words = PatientWord.objects.filter(clinic=clinic)
    rows = words.filter(begins(first))
    for part in others:
        rows = rows.filter(patient__in=words.filter(begins(part)).values("patient"))
    earlier = PatientWord.objects.filter(begins(first), patient=OuterRef("patient"), word__lt=OuterRef("word"))
    return rows.exclude(Exists(earlier)).select_related("patient").order_by(InOrder(), "patient_id")


def find_lookalikes(*, clinic: Clinic, name: str, phone: str, born: date) -> list[Lookalike]:
    """Who is on record already and may be the same person, the surest first. `phone` is in E.164."""
    patients = Patient.objects.filter(clinic=clinic, erased__isnull=True)
    same_phone = list(patients.filter(phone=phone).order_by("born", "id")[:MOST_LOOKALIKES])
    same_name = patients.filter(born=born, name__iexact=" ".join(name.split())).exclude(phone=phone)
    return [
        *(Lookalike(one, "phone_and_born") for one in same_phone if one.born == born),
        *(Lookalike(one, "name_and_born") for one in same_name.order_by("id")[:MOST_LOOKALIKES]),
        *(Lookalike(one, "phone") for one in same_phone if one.born != born),
    ]
