"""A program gets the very answers that the command line and the pages show, and every problem of what it sent."""

import json
from pathlib import Path

import pytest

from tests.golden.answers import EXAMPLES, FOLDER, TODAY
from tests.web.api.conftest import Ask

FILES = {"assess": "intake", "plan": "intake", "gate": "session", "aftercare": "session", "triage": "checkin"}


def example(name: str) -> bytes:
    """One of the example files."""
    return Path(EXAMPLES / f"{name}.yaml").read_bytes()


@pytest.mark.parametrize("question", FILES)
def test_answer_is_the_kept_one(question: str, ask: Ask) -> None:
    """Whole, as it is on the command line."""
    about = {"on": TODAY.isoformat()} if question in ("assess", "plan") else {}
    answer = ask(question, example(FILES[question]), **about)
    assert answer.status_code == 200
    assert json.loads(answer.content) == json.loads((FOLDER / f"{question}_example.json").read_text("utf-8"))


def test_sun_of_a_known_place_is_the_kept_one(ask: Ask) -> None:
    """The same for a question without a file."""
    answer = ask("sun", at="Islamabad", on="2027-06-21")
    assert json.loads(answer.content) == json.loads((FOLDER / "sun_islamabad_in_june.json").read_text("utf-8"))


def test_answer_in_urdu_holds_the_wording_of_urdu(ask: Ask) -> None:
    """The language of the address is the language of the sentences."""
    answer = json.loads(ask("assess", example("intake"), language="ur", on=TODAY.isoformat()).content)
    assert answer["language"] == "ur"
    assert any("\u0600" <= letter <= "\u06ff" for letter in answer["reasons"][0]["text"])


def test_every_problem_comes_at_once(ask: Ask) -> None:
    """Where, what was given and what is allowed, as on the command line."""
    answer = ask("assess", '{"patient": {"id": "P-1", "born": "soon"}, "colour": "red"}')
    assert answer.status_code == 422
    problems = json.loads(answer.content)["problems"]
    assert [problem["place"] for problem in problems] == ["patient.born", "colour"]
    assert all(set(problem) == {"place", "given", "allowed"} for problem in problems)


@pytest.mark.parametrize(
    ("about", "place"),
    [({"edition": "1999.1"}, "edition"), ({"language": "xx"}, "language"), ({"on": "tomorrow"}, "on")],
)
def test_address_that_cannot_be_is_refused_in_words(about: dict[str, str], place: str, ask: Ask) -> None:
    """An edition, language or day that is none."""
    answer = ask("assess", example("intake"), **about)
    assert answer.status_code == 422
    assert [problem["place"] for problem in json.loads(answer.content)["problems"]] == [place]


def test_edition_is_never_a_folder_of_the_server(ask: Ask, tmp_path: Path) -> None:
    """What a command line may read, a program may not name."""
    from percutis.protocol.load import LATEST, edition_folder

    answer = ask("assess", example("intake"), edition=str(edition_folder(LATEST)))
    assert answer.status_code == 422


def test_file_that_is_too_large_is_refused(ask: Ask) -> None:
    """More than a megabyte is no intake."""
    assert ask("assess", b"#" * 1_000_001).status_code == 422


def test_missing_place_of_the_sun_is_said(ask: Ask) -> None:
    """What the address must hold is named."""
    assert json.loads(ask("sun").content)["problems"][0]["place"] == "at"
