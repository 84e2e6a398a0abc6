"""The gate as properties: silence never opens it, another risk never opens it, and no setting leaves its bounds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.clocks import clock_lengths
from percutis.domain.gate import Gate, pass_gate
from percutis.domain.intake import Finding
from percutis.domain.session import Session, session_case
from percutis.domain.words import GateVerdict, Status
from tests.properties.sessions import sessions
from tests.strategies import EDITION, findings

ORDER = list(GateVerdict)


def gate_of(session: Session) -> Gate:
    """The gate's answer in this edition."""
    return pass_gate(session, EDITION)


def is_looser(after: Gate, before: Gate) -> bool:
    """Whether the second answer lets more through than the first."""
    return ORDER.index(after.verdict) > ORDER.index(before.verdict)


@given(sessions, findings((Status.ACTIVE, Status.PAST)))
def test_another_finding_never_opens_the_gate(session: Session, risk: Finding) -> None:
    """What is there in addition can only stop or change more, and leaves no zone deeper."""
    before = gate_of(session)
    after = gate_of(replace(session, findings=(*session.findings, risk)))

    assert not is_looser(after, before)
    depths = {(zone.zone, zone.concern): zone.depth_mm for zone in before.zones}
    assert all(zone.depth_mm <= depths[zone.zone, zone.concern] for zone in after.zones)


@given(sessions, st.sampled_from(["operator", "place", "device", "anaesthetic", "antiseptic", "consent"]))
def test_silence_never_opens_the_gate(session: Session, forgotten: str) -> None:
    """Whatever nobody says any more, a stop stays a stop and a change does not become a go."""
    assert not is_looser(gate_of(replace(session, **{forgotten: None})), gate_of(session))


@given(sessions, st.sampled_from(["lot", "number", "expires", "seal_intact", "used_before"]))
def test_an_unsaid_cartridge_never_opens_the_gate(session: Session, forgotten: str) -> None:
    """A lot, a date or a seal that nobody looked at stops the session."""
    if session.device is None or session.device.cartridge is None:
        return
    vague = replace(session.device, cartridge=replace(session.device.cartridge, **{forgotten: None}))

    assert gate_of(replace(session, device=vague)).verdict is GateVerdict.STOP


@given(sessions, st.sampled_from(["grams", "area_cm2", "minutes", "occluded", "reapplied"]))
def test_an_unsaid_detail_of_the_cream_never_opens_the_gate(session: Session, forgotten: str) -> None:
    """Grams, area, minutes, film and a second coat are asked for, and the answer is not looser meanwhile."""
    if session.anaesthetic is None:
        return
    vague = replace(session, anaesthetic=replace(session.anaesthetic, **{forgotten: None}))

    assert not is_looser(gate_of(vague), gate_of(session))


@given(sessions, st.sampled_from(["skin_type", "weight_kg", "sex"]))
def test_an_unknown_patient_never_opens_the_gate(session: Session, forgotten: str) -> None:
    """A skin type, a weight or a sex that nobody gave never loosens the answer."""
    unknown = replace(session, patient=replace(session.patient, **{forgotten: None}))

    assert not is_looser(gate_of(unknown), gate_of(session))


@given(sessions)
def test_an_unsaid_concern_never_opens_the_gate(session: Session) -> None:
    """Without the concern its own bounds are not known, so the gate asks and does not open."""
    vague = replace(session, zones=tuple(replace(zone, concern=None, since=None) for zone in session.zones))

    assert gate_of(vague).verdict is GateVerdict.STOP


@given(sessions)
def test_no_setting_goes_beyond_what_was_meant_or_what_bounds_it(session: Session) -> None:
    """The gate only ever makes a setting shallower, to a step that the device really has."""
    meant = {(zone.zone, zone.concern): zone.depth_mm for zone in session.zones}
    device = EDITION.device.get(session.device.model) if session.device else None
    gate = gate_of(session)

    for zone in gate.zones:
        assert zone.depth_mm <= meant[zone.zone, zone.concern]
        if device and device.depth_mm and zone.depth_mm < meant[zone.zone, zone.concern]:
            assert device.depth_mm.low <= zone.depth_mm <= device.depth_mm.high
            assert not device.step_mm or (zone.depth_mm / device.step_mm) % 1 in (0, 1)
    caps = {
        (zone, reason.changes.depth_at_most_mm)
        for reason in gate.reasons
        for zone in reason.zones
        if reason.changes and reason.changes.depth_at_most_mm is not None
    }
    assert all(setting.depth_mm <= cap for setting in gate.zones for zone, cap in caps if zone == setting.zone)


@given(sessions)
def test_a_stop_says_why(session: Session) -> None:
    """Behind every stop stands a reason that stops or a question; every reason has a source."""
    gate = gate_of(session)

    if gate.verdict is GateVerdict.STOP:
        assert gate.questions or any(reason.action in ("block", "defer", "refer") for reason in gate.reasons)
    assert all(reason.cites for reason in gate.reasons)


@given(sessions)
def test_aftercare_runs_in_order_and_on_the_longest_clock(session: Session) -> None:
    """No task ends before it starts or starts before the end; each clock is the longest that applies."""
    aftercare = plan_aftercare(session, EDITION)
    case = session_case(session, EDITION)

    for task in aftercare.tasks:
        assert str(task.start)[:10] >= str(aftercare.ended)[:10]
        if task.until is not None:
            same = type(task.start) is type(task.until)
            assert task.start <= task.until if same else str(task.start)[:10] <= str(task.until)[:10]
    clocks = clock_lengths(case, (), EDITION)
    for clock in aftercare.clocks:
        fitting = [entry.hours for entry in EDITION.clocks if entry.clock == clock.clock and entry.when.applies(case)]
        assert clock.hours == max(fitting) == clocks[clock.clock].hours
