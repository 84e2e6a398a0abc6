"""Prepared queries: the rows that the plain query gives, whatever is asked, and always as they are now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL

from percutis.web.prepared import Prepared, together
from percutis.web.records.models import Appointment, Intake, Patient
from percutis.web.records.selectors.people import get_patient
from tests.web.cast import NOW, Cast, make_intake, make_patient


def asked(clinic: Any, at: Any) -> Any:
    """Patients of a clinic: joined, annotated, in part, in order, with a condition of its own."""
    known = Exists(Intake.objects.filter(patient=OuterRef("pk")))
    rows = Patient.objects.filter(clinic=clinic, at__lte=at, sex="female").select_related("clinic")
    return rows.annotate(is_known=known).defer("note").order_by("-number")[:2]


def told(rows: Any) -> list[tuple[Any, ...]]:
    """Everything that the rows hold, and which of it was left out."""
    return [
        (one.pk, one.key, one.number, one.born, one.at, one.clinic.name, one.is_known, one.get_deferred_fields())
        for one in rows
    ]


def test_prepared_query_gives_what_the_plain_one_gives(cast: Cast, django_assert_num_queries: Any) -> None:
    """For one clinic and the other, before and after rows were added, without reading anything more."""
    prepared = Prepared(asked)
    make_intake(cast.patient)
    for added in range(2):
        for clinic, at in ((cast.clinic, NOW), (cast.other_patient.clinic, NOW), (cast.clinic, NOW - timedelta(1))):
            wanted = told(asked(clinic.pk, at))
            with django_assert_num_queries(1):
                rows = prepared(clinic.pk, at)
                assert told(rows) == wanted
        make_patient(cast.clinic, f"P-000{added + 2}", "Test Patient Added")


def test_prepared_query_finds_by_key_and_by_text(cast: Cast) -> None:
    """A key and a text in their places; another key finds nobody."""
    prepared = Prepared(lambda key, number: Patient.objects.filter(key=key, number=number))
    assert prepared(cast.patient.key, "P-0001") == [cast.patient]
    assert prepared.first(cast.patient.key, "P-0002") is None
    assert prepared(uuid4(), "P-0001") == []
    assert get_patient(clinic=cast.clinic, key=cast.patient.key) == cast.patient


def test_prepared_query_finds_whoever_is_in_a_set(cast: Cast, django_assert_num_queries: Any) -> None:
    """Of every size, whatever a set before it was; nobody for a set of nothing, and without asking."""
    prepared = Prepared(
        lambda clinic, patients: Patient.objects.filter(clinic=clinic, pk__in=patients).order_by("number")
    )
    everybody = [cast.patient, *(make_patient(cast.clinic, f"P-01{number:02}", "Test Patient") for number in range(8))]
    for many in (3, 1, 4, 9, 2, 5):
        assert prepared(cast.clinic.pk, {one.pk for one in everybody[:many]}) == everybody[:many]
    stranger = cast.other_patient
    assert prepared(stranger.clinic.pk, frozenset(one.pk for one in (*everybody, stranger))) == [stranger]
    with django_assert_num_queries(0):
        assert prepared(cast.clinic.pk, set()) == []


def test_queries_asked_together_give_what_each_gives(cast: Cast, django_assert_num_queries: Any) -> None:
    """In their order; where there can be none, none, and nothing is asked."""
    by_number = Prepared(lambda number: Patient.objects.filter(number=number))
    make_intake(cast.patient)
    clinic = cast.clinic.pk
    asked_of = [(Prepared(asked), (clinic, NOW)), (by_number, ("P-0001",)), (by_number, ("P-0002",))]
    with django_assert_num_queries(3):
        first, *others = together(*asked_of, (Prepared(lambda pks: Patient.objects.filter(pk__in=pks)), (set(),)))
    assert told(first) == told(asked(clinic, NOW))
    assert others == [[cast.patient, cast.other_patient], [], []]


def test_query_that_fails_among_others_is_told_as_the_database_tells_it(cast: Cast) -> None:
    """And the connection goes on."""
    number = Prepared(lambda pk: Patient.objects.filter(pk=pk))
    smallest = RawSQL("abs(id - id - 9223372036854775807 - 1)", ())  # it has no opposite, whichever key the row has
    overflow = Prepared(lambda pk: Patient.objects.filter(pk=pk).annotate(one=smallest))
    with pytest.raises(DatabaseError), transaction.atomic():
        together((number, (cast.patient.pk,)), (overflow, (cast.patient.pk,)), (number, (cast.patient.pk,)))
    assert together((number, (cast.patient.pk,))) == [[cast.patient]]


def test_number_that_no_database_knows_finds_nothing(cast: Cast) -> None:
    """An address may name any number."""
    prepared = Prepared(lambda pk: Patient.objects.filter(pk=pk))
    assert [prepared(number) for number in (cast.patient.pk, 2**63, -(2**70))] == [[cast.patient], [], []]


@pytest.mark.django_db
def test_what_would_be_another_query_is_refused() -> None:
    """None asks otherwise, and so does a query that reckons with its values; a part of the day is no kind of ours."""
    prepared = Prepared(lambda pk: Appointment.objects.filter(pk=pk))
    for values in ((None,), (1.5,), ({1.5},)):
        with pytest.raises(TypeError, match="prepared with"):
            prepared(*values)
    with pytest.raises(TypeError, match="looks at its values"):
        Prepared(lambda pk: Appointment.objects.filter(pk=pk + 1))(1)
    with pytest.raises(TypeError, match="looks at its values"):
        Prepared(lambda _unused: Appointment.objects.filter(ends__gt=F("starts")))(1)
