"""The outbox page: what waits is shown as it would be said, secrets to nobody, and by hand it goes on its way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from percutis.web.records.models import Appointment, Message
from percutis.web.records.services.links import request_code, send_link
from percutis.web.records.services.messages import announce_visit
from tests.web.cast import Cast

Enter = Callable[[str], Client]


def outbox(shelf: str = "now") -> str:
    return reverse("clinic:outbox", kwargs={"clinic": "tests"}) + f"?shelf={shelf}"


def booked(cast: Cast) -> Message:
    """A visit in three days, announced now."""
    now = timezone.now()
    visit = Appointment.objects.create(
        clinic=cast.clinic, at=now, patient=cast.patient, kind="consultation", practitioner=cast.doctor,
        starts=now + timedelta(days=3), ends=now + timedelta(days=3, minutes=30), state_at=now,
    )  # fmt: skip
    announce_visit(visit=visit, by=cast.as_("desk"), at=now)
    return Message.objects.get(kind="visit_booked")


def test_outbox_shows_the_text_and_a_way_to_write_it_by_hand(cast: Cast, enter: Enter) -> None:
    """Without a gateway the page says so, and every message has its text and a link into WhatsApp."""
    booked(cast)
    page = enter("desk").get(outbox()).content.decode()
    assert "your visit is on" in page
    assert f"https://wa.me/{cast.patient.phone[1:]}?text=Clinic%20of%20the%20tests%3A%20your%20visit" in page
    assert "No gateway is set up" in page


def test_outbox_shows_nobody_a_code_or_a_link(cast: Cast, enter: Enter) -> None:
    """Neither lets a member of the staff in as the patient."""
    now = timezone.now()
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=now)
    request_code(link=sent.link, at=now)
    digits = Message.objects.get(kind="code").about["code"]
    page = enter("doctor").get(outbox()).content.decode()
    assert "your code is …" in page
    assert (digits in page, sent.token in page, "wa.me" in page) == (False, False, False)


def test_demo_shows_codes(cast: Cast, enter: Enter, settings: object) -> None:
    """Made-up people only: somebody who looks around must be able to follow a patient."""
    settings.DEMO = True  # type: ignore[attr-defined]
    now = timezone.now()
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=now)
    request_code(link=sent.link, at=now)
    page = enter("desk").get(outbox()).content.decode()
    assert (Message.objects.get(kind="code").about["code"] in page, sent.token in page) == (True, True)


def test_message_sent_by_hand_is_noted(cast: Cast, enter: Enter) -> None:
    """It moves to what was sent, with its text, and is not sent again."""
    row = booked(cast)
    url = reverse("clinic:message_sent", kwargs={"clinic": "tests", "message": row.pk})
    desk = enter("desk")
    assert desk.post(url).status_code == 302
    assert desk.post(url).status_code == 409
    row.refresh_from_db()
    assert (row.state, "your visit is on" in row.text) == ("sent", True)


def test_message_of_another_clinic_is_not_there(cast: Cast, enter: Enter) -> None:
    """A stranger finds no clinic; in their own clinic they find no message of ours."""
    row = booked(cast)
    for clinic in ("tests", "another"):
        url = reverse("clinic:message_cancel", kwargs={"clinic": clinic, "message": row.pk})
        assert enter("stranger").post(url).status_code == 404


def test_outbox_does_not_slow_with_its_messages(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    """As many queries for a shelf of twenty as for one."""
    for _ in range(20):
        booked(cast) if not Message.objects.exists() else announce_visit(
            visit=_another(cast), by=cast.as_("desk"), at=timezone.now()
        )
    desk = enter("desk")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        desk.get(outbox())


def _another(cast: Cast) -> Appointment:
    now = timezone.now()
    return Appointment.objects.create(
        clinic=cast.clinic, at=now, patient=cast.patient, kind="consultation", practitioner=cast.doctor,
        starts=now + timedelta(days=9), ends=now + timedelta(days=9, minutes=30), state_at=now,
    )  # fmt: skip


def test_command_without_a_gateway_says_so(cast: Cast) -> None:
    """Nothing is handed over, and nothing is marked as if it had been."""
    row = booked(cast)
    with pytest.raises(CommandError):
        call_command("send_messages")
    row.refresh_from_db()
    assert row.state == "waiting"
