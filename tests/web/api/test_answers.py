"""A program gets the very answers that the command line and the pages show, and every problem of what it sent."""

import json
from pathlib import Path

import pytest
import yaml
from django.test import Client

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
    [
        ({"edition": "1999.1"}, "edition"),
        ({"edition": ""}, "edition"),
        ({"language": "xx"}, "language"),
        ({"language": ""}, "language"),
        ({"language": ".."}, "language"),
        ({"on": "tomorrow"}, "on"),
        ({"on": ""}, "on"),
        ({"day": "2026-11-22"}, "day"),
    ],
)
def test_address_that_cannot_be_is_refused_in_words(about: dict[str, str], place: str, ask: Ask) -> None:
    """An edition, language or day that is none."""
    answer = ask("assess", example("intake"), **about)
    assert answer.status_code == 422
    assert [problem["place"] for problem in json.loads(answer.content)["problems"]] == [place]


def test_every_problem_of_an_address_comes_at_once(ask: Ask) -> None:
    """As every problem of a file does."""
    answer = ask("assess", example("intake"), language="xx", langauge="ur", on="tomorrow")
    assert [problem["place"] for problem in json.loads(answer.content)["problems"]] == ["language", "langauge", "on"]


def test_a_key_of_the_address_stands_there_once(ask: Ask) -> None:
    """The later one never wins silently."""
    answer = ask("assess", example("intake"), on=["2026-11-22", "2026-11-23"])
    assert json.loads(answer.content)["problems"] == [
        {"place": "on", "given": "the same key twice", "allowed": "each key once"}
    ]


def test_a_day_is_asked_only_where_it_counts(ask: Ask) -> None:
    """A session brings its own time: a day in the address would change nothing, and is not swallowed."""
    answer = ask("gate", example("session"), on="2026-11-22")
    assert json.loads(answer.content)["problems"] == [
        {"place": "on", "given": "the unknown key 'on'", "allowed": "edition, language"}
    ]


@pytest.mark.parametrize("question", FILES)
def test_description_brings_a_file_to_try_each_question_with(question: str, ask: Ask) -> None:
    """It is answered as it stands, and says nothing that the example files do not."""
    described = json.loads(Client().get("/api/1/openapi.json").content)
    content = described["paths"][f"/api/1/{question}"]["post"]["requestBody"]["content"]
    (small,) = {json.dumps(one["example"]): one["example"] for one in content.values()}.values()
    assert ask(question, json.dumps(small)).status_code == 200
    assert _is_part(small, yaml.load(example(FILES[question]), Loader=yaml.BaseLoader))  # noqa: S506 (text only)


def _is_part(small: object, whole: object) -> bool:
    """Whether every key and value stands in the whole, lists in any order."""
    match small:
        case dict():
            return isinstance(whole, dict) and all(key in whole and _is_part(small[key], whole[key]) for key in small)
        case list():
            return isinstance(whole, list) and all(any(_is_part(one, other) for other in whole) for one in small)
        case _:
            return str(small).lower() == str(whole).lower()


@pytest.mark.django_db
def test_a_later_answer_may_hold_more() -> None:
    """The description of answers closes none of them, so that a program made from it reads what is added."""
    paths = json.loads(Client().get("/api/1/openapi.json").content)["paths"]
    answers = [operation["responses"]["200"] for path in paths.values() for operation in path.values()]
    assert answers
    assert '"additionalProperties": false' not in json.dumps(answers)


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
