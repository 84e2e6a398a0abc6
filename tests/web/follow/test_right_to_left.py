"""Staff pages in Urdu: people by their Urdu names, numbers with their units, commas and telephone numbers."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from percutis import web
from percutis.web.clinic.presenters.kept import kept_lines
from percutis.web.clinic.presenters.log import ACTIONS
from percutis.web.records.models import Appointment, Session
from percutis.web.records.selectors.kept import count_kept
from percutis.web.records.services.waits import add_wait
from tests.web.cast import NOW, Cast
from tests.web.follow.treated import make_session

LATIN = re.compile(r"Test (?:Doctor|Patient One)")
OTHER_NAME = re.compile(r'<bdi class="soft" lang="en">[^<]*</bdi>')


@pytest.fixture
def session(cast: Cast) -> Session:
    """A signed session of people who have Urdu names, with one pass in each zone."""
    user, patient = cast.doctor.user, cast.patient
    user.name_ur, patient.name_ur = "ڈاکٹر تجربہ", "آزمائشی مریض"
    user.save()
    patient.save()
    made = make_session(cast, passes=1)
    made.course.plan.signed, made.course.plan.signed_by = NOW, cast.doctor
    made.course.plan.save()
    return made


@pytest.fixture
def urdu(enter: Any) -> Client:
    """The doctor, who reads Urdu."""
    client: Client = enter("doctor")
    client.cookies["language"] = "ur"
    return client


def pages_of(session: Session) -> dict[str, str]:
    of_patient = f"/tests/patients/{session.patient.key}/"
    return {
        "chart": of_patient,
        "plan": f"{of_patient}plan/{session.course.plan_id}/",
        "plan_new": f"{of_patient}plan/",
        "consultation": f"{of_patient}consultation/who/",
        "consent": f"{of_patient}consents/{session.consent_id}/",
        "sign": f"/tests/sessions/{session.pk}/step/sign/",
        "course": f"/tests/courses/{session.course_id}/",
        "staff": "/tests/staff/",
    }


def read(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_people_are_called_by_their_urdu_names(session: Session, urdu: Client) -> None:
    """Who has an Urdu name is called by it; the other name stands once, marked as the other."""
    found = {name: LATIN.findall(OTHER_NAME.sub("", read(urdu, url))) for name, url in pages_of(session).items()}
    assert {name for name, latin in found.items() if latin} == set()


def test_depth_stays_with_its_unit_and_the_passes_behind_it(session: Session, urdu: Client) -> None:
    """Without the marks the line is read `mm، 1 1`."""
    assert "بایاں گال: \u20661 mm\u2069، 1 پھیرا" in read(urdu, pages_of(session)["chart"])


def test_session_says_its_minutes_in_words(session: Session, urdu: Client) -> None:
    """From when until when runs from the left; its length is Urdu."""
    page = read(urdu, pages_of(session)["sign"])
    said = '<bdi dir="ltr"><bdi dir="ltr">10:00</bdi> – <bdi dir="ltr">11:00</bdi></bdi> · 60 منٹ'
    assert said in page


def test_telephone_numbers_are_read_in_one_form(session: Session, urdu: Client, cast: Cast) -> None:
    """In groups, wherever one is read."""
    add_wait(patient=cast.patient, kind="review", by=cast.as_("desk"), at=NOW)
    shown = '<bdi dir="ltr">+92 300 0000001</bdi>'
    assert [shown in read(urdu, url) for url in (pages_of(session)["chart"], "/tests/waits/")] == [True, True]


def test_what_is_kept_is_named_in_the_words_of_the_house(session: Session) -> None:
    """No table is shown by its own name: each belongs to a line."""
    names = {line.what for line in kept_lines(dict.fromkeys(count_kept(patient=session.patient), 1))}
    assert not {name for name in names if name.islower()}


def test_every_line_of_the_log_is_in_words() -> None:
    """Whatever a service writes into the log has a name that is translated; none is shown as it is written."""
    services = (Path(web.__file__).parent / "records" / "services").glob("*.py")
    literal = re.compile(r'(?:action[^=\n]{0,20}=|_audit_entry\(|else) ?"([a-z_]+\.[a-z_]+)"')
    written = {action for path in services for action in literal.findall(path.read_text("utf-8"))}
    written |= {f"visit.{state}" for state, _name in Appointment.STATES}
    written |= {f"message.{state}" for state in ("sent", "waiting", "cancelled")}
    assert sorted(written - set(ACTIONS)) == []
