"""The public contract: the shape of every answer as JSON."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from percutis.domain.aftercare import plan_aftercare
from percutis.domain.assessment import assess
from percutis.domain.edition.texts import Texts, Wording
from percutis.domain.gate import pass_gate
from percutis.domain.sun import sun_day
from percutis.domain.triage import triage
from percutis.interop.answers import as_json, notice
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.session import read_session
from percutis.interop.places import parse_place
from percutis.protocol.load import load_edition, load_texts
from tests.examples import ON, an_intake, example, the_plan

EDITION = load_edition()
ENGLISH = load_texts()

ASSESSMENT = {"edition", "on", "verdict", "until", "skin_type", "reasons", "questions"}
REASON = {"rule", "action", "until", "zones", "findings", "text", "cites", "strength", "evidence", "override"}


def the_answers() -> dict[str, Any]:
    """Every answer to the examples, as JSON read back."""
    session = read_session(example("session"), EDITION)
    answers: dict[str, object] = {
        "assess": assess(an_intake(), EDITION, ON),
        "plan": the_plan(),
        "gate": pass_gate(session, EDITION),
        "aftercare": plan_aftercare(session, EDITION),
        "triage": triage(read_checkin(example("checkin"), EDITION), EDITION),
        "sun": sun_day(parse_place("Islamabad", EDITION), ON, EDITION),
    }
    return {
        name: json.loads(json.dumps(as_json(answer, ENGLISH, status=EDITION.status)))
        for name, answer in answers.items()
    }


ANSWERS = the_answers()


def test_as_json_of_an_assessment_keeps_the_contract() -> None:
    """The keys of the contract, reasons with their source, questions with theirs."""
    answer = ANSWERS["assess"]
    assert set(answer) >= ASSESSMENT
    assert set(answer["reasons"][0]) >= REASON
    assert {"finding", "text", "cites"} <= set(answer["questions"][0])
    assert (answer["edition"], answer["on"], answer["skin_type"]) == ("2026.1", "2026-11-22", "V")
    first = answer["reasons"][0]
    assert (first["rule"], first["action"], first["until"]) == ("isotretinoin_within_six_months", "defer", "2027-02-20")


def test_as_json_of_a_plan_keeps_the_contract() -> None:
    """Zones with bounds, sessions, interval, dated tasks, additions, and objects where the contract has objects."""
    answer = ANSWERS["plan"]
    assert set(answer["assessment"]) >= ASSESSMENT
    zone = answer["zones"][0]
    assert {
        "zone",
        "concern",
        "device",
        "depth_mm",
        "at_least_mm",
        "at_most_mm",
        "bounds",
        "passes",
        "endpoint",
        "expected_depth_reached_mm",
        "skin_thickness_mm",
        "cites",
    } <= set(zone)
    assert {"bound", "depth_mm", "rule", "text", "cites"} <= set(zone["bounds"][0])
    assert set(zone["passes"]) == {"min", "max"}
    assert set(zone["expected_depth_reached_mm"]) == {"low", "high"}
    assert set(answer["sessions"][0]) == {"number", "earliest", "target", "latest"}
    assert {"min", "usual", "max", "cites"} <= set(answer["interval_days"])
    assert {"kind", "session", "from", "until", "text", "cites"} <= set(answer["tasks"][0])
    assert {"addition", "stance", "order", "text", "cites"} <= set(answer["additions"][0])
    assert [type(answer[key]) for key in ("anaesthetic", "sun", "expected")] == [dict, dict, dict]
    assert isinstance(answer["not_planned"], list)


def test_as_json_of_the_session_day_keeps_the_contract() -> None:
    """Gate, aftercare, triage and sun."""
    assert {"edition", "verdict", "reasons", "questions"} <= set(ANSWERS["gate"])
    assert {"kind", "from", "until", "text", "cites"} <= set(ANSWERS["aftercare"]["tasks"][0])
    triaged = ANSWERS["triage"]
    assert {"edition", "urgency", "reasons", "actions", "next_checkin", "hold_course"} <= set(triaged)
    assert {"text", "for", "cites"} <= set(triaged["actions"][0])
    sun = ANSWERS["sun"]
    assert {"place", "on", "hours", "max", "band", "stay_in", "cites"} <= set(sun)
    assert set(sun["hours"][0]) == {"at", "uv_index"}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_of_a_draft_says_so(name: str) -> None:
    """Until a medical director approves the edition, no answer is silent about it."""
    assert ANSWERS[name]["notice"] == "Draft edition: not yet approved by a medical director"


def texts_in(value: Any) -> Iterator[str]:
    """Every worded text of an answer."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("text", "because", "lost", "off_label", "withheld") and item is not None:
                yield item
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_sentence_is_worded(name: str) -> None:
    """No key, no unfilled hole and no empty text reaches a reader."""
    for text in texts_in(ANSWERS[name]):
        assert " " in text, text
        assert "{" not in text, text
        assert "…" not in text, text
        assert "labels." not in text, text


def test_changes_hold_only_what_changes() -> None:
    """Effects are written without their empty fields."""
    changes = [r["changes"] for r in ANSWERS["assess"]["reasons"] if r["rule"] == "darkest_skin_test_patch"]
    assert changes == [{"require_tasks": ["test_patch_read_after_four_weeks"], "test_patch": True}]


def test_places_in_sources_stand_beside_the_keys() -> None:
    """`cites` holds keys alone; where in the source follows in `cites_at`."""
    reasons = ANSWERS["assess"]["reasons"] + ANSWERS["gate"]["reasons"]
    assert all("@" not in key for reason in reasons for key in reason["cites"])
    placed = [place for reason in reasons for place in reason.get("cites_at", [])]
    assert all(" @ " in place for place in placed)


def test_notice_of_an_approved_edition_is_silent() -> None:
    """An approved edition needs no notice."""
    assert notice("approved", ENGLISH) is None


def test_as_json_tells_a_patient_nothing_that_only_staff_may_read() -> None:
    """In the patient's register, a sentence without a patient's wording is null."""
    bound = as_json(the_plan(), ENGLISH, "patient")["zones"][0]["bounds"]
    label = next(entry for entry in bound if entry["rule"] == "skinpen_precision")
    assert label["text"] is None


def test_what_a_patient_is_to_do_is_worded_for_the_patient() -> None:
    """The clinician reads what the patient is told, not the staff's shorthand."""
    actions = ANSWERS["triage"]["actions"]
    told = next(action["text"] for action in actions if action["for"] == "patient")
    assert told == "We want to see your skin within two days. Please call the clinic for a time."


def test_a_text_that_the_edition_lacks_does_not_crash_an_answer() -> None:
    """The protocol's check refuses such an edition; a reader still gets the words of its key."""
    bare = Texts(language="en", reviewed=False, wording={"labels.heading.draft_edition": Wording("Draft")})
    answer = as_json(assess(an_intake(), EDITION, ON), bare)
    assert answer["reasons"][0]["text"] == "isotretinoin within six months"
