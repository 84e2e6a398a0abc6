"""Zones as they were treated: within the bounds of the day, in the steps of the device, and never overwritten."""

import pytest

from percutis.domain.errors import InputError
from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import ZoneTreatment
from percutis.web.records.selectors.sessions import treated_zones
from percutis.web.records.services.sessions import end_session, give_aftercare, sign_session, skip_photographs
from percutis.web.records.services.zones import correct_zone, treat_zone
from tests.web.cast import Cast
from tests.web.treat.stage import agree, cheek, minutes, prepared, started, treated


def test_zone_as_planned_needs_no_word(cast: Cast) -> None:
    """The plan's depth and passes within the plan's."""
    row = treat_zone(session=started(cast), done=cheek(endpoint_reached=True), by=cast.as_("doctor"), at=minutes(5))
    assert (row.zone, row.depth_mm, row.passes, row.endpoint_reached, row.note, row.replaces) == (
        "cheek_left",
        1.0,
        3,
        True,
        "",
        None,
    )


@pytest.mark.parametrize(
    "other", [{"depth_mm": 0.5}, {"passes": 4}, {"zone": "chin", "depth_mm": 0.5}], ids=["depth", "passes", "zone"]
)
def test_difference_from_the_plan_wants_a_word(cast: Cast, other: dict[str, object]) -> None:
    """Shallower, more passes, another zone: recorded only with a note."""
    session = started(cast)
    with pytest.raises(RefusedError, match="This differs from the plan"):
        treat_zone(session=session, done=cheek(**other), by=cast.as_("doctor"), at=minutes(5))
    row = treat_zone(session=session, done=cheek(**other, note="Tender"), by=cast.as_("doctor"), at=minutes(5))
    assert row.note == "Tender"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"depth_mm": 1.25}, "Here the bounds allow at most 1 mm today."),
        ({"depth_mm": 0.6}, "The device cannot be set to this depth; the nearest shallower one is 0.5 mm."),
        ({"zone": "nose", "depth_mm": 2.5}, "Here the bounds allow at most"),
    ],
)
def test_depth_beyond_a_bound_is_refused_by_the_core(cast: Cast, other: dict[str, object], reason: str) -> None:
    """Deeper than today's bounds, or between two steps of the device: a note does not help."""
    session = started(cast)
    with pytest.raises(RefusedError, match=reason):
        treat_zone(session=session, done=cheek(**other, note="I know"), by=cast.as_("doctor"), at=minutes(5))
    assert ZoneTreatment.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"zone": "eyelid"}, {"depth_mm": -1.0}, {"passes": 0}, {"concern": "boredom"}])
def test_setting_that_cannot_be_is_bad_input(cast: Cast, wrong: dict[str, object]) -> None:
    """The reader of session files refuses it, with what is allowed."""
    session = started(cast)
    with pytest.raises(InputError):
        treat_zone(session=session, done=cheek(**wrong, note="x"), by=cast.as_("doctor"), at=minutes(5))


def test_zone_before_the_start_or_after_the_end_is_refused(cast: Cast) -> None:
    """Nothing is done before the gate, nothing added after the last pass."""
    with pytest.raises(RefusedError, match="The session has not started"):
        treat_zone(session=prepared(cast), done=cheek(), by=cast.as_("doctor"), at=minutes(1))


def test_zone_after_the_end_is_refused(cast: Cast) -> None:
    """What was done can only be corrected then."""
    session = treated(cast)
    end_session(session=session, by=cast.as_("doctor"), at=minutes(30))
    with pytest.raises(RefusedError, match="The session is over"):
        treat_zone(session=session, done=cheek("chin", depth_mm=0.5, note="x"), by=cast.as_("doctor"), at=minutes(31))


def test_zone_after_the_patient_said_stop_is_refused(cast: Cast) -> None:
    """Consent taken back while the session goes on: nothing more is done, and the session can be ended."""
    session = started(cast)
    treat_zone(session=session, done=cheek(), by=cast.as_("doctor"), at=minutes(5))
    agree(cast, cast.patient, state="withdrawn", at=minutes(6))
    with pytest.raises(RefusedError, match="The patient has taken the consent back"):
        treat_zone(session=session, done=cheek("cheek_right"), by=cast.as_("doctor"), at=minutes(7))
    assert end_session(session=session, by=cast.as_("doctor"), at=minutes(8)).ended == minutes(8)


def test_correction_replaces_and_says_why(cast: Cast) -> None:
    """Both rows stay; the newer one counts; the log names both."""
    session = treated(cast)
    first = treated_zones(session)[0]
    with pytest.raises(RefusedError, match="Say why it is corrected"):
        treat_zone(session=session, done=cheek(passes=2), by=cast.as_("doctor"), at=minutes(12))
    second = treat_zone(session=session, done=cheek(passes=2), why="Miscounted", by=cast.as_("doctor"), at=minutes(12))
    assert (second.replaces, second.why, ZoneTreatment.objects.count()) == (first, "Miscounted", 3)
    assert [(zone.zone, zone.passes) for zone in treated_zones(session)] == [("cheek_right", 3), ("cheek_left", 2)]
    assert said_of(AuditEvent.objects.get(action="zone.corrected")) == {
        "zone": "cheek_left",
        "concern": "acne_scar_rolling",
        "depth_mm": 1.0,
        "passes": 2,
        "why": "Miscounted",
        "replaces": first.pk,
    }


def test_correction_after_the_signature_is_added_to_it(cast: Cast) -> None:
    """What really was done may be put right later, even beyond a bound: the record says what happened."""
    session = treated(cast)
    doctor = cast.as_("doctor")
    end_session(session=session, by=doctor, at=minutes(30))
    give_aftercare(session=session, by=doctor, at=minutes(31))
    skip_photographs(session=session, because="A test", by=doctor, at=minutes(32))
    sign_session(session=session, by=doctor, at=minutes(33))
    first = treated_zones(session)[0]
    done = cheek(depth_mm=1.25, note="The dial had slipped")
    corrected = correct_zone(treatment=first, done=done, why="Read off the device", by=doctor, at=minutes(60))
    assert (corrected.depth_mm, corrected.replaces) == (1.25, first)


def test_correction_of_what_was_corrected_meanwhile_is_refused(cast: Cast) -> None:
    """Two people correct the same row; the second looks first."""
    session = treated(cast)
    first = treated_zones(session)[0]
    given = {"treatment": first, "done": cheek(passes=2), "by": cast.as_("doctor"), "at": minutes(12)}
    correct_zone(**given, why="Miscounted")
    with pytest.raises(RefusedError, match="Somebody else has corrected this zone"):
        correct_zone(**given, why="Miscounted too")
