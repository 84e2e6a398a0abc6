"""The parts of a patient's name as they are searched: whatever their case, each from its beginning, in either script.

They stand in rows of their own: no index of whole names finds a part of one, and a search would read every patient.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F, OrderBy, Q

from percutis.web.records.models import Patient, PatientWord

LAST = "\U0010ffff"  # comes after every letter


def words_of(*names: str) -> set[str]:
    """The parts of these names: `Bibi Āmna` has `bibi` and `āmna`."""
    return {part.casefold() for name in names for part in name.split()}


def rows_of(patients: Iterable[Patient]) -> list[PatientWord]:
    """The rows of patients that have none yet, not saved."""
    return [_row(one, word) for one in patients for word in words_of(one.name, one.name_ur)]


def write_words(patient: Patient) -> None:
    """Let the patient be found by the name as it stands now."""
    wanted, stand = words_of(patient.name, patient.name_ur), set(patient.words.values_list("word", flat=True))
    if gone := stand - wanted:
        patient.words.filter(word__in=gone).delete()
    PatientWord.objects.bulk_create(_row(patient, word) for word in sorted(wanted - stand))


def begins(part: str) -> Q:
    """Words that begin so. An index of SQLite is of use for a range only, one of PostgreSQL for a beginning."""
    folded = part.casefold()
    if connection.vendor == "sqlite":
        return Q(word__gte=folded, word__lt=folded + LAST)
    return Q(word__startswith=folded)


class InOrder(OrderBy):
    """Words in the order of their index, so that the first of many are found without sorting all. That of PostgreSQL
    goes by the letters' numbers: `<` of its language would be another order, and a read of every word that matches.
    """

    def __init__(self) -> None:
        super().__init__(F("word"))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """With the operator of the index; Django looks for a direction, and finds it in the remark."""
        return self.as_sql(compiler, connection, template="%(expression)s USING ~<~ /* ASC */")


def _row(patient: Patient, word: str) -> PatientWord:
    return PatientWord(clinic_id=patient.clinic_id, patient=patient, word=word)
