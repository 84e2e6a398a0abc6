"""The intake on a telephone: drafts kept at every answer, unknown is an answer, and the clinic's record holds."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from percutis.protocol.load import load_edition
from percutis.web.patient.forms.screens import screens
from percutis.web.records.models import Intake, IntakeDraft
from tests.web.cast import Cast, make_intake
from tests.web.portal.own import enter_as, url, words_of


def question(name: str) -> str:
    return reverse("patient:question", kwargs={"question": name})


def answer_all(client: Client, given: dict[str, dict[str, object]]) -> str:
    """Every screen answered with no, but for those that are given; stops before the handing in."""
    place = question("concerns")
    for _ in range(80):
        name = place.rstrip("/").rpartition("/")[2]
        if name == "check":
            return place
        answer = client.post(place, given.get(name) or default(name))
        assert answer.status_code == 302, (name, answer.status_code)
        place = answer["location"]
    raise AssertionError("the questions have no end")


def default(name: str) -> dict[str, object]:
    if name.startswith("skin-"):
        return {"choice": "2"}
    if name.startswith(("where-", "since-", "place-")):
        return {"unsaid": "yes"}
    return {"others": "never", "any": "yes"}


GIVEN: dict[str, dict[str, object]] = {
    "concerns": {"choice": ["acne_scar_rolling", "texture"]},
    "where-acne-scar-rolling": {"zones": ["cheek_left"]},
    "since-acne-scar-rolling": {"since": "2020-05-01"},
    "where-texture": {"zones": ["forehead"]},
    "medication-1": {"choice": ["isotretinoin"], "others": "never"},
    "about-isotretinoin": {"status": "past", "when": "2026-01-31"},
}


def test_answers_become_an_intake_of_the_public_format(cast: Cast) -> None:
    """Each concern has its own place, a ticked finding its details; of what one is unsure exactly that is unknown."""
    client = enter_as(cast.patient)
    edition = load_edition()
    first = next(screen for screen in screens({}, edition) if screen.name == "condition-2").codes
    given = {**GIVEN, "condition-2": {"others": "unknown"}, "unsure-condition-2": {"choice": [first[0]]}}
    assert client.post(answer_all(client, given)).status_code == 302
    row = Intake.objects.get()
    said = {one["finding"]: one for one in row.said["findings"]}
    assert row.said["concerns"] == [
        {"concern": "acne_scar_rolling", "zones": ["cheek_left"], "since": "2020-05-01"},
        {"concern": "texture", "zones": ["forehead"]},
    ]
    assert said["isotretinoin"] == {"finding": "isotretinoin", "status": "past", "last": "2026-01-31"}
    assert [said[code]["status"] for code in first] == ["unknown", *["never"] * (len(first) - 1)]
    assert (row.source, len(row.said["skin_type"]["answers"])) == ("patient", len(edition.typing_items))
    assert not IntakeDraft.objects.exists()


def test_every_question_of_the_edition_is_asked(cast: Cast) -> None:
    """Nothing that the edition asks at a consultation is left out on the telephone."""
    edition = load_edition()
    asked = {code for screen in screens({}, edition) if screen.kind == "group" for code in screen.codes}
    assert asked == {kind.code for kind in edition.findings if kind.ask != "no"}


def test_draft_is_kept_at_every_answer(cast: Cast) -> None:
    """Another day, another telephone: one goes on where one stopped."""
    client = enter_as(cast.patient)
    client.post(question("concerns"), GIVEN["concerns"])
    assert enter_as(cast.patient).get(url("intake"))["location"] == question("where-acne-scar-rolling")


def test_group_without_an_answer_asks_again(cast: Cast) -> None:
    """What is not ticked is a no only when somebody says so."""
    assert enter_as(cast.patient).post(question("condition-1"), {}).status_code == 422


def test_now_or_before_is_never_guessed(cast: Cast) -> None:
    """A ticked finding is asked about, and no answer stands there until one is given."""
    client = enter_as(cast.patient)
    client.post(question("medication-1"), {"choice": ["isotretinoin"], "others": "never"})
    assert "checked" not in client.get(question("about-isotretinoin")).content.decode()
    assert client.post(question("about-isotretinoin"), {}).status_code == 422


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("since-acne-scar-rolling", {"since": "2099-01-31"}, "That day is still to come."),
        ("about-isotretinoin", {"status": "past", "when": "2099-01-31"}, "That day is still to come."),
        ("about-isotretinoin", {"status": "past", "when": "31 January"}, "Please write a day, month and year."),
        ("first-day", {"earliest": "2020-05-01"}, "That day is over."),
    ],
)
def test_day_that_cannot_be_is_said_on_its_screen(cast: Cast, name: str, sent: dict[str, object], said: str) -> None:
    """Not at the end of all questions; what was typed stands there still."""
    client = enter_as(cast.patient)
    answer_all(client, GIVEN)
    answer = client.post(question(name), sent)
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert f'value="{next(day for key, day in sent.items() if key != "status")}"' in page
    assert IntakeDraft.objects.get().said["findings"] != []


def test_answer_that_became_unreadable_is_named_at_the_end_and_nothing_is_lost(cast: Cast) -> None:
    """A draft may be older than the edition that reads it."""
    client = enter_as(cast.patient)
    end = answer_all(client, GIVEN)
    draft = IntakeDraft.objects.get()
    draft.said["concerns"][0]["since"] = "2099-01-31"
    draft.save()
    answer = client.post(end)
    assert (answer.status_code, Intake.objects.count(), IntakeDraft.objects.count()) == (422, 0, 1)


def test_no_verdict_is_shown_after_the_handing_in(cast: Cast) -> None:
    """The clinic will look: neither a verdict nor a reason nor a setting stands on the patient's pages."""
    client = enter_as(cast.patient)
    client.post(answer_all(client, GIVEN))
    page = words_of(client.get(url("today")).content.decode())
    assert "will look at them with you" in page
    assert not [word for word in ("defer", "block", "verdict", "isotretinoin") if word in page.lower()]


def test_record_of_the_clinic_is_not_overwritten_from_home(cast: Cast) -> None:
    """Once the consultation has been taken the patient reads what stands there, and calls."""
    make_intake(cast.patient)
    client = enter_as(cast.patient)
    assert client.get(question("concerns"))["location"] == url("intake")
    assert client.post(question("concerns"), GIVEN["concerns"])["location"] == url("intake")
    assert "wavy acne scars" in client.get(url("intake")).content.decode().lower()
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["since 1 May 2020", "last 31 January 2026"]),
        ("ur", ["1 مئی 2020 سے", "آخری بار 31 جنوری 2026"]),
    ],
)
def test_what_was_said_is_read_back_with_what_its_day_means(cast: Cast, language: str, said: list[str]) -> None:
    """A day alone would not tell a beginning from the last time."""
    client = enter_as(cast.patient, language)
    page = re.sub(r"[\u2066-\u2069]", "", words_of(client.get(answer_all(client, GIVEN)).content.decode()))
    assert [words for words in said if words not in page] == []
