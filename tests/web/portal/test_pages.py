"""The patient's own pages: one task first, and never a setting, in either language, on any page, message or sheet."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from percutis.web.records.core.message_texts import compose
from percutis.web.records.models import Consent, Message, TaskTick
from percutis.web.records.selectors.messages import facts_for
from percutis.web.records.services.checkins import record_checkin
from percutis.web.records.services.messages import announce_session_end, announce_visit
from tests.web.cast import Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import patient_actor, said
from tests.web.portal.own import PAGES, enter_as, treated, url, words_of

LANGUAGES = ("en", "ur")
A_SETTING = re.compile(
    r"\d\s?\u2069?\s?(?:mm|ملی میٹر)\b|\bpasses\b|\d pass\b|پھیرے|\bdepth\b|mg/kg|SkinPen|Exceed|Pen 1|TESTLOT", re.I
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_shows_no_setting(cast: Cast, language: str, page: str) -> None:
    """A patient who is planned and treated reads dates and instructions, never depth, passes, device or dose."""
    treated(cast)
    answer = enter_as(cast.patient, language).get(url(page))
    seen = words_of(answer.content.decode())
    assert (answer.status_code, A_SETTING.findall(seen)) == (200, [])
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_to_a_checkin_shows_no_setting(cast: Cast, language: str) -> None:
    """Nor when something is wrong."""
    session = treated(cast)
    row = record_checkin(
        session=session, said=said(("pustules", 6)), source="patient", by=patient_actor(cast.patient), at=timezone.now()
    )
    page = enter_as(cast.patient, language).get(reverse("patient:checkin_answer", kwargs={"checkin": row.pk}))
    assert (page.status_code, A_SETTING.findall(words_of(page.content.decode()))) == (200, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_shows_no_setting(cast: Cast, language: str) -> None:
    """The PDF too."""
    treated(cast)
    answer = enter_as(cast.patient).get(url(f"sheet {language}"))
    seen = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert (answer["content-type"], A_SETTING.findall(seen)) == ("application/pdf", [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_show_no_setting_and_nothing_of_the_skin(cast: Cast, language: str) -> None:
    """Whoever reads over a shoulder learns that there is a visit, and nothing else."""
    cast.patient.language = language
    cast.patient.save()
    session = treated(cast)
    now = timezone.now()
    announce_session_end(session=session, by=cast.as_("doctor"), at=session.ended or now)
    announce_visit(visit=cast.patient.appointments.get(number=2), by=cast.as_("desk"), at=now)
    rows = list(Message.objects.all())
    found = {row.kind: compose(row, facts_for([row], row.due)) or "" for row in rows}
    assert {"aftercare", "checkin", "visit_booked", "reminder", "preparation"} <= set(found)
    assert not [text for text in found.values() if A_SETTING.search(text) or "scar" in text or "نشان" in text]


def test_todays_task_comes_first_and_can_be_ticked(cast: Cast) -> None:
    """The page begins with one thing to do; done, it is said to the clinic and the next one comes."""
    now = timezone.now()
    make_course(cast, on=timezone.localdate(now, cast.clinic.zone))
    consent(cast)
    client = enter_as(cast.patient)
    page = client.get(url("today")).content.decode()
    task = page.split('name="task" value="')[1].split('"')[0]
    assert page.index("For today") < page.index("Today's sun")
    assert client.post(reverse("patient:tick"), {"task": task, "done": "yes"}).status_code == 302
    assert (TaskTick.objects.get().task, TaskTick.objects.get().is_done) == (task, True)
    assert client.get(url("today")).content.decode().split('name="task" value="')[1].split('"')[0] != task


def test_task_that_is_not_of_the_plan_cannot_be_ticked(cast: Cast) -> None:
    """Nothing is written that nobody asked for."""
    make_course(cast)
    assert enter_as(cast.patient).post(reverse("patient:tick"), {"task": "riddle", "done": "yes"}).status_code == 404


def test_checkin_is_asked_for_on_its_day_and_not_again(cast: Cast) -> None:
    """On day 3 the page asks in the edition's words; once it has been said, it asks no more."""
    session = treated(cast, days_ago=3)
    client = enter_as(cast.patient)
    assert "Day 3: is the redness fading?" in client.get(url("today")).content.decode()
    record_checkin(session=session, said=said(), source="patient", by=patient_actor(cast.patient), at=timezone.now())
    assert "Day 3: is the redness fading?" not in client.get(url("today")).content.decode()


def test_hold_is_said_beside_the_next_visit(cast: Cast) -> None:
    """After a bad report the page says what to do now first, and that no session comes before somebody has looked."""
    session = treated(cast)
    record_checkin(
        session=session, said=said(("pustules", 6)), source="patient", by=patient_actor(cast.patient), at=timezone.now()
    )
    page = words_of(enter_as(cast.patient).get(url("today")).content.decode())
    assert page.index("What you told us: what to do now") < page.index("For today")
    assert "No session until the clinic has looked at your skin." in page


def test_consent_is_read_signed_and_taken_back(cast: Cast) -> None:
    """Each answer is a row of its own with the text that was read, in the language it was read in."""
    make_course(cast)
    client = enter_as(cast.patient, "ur")
    page = url("consent procedure")
    assert client.post(page, {"state": "signed", "signed_name": " "}).status_code == 422
    assert client.post(page, {"state": "signed", "signed_name": "آزمائشی مریض"}).status_code == 302
    assert client.post(page, {"state": "withdrawn", "why": ""}).status_code == 302
    rows = [(row.state, row.language, row.signed_name) for row in Consent.objects.order_by("id")]
    assert rows == [("signed", "ur", "آزمائشی مریض"), ("withdrawn", "ur", "")]


def test_consent_to_a_procedure_without_a_plan_is_not_there(cast: Cast) -> None:
    """There is nothing to agree to yet."""
    assert enter_as(cast.patient).get(url("consent procedure")).status_code == 404


def test_first_page_does_not_slow_with_the_course(cast: Cast, django_assert_max_num_queries: object) -> None:
    """A bounded number of queries, whatever lies behind the patient."""
    treated(cast)
    client = enter_as(cast.patient)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        client.get(url("today"))


def consent(cast: Cast) -> None:
    Consent.objects.create(
        clinic=cast.clinic, at=timezone.now(), patient=cast.patient, subject="procedure", state="signed",
        plan=cast.patient.courses.get().plan, version="test", language="en", text={}, signed_name="Test Patient",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("because", "said"), [("complete", "Your course is complete."), ("stopped", "Your course has ended.")]
)
def test_closed_course_is_said_with_the_days_on_which_it_was_held(cast: Cast, because: str, said: str) -> None:
    """Whoever has had every session is not told that there is no plan yet."""
    session = treated(cast)
    course, ended = session.course, session.ended
    assert ended is not None
    course.closed, course.closed_by, course.closed_because = timezone.now(), cast.doctor, because
    course.save()
    client = enter_as(cast.patient)
    dates, expected = (words_of(client.get(url(page)).content.decode()) for page in ("course", "expect"))
    day = ended.astimezone(cast.clinic.zone)
    assert [said in page for page in (dates, expected)] == [True, True]
    assert f"{day.day} {day:%B %Y}" in dates
    assert "There is no plan yet" not in dates + expected


def test_patient_without_any_course_waits_for_a_plan(cast: Cast) -> None:
    """Before the first plan both pages say so."""
    client = enter_as(cast.patient)
    said = [words_of(client.get(url(page)).content.decode()) for page in ("course", "expect")]
    assert ["There is no plan yet. The clinic makes it with you." in page for page in said] == [True, True]
