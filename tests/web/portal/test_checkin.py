"""The check-in: one question a screen, emergencies before everything, and what nobody said stays unsaid."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from percutis.web.accounts.models import AuditEvent
from percutis.web.patient.views import checkin
from percutis.web.records.models import CheckIn, Consent, Photo
from tests.web.cast import Cast
from tests.web.portal.own import enter_as, treated, url

NONE = {"none": "yes"}


def step(name: str) -> str:
    return url(f"checkin_step {name}")


def walk(client: Client, *answers: tuple[str, dict[str, object]]) -> str:
    """Where one stands after these answers."""
    place = ""
    for name, given in answers:
        answer = client.post(step(name), given)
        assert answer.status_code == 302, (name, answer.status_code)
        place = answer["location"]
    return place


def test_calm_skin_is_reported_in_four_screens(cast: Cast) -> None:
    """Nothing now, nothing on the skin, nothing else: looked through, sent, and the core answers."""
    treated(cast)
    client = enter_as(cast.patient)
    place = walk(client, ("now", NONE), ("skin", NONE), ("else", {"else": "no"}), ("check", {}))
    row = CheckIn.objects.get()
    assert place == reverse("patient:checkin_answer", kwargs={"checkin": row.pk})
    assert (row.said["symptoms"], row.urgency, row.source) == ([], "self_care", "patient")
    assert "What you describe is usual" in client.get(place).content.decode()


def test_what_is_there_brings_its_own_screens(cast: Cast) -> None:
    """How strong, how it goes, where; a trend that nobody can say is left out, for the triage to take for the worst."""
    treated(cast)
    client = enter_as(cast.patient)
    walk(
        client,
        ("now", NONE),
        ("skin", {"choice": ["erythema", "itch"]}),
        ("else", {"else": "no"}),
        ("fever", {"fever": "yes"}),
        ("about-erythema", {"severity": "2", "trend": "improving"}),
        ("about-itch", {"severity": "1", "trend": ""}),
        ("about-fever", {"severity": "4", "trend": "new", "temperature": "38,4"}),
        ("where", {"zones": ["cheek_left"]}),
        ("check", {}),
    )
    said = CheckIn.objects.get().said
    assert said["symptoms"] == [
        {"symptom": "erythema", "severity": 2, "zones": ["cheek_left"], "trend": "improving"},
        {"symptom": "itch", "severity": 1, "zones": ["cheek_left"]},
        {"symptom": "fever", "severity": 4, "trend": "new"},
    ]
    assert said["temperature_c"] == 38.4
    assert CheckIn.objects.get().urgency == "same_day"


def test_something_else_leads_through_every_symptom_of_the_edition(cast: Cast) -> None:
    """Nothing that the edition knows can be left unasked when something is new."""
    treated(cast)
    client = enter_as(cast.patient)
    place = walk(client, ("now", NONE), ("skin", NONE), ("else", {"else": "yes"}))
    asked: set[str] = set()
    while "/more-" in place:
        page = client.get(place).content.decode()
        asked |= {part.split('"')[0] for part in page.split('name="choice" value="')[1:]}
        place = client.post(place, NONE)["location"]
    assert {"pustules", "vesicles", "raised_scar", "facial_weakness"} <= asked
    assert place == step("happened")


def test_emergency_is_answered_at_once(cast: Cast) -> None:
    """No further question: whom to call, and the clinic knows."""
    treated(cast)
    answer = enter_as(cast.patient).post(step("now"), {"choice": ["breathing_difficulty"]})
    page = answer.content.decode()
    assert (answer.status_code, "Go to the nearest emergency department now" in page) == (200, True)
    assert "tel:+925100000000" in page
    assert "+92 5100000000</bdi>" in page
    assert CheckIn.objects.get().urgency == "emergency"


def test_emergency_is_answered_even_when_nothing_can_be_saved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words come first; the page says that the clinic does not know yet."""
    from django.db import OperationalError

    def broken(**_given: object) -> None:
        raise OperationalError("the disk is full")

    treated(cast)
    monkeypatch.setattr(checkin, "record_checkin", broken)
    page = enter_as(cast.patient).post(step("now"), {"choice": ["chest_pain"]}).content.decode()
    assert "Go to the nearest emergency department now" in page
    assert "The clinic does not know of it yet" in page


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ((("now", NONE),), "skin"),
        ((("now", NONE), ("skin", {"choice": ["erythema"]}), ("else", {"else": "no"})), "fever"),
    ],
)
def test_screen_without_an_answer_asks_again(
    cast: Cast, answers: tuple[tuple[str, dict[str, object]], ...], asked: str
) -> None:
    """Unknown is never taken for no: nothing ticked and nothing denied is no answer."""
    treated(cast)
    client = enter_as(cast.patient)
    walk(client, *answers)
    assert client.post(step(asked), {}).status_code == 422


def test_first_screen_asks_for_what_alone_is_an_emergency(cast: Cast) -> None:
    """Pus and blisters, which are one only with fever, are asked for later, and in no alarm."""
    treated(cast)
    page = enter_as(cast.patient).get(step("now")).content.decode()
    asked = {part.split('"')[0] for part in page.split('name="choice" value="')[1:]}
    assert {"breathing_difficulty", "face_or_tongue_swelling", "chest_pain", "seizure", "fainting"} <= asked
    assert asked.isdisjoint({"pus", "pustules", "vesicles", "erosions", "abscess", "erythema"})


def test_nobody_jumps_over_a_question(cast: Cast) -> None:
    """An address further on leads back to where one stands; nothing is sent unasked."""
    treated(cast)
    client = enter_as(cast.patient)
    walk(client, ("now", NONE))
    for further in ("check", "where", "about-erythema"):
        assert client.post(step(further), {})["location"] == step("skin")
    assert not CheckIn.objects.exists()


def test_checkin_without_a_session_says_whom_to_call(cast: Cast) -> None:
    """Before the first session there is nothing to ask about."""
    page = enter_as(cast.patient).get(url("checkin")).content.decode()
    assert "tel:+925100000000" in page


def test_photograph_goes_with_what_was_said(cast: Cast, png: Callable[[], bytes]) -> None:
    """Only under a standing consent; without one the page does not ask for it."""
    session = treated(cast)
    client = enter_as(cast.patient)
    place = walk(client, ("now", NONE), ("skin", NONE), ("else", {"else": "no"}), ("check", {}))
    assert "photograph" not in client.get(place).content.decode()
    Consent.objects.create(
        clinic=cast.clinic, at=timezone.now(), patient=cast.patient, subject="photographs", state="signed",
        tier="record_only", version="test", language="en", text={}, signed_name="Test Patient",
    )  # fmt: skip
    assert "photograph" in client.get(place).content.decode()
    upload = SimpleUploadedFile("mine.png", png(), "image/png")
    answer = client.post(f"{place}photograph/", {"photograph": upload, "view": "front"})
    assert answer.status_code == 302
    assert Photo.objects.get().checkin == CheckIn.objects.get(session=session)
    own = reverse("patient:photograph", kwargs={"photo": Photo.objects.get().key, "size": "small"})
    assert own in client.get(url("photographs")).content.decode()
    assert (client.get(own)["content-type"], enter_as(cast.other_patient).get(own).status_code) == ("image/jpeg", 404)
    assert AuditEvent.objects.filter(action="photograph.seen").count() == 1


@pytest.fixture
def png() -> Callable[[], bytes]:
    """A small picture."""
    import io

    from PIL import Image

    def made() -> bytes:
        held = io.BytesIO()
        Image.new("RGB", (640, 800), "#caa").save(held, "PNG")
        return held.getvalue()

    return made
