"""Planned zones left untreated: the session is not signed without the reason, and the record shows it."""

import pytest
from django.test import Client

from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.courses import course_summary
from percutis.web.records.models import Session, ZoneLeft
from percutis.web.records.selectors.sessions import left_zones, untreated_zones, what_is_missing
from percutis.web.records.services.left import leave_zone
from percutis.web.records.services.sessions import end_session, give_aftercare, sign_session, skip_photographs
from percutis.web.records.services.zones import treat_zone
from tests.web.cast import Cast
from tests.web.treat.stage import cheek, minutes, started

RIGHT = {"zone": "cheek_right", "concern": "acne_scar_rolling"}
WHY = {"reason": "pain", "words": "Asked us to stop there"}


@pytest.fixture
def half(cast: Cast) -> Session:
    """A session that is over with one cheek of two done, and all else given."""
    session, doctor = started(cast), cast.as_("doctor")
    treat_zone(session=session, done=cheek(endpoint_reached=True), by=doctor, at=minutes(10))
    skip_photographs(session=session, because="Test", by=doctor, at=minutes(11))
    end_session(session=session, by=doctor, at=minutes(20))
    give_aftercare(session=session, by=doctor, at=minutes(21))
    return Session.objects.get(pk=session.pk)


def test_session_is_not_signed_without_the_reason(cast: Cast, half: Session) -> None:
    """The zone is named as missing; with a code and words it is signed, and the summary of the course says it."""
    assert untreated_zones(half) == [("cheek_right", "acne_scar_rolling")]
    assert [step for step, _name in what_is_missing(half)] == ["sign"]
    with pytest.raises(RefusedError, match="not complete"):
        sign_session(session=half, by=cast.as_("doctor"), at=minutes(22))
    leave_zone(session=half, **RIGHT, **WHY, by=cast.as_("doctor"), at=minutes(23))
    assert (what_is_missing(half), list(left_zones(half))) == ([], [("cheek_right", "acne_scar_rolling")])
    sign_session(session=half, by=cast.as_("doctor"), at=minutes(24))
    assert "right cheek left untreated (pain: Asked us to stop there)" in course_summary(half.course)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": "", "words": "Why"}, "Choose why"),
        ({"reason": "lazy", "words": "Why"}, "Choose why"),
        ({"reason": "pain", "words": "  "}, "Choose why"),
        ({"zone": "cheek_left"}, "has been treated"),
        ({"zone": "chin"}, "not planned"),
    ],
)
def test_reason_needs_a_code_words_and_an_untreated_planned_zone(
    cast: Cast, half: Session, given: dict[str, str], refusal: str
) -> None:
    """Anything else is refused, and nothing is kept."""
    with pytest.raises(RefusedError, match=refusal):
        leave_zone(session=half, **{**RIGHT, **WHY, **given}, by=cast.as_("doctor"), at=minutes(23))
    assert not ZoneLeft.objects.exists()


def test_reason_is_said_once_and_not_after_the_signature(cast: Cast, half: Session) -> None:
    """The row stands; a second one is refused, and so is one under a signed session."""
    leave_zone(session=half, **RIGHT, **WHY, by=cast.as_("doctor"), at=minutes(23))
    with pytest.raises(RefusedError, match="already"):
        leave_zone(session=half, **RIGHT, **WHY, by=cast.as_("doctor"), at=minutes(24))
    sign_session(session=half, by=cast.as_("doctor"), at=minutes(25))
    with pytest.raises(RefusedError, match="signed"):
        leave_zone(session=half, **RIGHT, **WHY, by=cast.as_("doctor"), at=minutes(26))


def test_page_asks_for_the_reason_and_shows_it(cast: Cast, half: Session, enter, monkeypatch) -> None:
    """A form for the zone; faulty it comes back with what was typed; afterwards page and chart say why."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(30))
    client: Client = enter("doctor")
    page, name = f"/tests/sessions/{half.pk}/step/sign/", "cheek_right-acne_scar_rolling"
    assert "Why were these left untreated?" in client.get(page).content.decode()
    faulty = client.post(f"/tests/sessions/{half.pk}/left/", {f"{name}-reason": "", f"{name}-words": "Kept words"})
    assert (faulty.status_code, "Kept words" in faulty.content.decode()) == (422, True)
    given = {f"{name}-reason": "time", f"{name}-words": "The next patient waited"}
    assert client.post(f"/tests/sessions/{half.pk}/left/", given).status_code == 302
    for shown in (page, f"/tests/patients/{half.patient.key}/"):
        text = client.get(shown).content.decode()
        assert ("no time left" in text, "The next patient waited" in text) == (True, True)
