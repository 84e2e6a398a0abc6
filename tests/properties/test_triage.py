"""Triage as properties: more, stronger or worsening symptoms are never less urgent, and silence never reassures."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.checkin import Checkin, PastSession, Symptom
from percutis.domain.edition.basis import Window
from percutis.domain.intake import Patient
from percutis.domain.session import ZoneSetting
from percutis.domain.triage import Triage, triage
from percutis.domain.words import Urgency
from tests.properties.sessions import ENDED, checkins, symptoms
from tests.strategies import EDITION

ORDER = list(Urgency)
BORN = date(1992, 4, 3)


def answer(checkin: Checkin) -> Triage:
    """The triage of a check-in in this edition."""
    return triage(checkin, EDITION)


def is_milder(after: Triage, before: Triage) -> bool:
    """Whether the second answer is less urgent, or lets a course go on that the first one holds."""
    return ORDER.index(after.urgency) > ORDER.index(before.urgency) or (before.hold_course and not after.hold_course)


def with_first(checkin: Checkin, **changes: object) -> Checkin:
    """The check-in with its first symptom changed."""
    first, *others = checkin.symptoms
    return replace(checkin, symptoms=(replace(first, **changes), *others))  # type: ignore[arg-type]


@given(checkins, symptoms)
def test_another_symptom_is_never_less_urgent(checkin: Checkin, more: Symptom) -> None:
    """What else is reported can only bring somebody sooner."""
    if more.symptom not in {symptom.symptom for symptom in checkin.symptoms}:
        assert not is_milder(answer(replace(checkin, symptoms=(*checkin.symptoms, more))), answer(checkin))


@given(checkins, st.integers(1, 10))
def test_a_stronger_symptom_is_never_less_urgent(checkin: Checkin, more: int) -> None:
    """Raising a severity can only bring somebody sooner."""
    if checkin.symptoms:
        stronger = with_first(checkin, severity=min(10, checkin.symptoms[0].severity + more))
        assert not is_milder(answer(stronger), answer(checkin))


@given(checkins)
def test_a_worsening_symptom_is_never_less_urgent(checkin: Checkin) -> None:
    """Whatever the trend was, worsening is at least as urgent as improving or staying the same."""
    if checkin.symptoms and checkin.symptoms[0].trend in (None, "improving", "same"):
        assert not is_milder(answer(with_first(checkin, trend="worsening")), answer(checkin))


@given(checkins, st.floats(38, 42))
def test_a_fever_is_never_less_urgent(checkin: Checkin, temperature: float) -> None:
    """A measured fever can only bring somebody sooner."""
    assert not is_milder(
        answer(replace(checkin, temperature_c=max(temperature, checkin.temperature_c or 0))), answer(checkin)
    )


@given(checkins, st.sampled_from(["skin_type", "sex", "weight_kg"]))
def test_an_unknown_patient_is_never_reassured(checkin: Checkin, forgotten: str) -> None:
    """A skin type that nobody gave takes the stricter course."""
    unknown = replace(checkin, patient=replace(checkin.patient, **{forgotten: None}))

    assert not is_milder(answer(unknown), answer(checkin))


@given(checkins)
def test_an_unknown_itch_is_never_reassured(checkin: Checkin) -> None:
    """An itch that nobody asked about counts as there where it matters."""
    if checkin.symptoms:
        assert not is_milder(answer(with_first(checkin, itchy=None)), answer(checkin))


@given(checkins)
def test_only_what_is_usual_goes_on_unseen(checkin: Checkin) -> None:
    """Whatever is more than self-care holds the course, is said with a source, and has a next check-in to come."""
    found = answer(checkin)

    assert found.next_checkin > checkin.at
    assert all(reason.cites for reason in found.reasons)
    if any(reason.urgency is not Urgency.SELF_CARE for reason in found.reasons):
        assert found.hold_course
    assert found.urgency is min(
        (reason.urgency for reason in found.reasons), key=ORDER.index, default=Urgency.SELF_CARE
    )


def redness(hours: float, *zones: str) -> Triage:
    """Mild redness after a session of 0.5 mm on the forehead and 1.5 mm on the left cheek of dark skin."""
    return answer(
        Checkin(
            patient=Patient(id="P-TEST", born=BORN, skin_type="V"),
            session=PastSession(
                ended=ENDED,
                device_class="pen",
                zones=(ZoneSetting(zone="forehead", depth_mm=0.5), ZoneSetting(zone="cheek_left", depth_mm=1.5)),
            ),
            at=ENDED + timedelta(hours=hours),
            symptoms=(Symptom(symptom="erythema", severity=2, zones=zones, trend="same"),),
        )
    )


def test_the_strictest_zone_speaks_for_a_symptom() -> None:
    """At 60 hours redness is usual after 1.5 mm and not after 0.5 mm, nor in both, nor where nobody said."""
    assert redness(60, "cheek_left").urgency is Urgency.SELF_CARE
    for zones in (("forehead",), ("forehead", "cheek_left"), ("nose",), ()):
        assert redness(60, *zones).urgency is Urgency.WITHIN_48_HOURS


def test_vesicles_whose_place_nobody_said_may_be_near_the_eye() -> None:
    """Neither the symptom's zone nor the session's is known: the eye may be in danger."""
    checkin = Checkin(
        patient=Patient(id="P-TEST", born=BORN),
        session=PastSession(ended=ENDED, device_class="pen"),
        at=ENDED + timedelta(days=3),
        symptoms=(Symptom(symptom="vesicles", severity=3),),
    )

    assert answer(checkin).urgency is Urgency.EMERGENCY


def test_hours_are_real_over_a_change_of_the_clock() -> None:
    """In London the night of 25 October 2026 has an hour more: a clock of 24 hours ends an hour earlier on the wall."""
    london = ZoneInfo("Europe/London")
    ended = datetime(2026, 10, 24, 15, tzinfo=london)
    patient = Patient(id="P-TEST", born=BORN)
    later = Checkin(
        patient=patient,
        session=PastSession(ended=ended, device_class="pen"),
        at=datetime(2026, 10, 25, 15, tzinfo=london),
    )

    assert later.hours == 25
    assert Window(hours=24).from_moment(ended) == datetime(2026, 10, 25, 14, tzinfo=london)
    assert Window(days=1).from_moment(ended) == datetime(2026, 10, 25, 15, tzinfo=london)
