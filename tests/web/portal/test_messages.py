"""The outbox: said once, from the record as it stands when it is sent, and never lost."""

from datetime import timedelta

import pytest

from percutis.web.accounts.actors import Actor, system
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Appointment, CoursePause, Message
from percutis.web.records.services.links import (
    MOST_WRONG,
    confirm_code,
    find_link,
    request_code,
    revoke_links,
    send_link,
)
from percutis.web.records.services.messages import announce_cancellation, announce_move, announce_visit, queue_message
from percutis.web.records.services.outbox import (
    cancel_message,
    doubt_unanswered,
    drop_outdated,
    mark_sent,
    retry_message,
    send_due,
)
from tests.web.cast import NOW, Cast, make_intake
from tests.web.desk.people import make_course


class Slate:
    """A gateway that writes down what it carries, or fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.carried: list[tuple[str, str]] = []
        self.failures = failures

    def carry(self, message: Message) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the line is dead")
        self.carried.append((message.kind, message.text))


def visit_of(cast: Cast) -> Appointment:
    starts = NOW + timedelta(days=3)
    return Appointment.objects.create(
        clinic=cast.clinic,
        at=NOW,
        patient=cast.patient,
        kind="consultation",
        practitioner=cast.doctor,
        starts=starts,
        ends=starts + timedelta(minutes=30),
        state_at=NOW,
    )


def by(cast: Cast) -> Actor:
    return system(cast.clinic)


def test_queued_message_of_one_key_is_said_once(cast: Cast) -> None:
    """Asked for twice, put there once."""
    visit = visit_of(cast)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    slate = Slate()
    assert (send_due(at=NOW, gateway=slate), send_due(at=NOW, gateway=slate)) == (1, 0)
    assert slate.carried == [
        (
            "visit_booked",
            "Clinic of the tests: your visit is on Saturday 28 November 2026 at 11:00. "
            "To change it, call +925100000000.",
        )
    ]


def test_moved_visit_leaves_no_reminder_for_the_old_time(cast: Cast) -> None:
    """The old reminder is gone, the new one tells the new time; even one that slipped through is dropped when sent."""
    visit = visit_of(cast)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    visit.starts, visit.ends, visit.version = visit.starts + timedelta(hours=2), visit.ends + timedelta(hours=2), 2
    visit.save()
    announce_move(visit=visit, by=by(cast), at=NOW)
    Message.objects.filter(kind="reminder", state="cancelled").update(state="waiting")
    slate = Slate()
    send_due(at=NOW + timedelta(days=3), gateway=slate)
    reminders = [text for kind, text in slate.carried if kind == "reminder"]
    assert len(reminders) == 1
    assert "13:00" in reminders[0]


def test_cancelled_visit_is_never_remembered(cast: Cast) -> None:
    """Only the cancellation is said."""
    visit = visit_of(cast)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    visit.state = "cancelled"
    visit.save()
    announce_cancellation(visit=visit, by=by(cast), at=NOW)
    slate = Slate()
    for days in (0, 2, 3):
        send_due(at=NOW + timedelta(days=days), gateway=slate)
    assert [kind for kind, _text in slate.carried] == ["visit_cancelled"]


def test_dead_gateway_loses_nothing(cast: Cast) -> None:
    """Tried again after growing waits, failed in the end, shown, and sent when somebody asks again."""
    announce_visit(visit=visit_of(cast), by=by(cast), at=NOW)
    slate, at = Slate(failures=4), NOW
    for wait in (0, 3, 20, 200):
        at += timedelta(minutes=wait)
        assert send_due(at=at, gateway=slate) == 0
    row = Message.objects.get(kind="visit_booked")
    assert (row.state, row.tries, row.problem) == ("failed", 4, "the line is dead")
    retry_message(message=row, by=cast.as_("desk"), at=at)
    assert send_due(at=at, gateway=slate) == 1


def test_message_in_urdu_keeps_its_numbers_together(cast: Cast) -> None:
    """The patient's language, and the time of day isolated."""
    cast.patient.language = "ur"
    cast.patient.save()
    announce_visit(visit=visit_of(cast), by=by(cast), at=NOW)
    slate = Slate()
    send_due(at=NOW, gateway=slate)
    assert "\u206611:00\u2069" in slate.carried[0][1]


def test_code_lets_in_once_and_its_digits_are_not_kept(cast: Cast) -> None:
    """The right digits of the newest code let in; after that they are worth nothing, and no table knows them."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    link = find_link(sent.token, NOW)
    assert link == sent.link
    request_code(link=sent.link, at=NOW)
    digits = Message.objects.get(kind="code").about["code"]
    send_due(at=NOW, gateway=Slate())
    kept = Message.objects.get(kind="code")
    assert (kept.about, digits in kept.text) == ({}, False)
    assert Message.objects.get(kind="intake_link").about == {}
    assert confirm_code(link=sent.link, digits=digits, at=NOW)
    assert not confirm_code(link=sent.link, digits=digits, at=NOW)


def test_wrong_codes_are_counted_logged_and_end_the_code(cast: Cast) -> None:
    """After five wrong tries not even the right digits let in; each try is in the log."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    request_code(link=sent.link, at=NOW)
    digits = Message.objects.get(kind="code").about["code"]
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    assert [confirm_code(link=sent.link, digits=wrong, at=NOW) for _ in range(5)] == [False] * 5
    assert not confirm_code(link=sent.link, digits=digits, at=NOW)
    assert AuditEvent.objects.filter(action="code.wrong").count() == 5


def test_link_of_many_wrong_codes_opens_nothing_any_more(cast: Cast) -> None:
    """Whoever found a link and guesses five codes of every hour is out after two days; the log says so, once."""
    sent, at = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW), NOW
    for _code in range(MOST_WRONG // 5):
        assert find_link(sent.token, at) == sent.link
        code, at = request_code(link=sent.link, at=at), at + timedelta(hours=1)
        for _try in range(5):
            assert not confirm_code(link=sent.link, digits="no code", at=code.at)
    assert find_link(sent.token, at) is None
    assert [row.details for row in AuditEvent.objects.filter(action="link.guessed")] == [{"count": MOST_WRONG}]
    assert find_link(send_link(patient=cast.patient, by=cast.as_("desk"), at=at).token, at)


def test_code_after_ten_minutes_is_too_late(cast: Cast) -> None:
    """At ten minutes it has ended."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    request_code(link=sent.link, at=NOW)
    digits = Message.objects.get(kind="code").about["code"]
    assert not confirm_code(link=sent.link, digits=digits, at=NOW + timedelta(minutes=10))


def test_too_many_codes_are_refused(cast: Cast) -> None:
    """Five an hour, the sixth is refused and none is sent."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    for _ in range(5):
        request_code(link=sent.link, at=NOW)
    with pytest.raises(RefusedError):
        request_code(link=sent.link, at=NOW)
    assert Message.objects.filter(kind="code").count() == 5


def test_revoked_and_ended_links_open_nothing(cast: Cast) -> None:
    """Neither can be told from a link that never was."""
    first = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    assert find_link(first.token, NOW + timedelta(days=90)) is None
    revoke_links(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    assert (find_link(first.token, NOW), find_link("nothing-of-ours", NOW)) == (None, None)


def test_message_of_an_unknown_kind_is_never_sent(cast: Cast) -> None:
    """What nobody can word is dropped, not guessed."""
    queue_message(patient=cast.patient, kind="riddle", key="riddle:1", due=NOW, about={}, by=by(cast), at=NOW)
    assert send_due(at=NOW, gateway=Slate()) == 0
    assert Message.objects.get().state == "cancelled"


def test_visit_moved_there_and_back_is_remembered_once(cast: Cast) -> None:
    """The reminder for the old time was taken back and waits again."""
    visit = visit_of(cast)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    for version, hours in ((2, 2), (3, -2)):
        visit.starts, visit.ends = visit.starts + timedelta(hours=hours), visit.ends + timedelta(hours=hours)
        visit.version = version
        visit.save()
        announce_move(visit=visit, by=by(cast), at=NOW)
    slate = Slate()
    send_due(at=visit.starts - timedelta(hours=1), gateway=slate)
    assert [kind for kind, _text in slate.carried].count("reminder") == 1


def test_code_that_has_ended_is_never_sent(cast: Cast) -> None:
    """A gateway that wakes up late sends no code that is worth nothing, and the digits are forgotten."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    request_code(link=sent.link, at=NOW)
    send_due(at=NOW + timedelta(minutes=10), gateway=Slate())
    row = Message.objects.get(kind="code")
    assert (row.state, row.about) == ("cancelled", {})


def test_new_code_takes_the_old_one_out_of_the_outbox(cast: Cast) -> None:
    """Only the newest is worth anything, so only the newest is sent."""
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    for _ in range(2):
        request_code(link=sent.link, at=NOW)
    assert list(Message.objects.filter(kind="code").order_by("id").values_list("state", flat=True)) == [
        "cancelled",
        "waiting",
    ]


def test_revoked_link_is_not_sent_any_more(cast: Cast) -> None:
    """Neither the link nor its address stays in the outbox."""
    send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    revoke_links(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    row = Message.objects.get(kind="intake_link")
    assert (row.state, row.about) == ("cancelled", {})


def test_slow_gateway_is_called_with_no_transaction_open(cast: Cast) -> None:
    """What a courier has claimed is not taken up by another one meanwhile."""

    class Nested:
        def __init__(self) -> None:
            self.by_another = -1

        def carry(self, message: Message) -> None:
            self.by_another = send_due(at=NOW, gateway=Slate())

    announce_visit(visit=visit_of(cast), by=by(cast), at=NOW)
    nested = Nested()
    assert (send_due(at=NOW, gateway=nested), nested.by_another) == (1, 0)


class Death(BaseException):
    """The courier's process is gone."""


def test_courier_that_dies_sends_nothing_twice(cast: Cast) -> None:
    """A message that was being handed over is sent by no other; after a while a person is asked to find out."""

    class Deadly(Slate):
        def carry(self, message: Message) -> None:
            super().carry(message)
            raise Death

    announce_visit(visit=visit_of(cast), by=by(cast), at=NOW)
    deadly, other = Deadly(), Slate()
    with pytest.raises(Death):
        send_due(at=NOW, gateway=deadly)
    row = Message.objects.get(kind="visit_booked")
    assert (row.state, row.text, len(deadly.carried)) == ("handing", deadly.carried[0][1], 1)
    later = NOW + timedelta(minutes=4)
    assert (doubt_unanswered(at=later), send_due(at=later, gateway=other)) == (0, 0)
    later = NOW + timedelta(minutes=6)
    assert (doubt_unanswered(at=later), send_due(at=later, gateway=other)) == (1, 0)
    row.refresh_from_db()
    assert row.state == "unsure"
    assert mark_sent(message=row, by=cast.as_("desk"), at=later).state == "sent"
    row.state = "unsure"
    row.save()
    retry_message(message=row, by=cast.as_("desk"), at=later)
    assert send_due(at=later, gateway=other) == 1


def test_visit_cancelled_while_its_message_is_on_its_way_is_said_next(cast: Cast) -> None:
    """What was handed over is kept as it was said, and the cancellation goes out after it."""
    visit = visit_of(cast)

    class Cancelling(Slate):
        def carry(self, message: Message) -> None:
            super().carry(message)
            Appointment.objects.filter(pk=visit.pk).update(state="cancelled")
            announce_cancellation(visit=visit, by=by(cast), at=NOW)

    announce_visit(visit=visit, by=by(cast), at=NOW)
    slate = Cancelling()
    assert send_due(at=NOW, gateway=slate) == 1
    row = Message.objects.get(kind="visit_booked")
    assert (row.state, row.text) == ("sent", slate.carried[0][1])
    after = Slate()
    assert send_due(at=NOW, gateway=after) == 1
    assert [kind for kind, _text in after.carried] == ["visit_cancelled"]


def test_session_of_a_held_course_is_not_prepared_for(cast: Cast) -> None:
    """What is to be said ahead waits until the physician has lifted the hold; what was booked is still said."""
    course = make_course(cast)
    visit = visit_of(cast)
    visit.kind, visit.course, visit.number = "session", course, 1
    visit.save()
    announce_visit(visit=visit, by=by(cast), at=NOW)
    pause = CoursePause.objects.create(clinic=cast.clinic, at=NOW, by=cast.doctor, course=course, because="Test")
    eve = NOW + timedelta(days=2, hours=1)
    slate = Slate()
    send_due(at=eve, gateway=slate)
    assert "reminder" not in [kind for kind, _text in slate.carried]
    assert Message.objects.get(kind="reminder").state == "waiting"
    pause.lifted, pause.lifted_by = eve, cast.doctor
    pause.save()
    assert send_due(at=eve, gateway=slate) == 1
    assert slate.carried[-1][0] == "reminder"


def test_session_visit_is_prepared_for_on_the_days_on_which_preparation_begins(cast: Cast) -> None:
    """One message a day, at ten, until the reminder of the day before; none of them says what."""
    course = make_course(cast)
    visit = visit_of(cast)
    visit.kind, visit.course, visit.number = "session", course, 1
    visit.starts, visit.ends = NOW + timedelta(days=40), NOW + timedelta(days=40, hours=2)
    visit.save()
    announce_visit(visit=visit, by=by(cast), at=NOW)
    days = [row.due for row in Message.objects.filter(kind="preparation").order_by("due")]
    assert days
    assert days == sorted(set(days))
    slate = Slate()
    send_due(at=days[0], gateway=slate)
    assert slate.carried[-1][0] == "preparation"
    assert all(day < visit.starts - timedelta(days=1) for day in days)


def test_message_that_is_no_longer_so_cannot_be_marked_as_sent(cast: Cast) -> None:
    """Nobody sends by hand what the courier would drop."""
    visit = visit_of(cast)
    announce_visit(visit=visit, by=by(cast), at=NOW)
    visit.state = "cancelled"
    visit.save()
    row = Message.objects.get(kind="visit_booked")
    with pytest.raises(RefusedError):
        mark_sent(message=row, by=cast.as_("desk"), at=NOW)
    assert cancel_message(message=row, by=cast.as_("desk"), at=NOW).state == "cancelled"


def test_outdated_messages_leave_the_outbox_without_a_gateway(cast: Cast) -> None:
    """A visit that is over is not announced any more; what is still so waits on."""
    announce_visit(visit=visit_of(cast), by=by(cast), at=NOW)
    assert drop_outdated(at=NOW) == 0
    assert drop_outdated(at=NOW + timedelta(days=4)) == 2
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_link_of_a_patient_who_has_answered_speaks_of_their_pages(cast: Cast) -> None:
    """Nobody is asked for answers that the clinic has."""
    slate = Slate()
    send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    make_intake(cast.patient)
    send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    send_due(at=NOW, gateway=slate)
    assert ["answer our questions" in text for _kind, text in slate.carried] == [True, False]
