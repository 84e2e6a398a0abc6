"""A consent taken back holds, whatever the clocks say: one that was set back, or two hosts whose clocks differ."""

from datetime import timedelta

import pytest

from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.selectors.consultations import standing_consents
from percutis.web.records.selectors.photographs import photographs_consent
from percutis.web.records.selectors.sessions import session_file_of
from percutis.web.records.services.sessions import check_gate, start_session
from percutis.web.records.services.zones import treat_zone
from tests.web.cast import NOW, Cast
from tests.web.treat.stage import agree, cheek, minutes, prepared, started

EARLIER = NOW - timedelta(minutes=30)


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_session_does_not_start_after_a_no_dated_before_the_yes(cast: Cast, state: str) -> None:
    """The gate was passed, the patient said no, and the clock had gone back."""
    session = prepared(cast)
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    agree(cast, cast.patient, state=state, at=EARLIER)
    with pytest.raises(RefusedError, match="no signed consent"):
        start_session(session=session, by=cast.as_("doctor"), at=minutes(2))


def test_zone_is_not_treated_after_a_withdrawal_dated_before_the_signature(cast: Cast) -> None:
    """Between two zones too."""
    session = started(cast)
    agree(cast, cast.patient, state="withdrawn", at=EARLIER)
    with pytest.raises(RefusedError, match="taken the consent back"):
        treat_zone(session=session, done=cheek(endpoint_reached=True), by=cast.as_("doctor"), at=minutes(3))


def test_gate_and_chart_see_the_withdrawal(cast: Cast) -> None:
    """What the core is told, what the chart shows, and what may be photographed."""
    session = prepared(cast)
    agree(cast, cast.patient, state="withdrawn", at=EARLIER)
    agree(cast, cast.patient, "photographs", state="withdrawn", at=EARLIER)
    session.refresh_from_db()
    told = session_file_of(session, starts=minutes(1), zones=[])["consent"]
    assert told == {"procedure": "withdrawn", "photographs": "none"}
    assert {name: one.state for name, one in standing_consents(cast.patient).items()} == {
        "procedure": "withdrawn",
        "photographs": "withdrawn",
    }
    assert photographs_consent(cast.patient) is None
