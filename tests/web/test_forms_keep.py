"""Save, reload, nothing lost: whatever is written into a form of the staff is kept, and shown again by a page.

Every form is in one of the lists below: a new one that is in none fails here.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from django import forms
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import percutis.web.clinic.forms
import percutis.web.patient.forms
from percutis.web.accounts.models import Membership, Program, Room
from percutis.web.records.models import (
    Appointment,
    CoursePause,
    Device,
    Event,
    EventNote,
    Outcome,
    Package,
    Patient,
    Product,
    Receipt,
    WaitListEntry,
)
from tests.journeys.scenes import course_of, house_of
from tests.web.cast import TODAY, Cast

ROOT = Path(__file__).parents[2]
LETTERS = "abcdefgh XYZ 0189 äß ژگےہ آنے '\"<>&;%{}()/\\-_.,:!?# 😀"
TEXT = st.text(alphabet=LETTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
FUTURE = (TODAY + timedelta(days=9)).isoformat()


@dataclass(frozen=True)
class Kept:
    """A form: its address, what it is sent with a text in it, where the text is kept, and a page that shows it."""

    address: str
    sent: Callable[[Cast, str], dict[str, Any]]
    kept: Callable[[], str]
    page: str


def newest(model: Any, field: str) -> Callable[[], str]:
    """The field of the row that was written last."""
    return lambda: str(getattr(model.objects.order_by("-pk").first(), field))


KEPT: dict[str, Kept] = {
    "patients.PatientForm": Kept(
        "patients/new/",
        lambda cast, text: {"name": f"A {text}", "phone": phone(), "born": "1990-01-01", "language": "en",
                            "note": text},
        newest(Patient, "note"), "patients/{newest_patient}/edit/",
    ),
    "office.NewMemberForm": Kept(
        "staff/new/",
        lambda cast, text: {"username": f"u{phone()}", "name": f"A {text}", "role": "front_desk"},
        lambda: newest(Membership, "user")().removeprefix("A "), "staff/",
    ),
    "office.RoomForm": Kept("rooms/new/", lambda cast, text: {"name": f"{text} {phone()}"},
                            lambda: newest(Room, "name")().rpartition(" ")[0], "staff/"),
    "office.ProgramForm": Kept("programs/", lambda cast, text: {"name": text}, newest(Program, "name"), "programs/"),
    "money.PackageForm": Kept(
        "patients/{patient}/money/package/",
        lambda cast, text: {"name": text, "sessions": "3", "price_pkr": "9000"},
        newest(Package, "name"), "patients/{patient}/money/",
    ),
    "money.PaymentForm": Kept(
        "patients/{patient}/money/payment/",
        lambda cast, text: {"what": text, "amount_pkr": "500", "method": "transfer", "reference": text},
        newest(Receipt, "reference"), "patients/{patient}/money/",
    ),
    "waits.WaitForm": Kept(
        "waits/new/",
        lambda cast, text: {"patient": cast.patient.key, "kind": "consultation", "wish": text},
        newest(WaitListEntry, "wish"), "waits/",
    ),
    "stock.DeviceForm": Kept(
        "stock/devices/new/",
        lambda cast, text: {"model": "skinpen_precision", "serial": phone(), "label": text},
        newest(Device, "label"), "stock/",
    ),
    "stock.ProductForm": Kept(
        "stock/products/new/",
        lambda cast, text: {"what": "other:", "name": text, "lot": f"L{phone()}", "expires": "2030-01-01"},
        newest(Product, "name"), "stock/",
    ),
    "following.EventForm": Kept(
        "patients/{patient}/events/new/",
        lambda cast, text: {"kind": "reaction", "urgency": "within_7_days", "what": text},
        newest(Event, "what"), "events/{newest_event}/",
    ),
    "following.EventNoteForm": Kept(
        "events/{event}/note/", lambda cast, text: {"text": text}, newest(EventNote, "text"), "events/{event}/"
    ),
    "following.HoldForm": Kept(
        "courses/{course}/hold/", lambda cast, text: {"because": text},
        newest(CoursePause, "because"), "courses/{course}/",
    ),
    "following.OutcomeForm": Kept(
        "courses/{course}/grade/",
        lambda cast, text: {"concern": "acne_scar_rolling", "scale": "goodman_baron_qualitative", "grade": "2",
                            "on": TODAY.isoformat(), "note": text},
        newest(Outcome, "note"), "courses/{course}/",
    ),
    "visits.BookForm": Kept(
        "visits/new/",
        lambda cast, text: {"patient": cast.patient.key, "kind": "consultation", "practitioner": cast.doctor.pk,
                            "day": day_after_day(), "clock": "10:00", "note": text},
        newest(Appointment, "note"), "visits/{newest_visit}/",
    ),
}  # fmt: skip
# Kept by a property of its own, or by the tests of its page: where.
ELSEWHERE = {
    "concerns.ConcernForm": "tests/web/consult/test_consultation_pages.py",
    "said.WhoForm": "tests/web/consult/test_consultation_pages.py",
    "said.SkinForm": "tests/web/consult/test_consultation_pages.py",
    "said.WishesForm": "tests/web/consult/test_consultation_pages.py",
    "consents.AnswerForm": "tests/web/consult", "consents.AgreeForm": "tests/web/consult",
    "consents.RefuseForm": "tests/web/consult", "signing.OverrideForm": "tests/web/consult",
    "left.LeftForm": "tests/web/treat/test_left.py", "session.CheckForm": "tests/web/treat/test_pages.py",
    "session.CartridgeForm": "tests/web/treat/test_uses.py", "session.ProductForm": "tests/web/treat/test_uses.py",
    "session.ZoneForm": "tests/web/treat/test_zones.py", "session.IncidentForm": "tests/web/treat/test_sessions.py",
    "session.BecauseForm": "tests/web/treat/test_photographs.py",
    "photographs.TakeForm": "tests/web/photographs", "photographs.TierForm": "tests/web/photographs",
    "photographs.ReopenForm": "tests/web/photographs/test_reopening.py",
    "photographs.WhyForm": "tests/web/photographs", "photographs.PointsForm": "tests/web/photographs",
    "photographs.BlindForm": "tests/web/photographs", "photographs.BlindGradeForm": "tests/web/photographs",
    "following.ReplyForm": "tests/web/follow/test_checkins.py", "following.PhonedForm": "tests/web/follow",
    "following.LiftForm": "tests/web/follow/test_courses.py", "following.CloseForm": "tests/web/follow/test_courses.py",
    "following.EventEndForm": "tests/web/follow/test_outcomes.py",
    "following.WishForm": "tests/web/follow/test_courses.py",
    "courses.CourseTimesForm": "tests/web/desk/test_course_booking.py",
    "visits.CourseForm": "tests/web/desk/test_course_booking.py", "visits.MoveForm": "tests/web/desk/test_visits.py",
    "visits.WhyForm": "tests/web/desk/test_visits.py", "stock.CartridgesForm": "tests/web/treat",
    "erasing.EraseForm": "tests/web/records/test_erasing_pages.py",
    "office.MemberForm": "tests/web/follow/test_office.py",
    "office.ApprovalForm": "tests/web/follow/test_protocol.py",
    "office.WithdrawalForm": "tests/web/follow/test_protocol.py",
}  # fmt: skip
# Never filled in itself, or keeps nothing.
NOTHING = {"office.PlaceForm", "office.NamedForm", "visits.PlaceForm", "signing.SigningForm", "office.LogForm"}
_turn = iter(range(10**6))


def phone() -> str:
    """A number that nobody has had."""
    return f"0300{next(_turn) + 2_000_000:07d}"


def day_after_day() -> str:
    """A day of its own for every visit."""
    return (TODAY + timedelta(days=5 + next(_turn) % 300)).isoformat()


def every_form() -> set[str]:
    """Every form of the pages, as module and class."""
    found = set()
    for package in (percutis.web.clinic.forms, percutis.web.patient.forms):
        for module in iter_modules(package.__path__):
            loaded = import_module(f"{package.__name__}.{module.name}")
            own = [one for one in vars(loaded).values() if isinstance(one, type) and one.__module__ == loaded.__name__]
            found |= {f"{module.name}.{one.__name__}" for one in own if issubclass(one, forms.BaseForm)}
    return found


def test_every_form_is_held_to_this() -> None:
    """A new form is kept by a case here, or says which test keeps it."""
    assert every_form() == set(KEPT) | set(ELSEWHERE) | NOTHING
    assert [place for place in ELSEWHERE.values() if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("name", KEPT)
def test_what_is_written_is_kept_and_shown(name: str, cast: Cast, enter: Callable[[str], Client]) -> None:
    """Letters of both scripts, quotes, brackets, marks: in the row as they were written, on the page as text."""
    case, client = KEPT[name], enter("doctor")
    client.force_login(cast.doctor.user)
    course = course_of(house_of(cast)) if "{course}" in case.address else None
    event = Event.objects.create(
        clinic=cast.clinic, at=cast.patient.at, patient=cast.patient, kind="reaction", urgency="self_care", what="one"
    )
    holes = {"patient": cast.patient.key, "course": course.pk if course else 0, "event": event.pk}

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(text=TEXT)
    def kept(text: str) -> None:
        answer = client.post(f"/{cast.clinic.slug}/{case.address.format(**holes)}", case.sent(cast, text))
        errors = getattr(answer.context["form"], "errors", "") if answer.context and "form" in answer.context else ""
        assert answer.status_code in (200, 302, 303), (answer.status_code, errors)
        assert case.kept() == text, errors
        newest_ones = {
            "newest_patient": Patient.objects.order_by("-pk")[0].key,
            "newest_event": Event.objects.order_by("-pk")[0].pk,
            "newest_visit": getattr(Appointment.objects.order_by("-pk").first(), "pk", 0),
        }
        shown = client.get(f"/{cast.clinic.slug}/{case.page.format(**holes, **newest_ones)}").content.decode()
        assert " ".join(text.split()) in " ".join(html.unescape(shown).split())

    kept()
