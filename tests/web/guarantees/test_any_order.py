"""A session in whatever order people ask for its steps: it starts only with a standing yes, a gate that let go, a
sealed cartridge and no hold; zones lie inside it; what is signed is over; and the log tells all of it.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from percutis.domain.errors import InputError
from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import CartridgeUse, Consent, CoursePause, Session, ZoneTreatment
from percutis.web.records.services.abandoning import abandon_session
from percutis.web.records.services.courses import lift_pause, pause_course
from percutis.web.records.services.returns import return_cartridge
from percutis.web.records.services.sessions import (
    check_gate,
    end_session,
    give_aftercare,
    open_session,
    save_facts,
    sign_session,
    skip_photographs,
    start_session,
)
from percutis.web.records.services.uses import use_cartridge
from percutis.web.records.services.visits import cancel_visit
from percutis.web.records.services.zones import treat_zone
from tests.web.cast import NOW, Cast, make_cast
from tests.web.desk.people import make_course
from tests.web.treat.stage import agree, cheek, today_facts, visit_today

FACTS = {
    "nothing stands against it": today_facts(),
    "nobody asked": {},
    "cold sore today": today_facts(
        findings=[
            {**one, "status": "present"} if one["finding"] == "herpes_labialis" else one
            for one in today_facts()["findings"]
        ]
    ),
}
reached: Counter[str] = Counter()
PEOPLE = st.sampled_from(["doctor", "aesthetician", "desk", "lapsed", "stranger"])
MOSTLY_DOCTOR = st.one_of(st.just("doctor"), st.just("doctor"), PEOPLE)


class AnyOrder(RuleBasedStateMachine):
    """One visit of one patient; everybody of the cast asks for any step at any time."""

    @initialize()
    def begin(self) -> None:
        """The course is signed and the patient has arrived."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.cast: Cast = make_cast()
        self.course = make_course(self.cast)
        self.visit = visit_today(self.cast, self.course)
        agree(self.cast, self.cast.patient, "photographs")
        self.minute, self.session, self.starts = 0, None, 0

    def teardown(self) -> None:
        """The log is whole, and everything is put back."""
        if hasattr(self, "atomic"):
            reached.update(_reached())
            broken = list(broken_links(self.cast.clinic))
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            assert broken == []

    def ask(self, service: Callable[..., Any], who: str, **given: Any) -> Any:
        """What a service answers; None where it refuses, and then nothing has changed."""
        self.minute += 1
        before = (AuditEvent.objects.count(), ZoneTreatment.objects.count(), CartridgeUse.objects.count())
        try:
            return service(**given, by=self.cast.as_(who), at=NOW + timedelta(minutes=self.minute))
        except (RefusedError, InputError, ObjectDoesNotExist):  # the last: what is another clinic's is not there
            after = (AuditEvent.objects.count(), ZoneTreatment.objects.count(), CartridgeUse.objects.count())
            assert after == before
            return None

    @rule(who=MOSTLY_DOCTOR)
    def open(self, who: str) -> None:
        """The session of the visit."""
        found = self.ask(open_session, who, appointment=self.visit, operator=self.cast.doctor)
        self.session = found or self.session

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR, said=st.sampled_from([*FACTS, "nothing stands against it"]))
    def save(self, who: str, said: str) -> None:
        """Today's facts."""
        self.session.refresh_from_db()
        self.ask(
            save_facts, who, session=self.session, facts=FACTS[said], device=self.cast.device,
            version=self.session.version,
        )  # fmt: skip

    @rule(state=st.sampled_from(["signed", "signed", "withdrawn", "declined"]))
    def answer(self, state: str) -> None:
        """The patient says yes, or no."""
        self.minute += 1
        try:
            agree(self.cast, self.cast.patient, state=state, at=NOW + timedelta(minutes=self.minute))
        except RefusedError:
            assert state == "withdrawn"

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR, seal=st.sampled_from([True, True, False]))
    def lay_out(self, who: str, seal: bool) -> None:
        """A cartridge on the tray."""
        self.ask(use_cartridge, who, session=self.session, cartridge=self.cast.cartridge, seal_intact=seal)

    @precondition(lambda self: self.session and self.session.cartridges.exists())
    @rule(who=MOSTLY_DOCTOR, sealed=st.booleans())
    def take_back(self, who: str, sealed: bool) -> None:
        """The cartridge off the tray."""
        use = self.session.cartridges.select_related("session__appointment__clinic")[0]
        self.ask(return_cartridge, who, use=use, sealed=sealed, because="Test")

    @rule(who=MOSTLY_DOCTOR)
    def hold(self, who: str) -> None:
        """The course stands still."""
        if self.minute % 4 == 0:
            self.ask(pause_course, who, course=self.course, because="Test")

    @rule(who=MOSTLY_DOCTOR)
    def lift(self, who: str) -> None:
        """A hold is lifted."""
        if pause := CoursePause.objects.filter(course=self.course, lifted__isnull=True).first():
            self.ask(lift_pause, who, pause=pause, finding="Test")

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR)
    def gate(self, who: str) -> None:
        """The gate is asked."""
        self.ask(check_gate, who, session=self.session)

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR)
    def start(self, who: str) -> None:
        """The first pass; let through only where everything stands at this moment."""
        consent = Consent.objects.filter(patient=self.cast.patient, subject="procedure").order_by("-id").first()
        is_held = CoursePause.objects.filter(course=self.course, lifted__isnull=True).exists()
        started = self.ask(start_session, who, session=self.session)
        if started:
            assert consent is not None
            assert (consent.state, consent.plan_id, is_held) == ("signed", self.course.plan_id, False)
            assert started.gate.verdict != "stop"
            assert started.cartridges.exists()
            assert who in ("doctor", "aesthetician")
            self.starts += 1

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR, zone=st.sampled_from(["cheek_left", "cheek_right", "forehead"]))
    def treat(self, who: str, zone: str) -> None:
        """A zone; only while the session goes on, and the yes stands."""
        self.session.refresh_from_db()
        goes_on = self.session.started is not None and self.session.ended is None and not self.session.abandoned
        newest = Consent.objects.filter(patient=self.cast.patient, subject="procedure").order_by("-id").first()
        if self.ask(treat_zone, who, session=self.session, done=cheek(zone, endpoint_reached=True)):
            assert goes_on
            assert newest is not None
            assert newest.state == "signed"

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR, step=st.sampled_from([end_session, give_aftercare, sign_session]))
    def finish(self, who: str, step: Callable[..., Any]) -> None:
        """A step of the end."""
        self.ask(step, who, session=self.session)

    @precondition(lambda self: self.session)
    @rule(who=MOSTLY_DOCTOR)
    def leave_out_photographs(self, who: str) -> None:
        """No pictures today."""
        self.ask(skip_photographs, who, session=self.session, because="Test")

    @precondition(lambda self: self.session and self.minute > 25)
    @rule(who=MOSTLY_DOCTOR)
    def give_up(self, who: str) -> None:
        """The session does not take place."""
        self.ask(abandon_session, who, session=self.session, because="Test")

    @precondition(lambda self: self.minute > 25)
    @rule(who=MOSTLY_DOCTOR)
    def cancel(self, who: str) -> None:
        """The visit does not take place."""
        self.visit.refresh_from_db()
        self.ask(cancel_visit, who, visit=self.visit, why="Test")

    @rule(steps=st.integers(6, 13))
    def go_on(self, steps: int) -> None:
        """So many of the steps in their proper order, so that many runs come far before somebody asks for others."""
        in_order: list[Callable[[], None]] = [
            lambda: self.open("doctor"),
            lambda: self.answer("signed"),
            lambda: self.lift("doctor"),
            lambda: self.save("doctor", "nothing stands against it"),
            lambda: self.lay_out("doctor", seal=True),
            lambda: self.gate("doctor"),
            lambda: self.start("doctor"),
            lambda: self.treat("doctor", "cheek_left"),
            lambda: self.treat("doctor", "cheek_right"),
            lambda: self.finish("doctor", end_session),
            lambda: self.leave_out_photographs("doctor"),
            lambda: self.finish("doctor", give_aftercare),
            lambda: self.finish("doctor", sign_session),
        ]
        for step in in_order[:steps]:
            if self.session or step is in_order[0]:
                step()

    @invariant()
    def stands(self) -> None:
        """What holds of every row, whatever was asked before."""
        for row in Session.objects.select_related("consent", "gate", "appointment"):
            if row.started:
                assert row.consent is not None
                assert row.gate is not None
                assert (row.consent.patient_id, row.gate.verdict != "stop") == (row.patient_id, True)
                assert row.consent.at <= row.started
                assert row.gate.at <= row.started
                assert row.abandoned is None
            else:
                assert not row.zones.exists()
                assert row.ended is None
            if row.ended:
                assert row.zones.exists()
                assert all(zone.at <= row.ended for zone in row.zones.all())
            if row.signed:
                assert row.ended is not None
                assert row.aftercare_given is not None
                assert row.signed_by_id == row.operator_id
        assert CartridgeUse.objects.filter(cartridge=self.cast.cartridge).count() <= 1


def _reached() -> dict[str, int]:
    """How far this run came."""
    rows = Session.objects.all()
    return {
        "opened": rows.count(),
        "started": rows.filter(started__isnull=False).count(),
        "treated": rows.filter(zones__isnull=False).distinct().count(),
        "ended": rows.filter(ended__isnull=False).count(),
        "signed": rows.filter(signed__isnull=False).count(),
    }


@pytest.mark.django_db
def test_session_holds_in_any_order() -> None:
    """Fifteen runs of thirty steps; the same each time, unless another profile is asked for."""
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
        ),
    )
    assert all(reached[step] for step in ("opened", "started", "treated", "ended", "signed")), reached
