"""The check finds every kind of mistake, names its place, and has nothing to say about the edition we ship."""

import re
import shutil
import textwrap
from datetime import date
from pathlib import Path

import pytest
import yaml

from percutis.domain.errors import Problem
from percutis.protocol.check import check_edition
from percutis.protocol.load import LATEST
from tests.examples import ROOT
from tests.protocol.breaks import BREAKS, Break
from tests.protocol.copies import ON, EditionCopy

HEARSAY = """
@misc{onlyheard2020, title = {Heard of}, seen = {secondary}}
@misc{remembered2020, title = {Remembered}, seen = {recalled}}
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """An edition with every mistake at once: the id that each one spoilt, and all problems found."""
    copy = EditionCopy(tmp_path_factory.mktemp("broken"))
    copy.cite(HEARSAY)
    spoilt = {name: copy.edit(made.file, made.change) for name, made in BREAKS.items()}
    return spoilt, check_edition(copy.name, ON)


@pytest.mark.parametrize("name", BREAKS)
def test_check_finds_each_mistake(name: str, broken: tuple[dict[str, str], tuple[Problem, ...]]) -> None:
    """Every mistake is found in one run, with its file, its entry and what was given."""
    made, (spoilt, problems) = BREAKS[name], broken
    found = [problem for problem in problems if _names(problem, made, spoilt[name])]
    assert found, f"{name}: nothing said of {spoilt[name]}"


def _names(problem: Problem, made: Break, entry: str) -> bool:
    place, _, part = problem.place.partition(" ")
    named = f"{entry}.{made.path}" if made.path else entry
    file = place.partition(":")[0]
    said = made.said in problem.given or made.said in problem.allowed
    return said and (file == made.file or file == made.file.replace("/en/", "/ur/")) and part.startswith(named)


def test_check_has_nothing_to_say_about_the_shipped_edition() -> None:
    """The edition that is installed keeps every rule of the check."""
    assert check_edition(LATEST, ON) == ()


def test_check_names_the_line_of_the_entry(tmp_path: Path) -> None:
    """A problem leads to the line on which its entry begins."""
    copy = EditionCopy(tmp_path)
    path = copy.folder / "plan.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(place for place, line in enumerate(lines) if "at_least_mm: 1.5" in line)
    entry = next(place for place in range(number, 0, -1) if "- id:" in lines[place])
    lines[number] = lines[number].replace("1.5", "9.5")
    path.write_text("".join(lines), "utf-8")
    name = lines[entry].split("id:")[1].strip()
    places = [problem.place for problem in check_edition(copy.name, ON) if problem.place.startswith("plan.yaml")]
    assert places == [f"plan.yaml:{entry + 1} {name}.at_most_mm"]


def test_check_reports_sources_without_a_reader(tmp_path: Path) -> None:
    """A source that nobody cites, that was seen in no known way, or that takes another's key is named with its line."""
    copy = EditionCopy(tmp_path)
    before = len(copy.bibliography.read_text("utf-8").splitlines())
    copy.cite("@misc{idle2020, title = {Idle}, ids = {dermapen4}, seen = {dreamt}}")
    found = {problem.place: problem.given for problem in check_edition(copy.name, ON) if "idle2020" in problem.place}
    place = f"sources.bib:{before + 2} idle2020"
    assert found == {
        f"{place}.seen": "dreamt",
        f"{place}.ids": "'dermapen4', which is dermapen4",
        place: "a source that no entry cites",
    }


def test_check_accepts_a_source_by_its_earlier_key(tmp_path: Path) -> None:
    """A cite may use a key by which the work was once known."""
    copy = EditionCopy(tmp_path)
    copy.cite("@misc{new2020, title = {New}, ids = {old2020}, seen = {opened}}")
    copy.edit("plan.yaml", lambda content: content["depth_bounds"][0]["cites"].append("old2020"))
    assert [
        problem for problem in check_edition(copy.name, ON) if "old2020" in f"{problem}" or "new2020" in f"{problem}"
    ] == []


@pytest.mark.parametrize(("on", "said"), [(date(2027, 11, 22), 0), (date(2027, 11, 23), 1), (date(2040, 1, 1), 1)])
def test_check_asks_for_the_review_of_the_edition(on: date, said: int, tmp_path: Path) -> None:
    """The review is overdue on the day after `review_by`, not on it."""
    copy = EditionCopy(tmp_path)
    copy.edit("edition.yaml", lambda content: content.update(review_by=date(2027, 11, 22)))
    assert sum(problem.place == "edition.yaml review_by" for problem in check_edition(copy.name, on)) == said


def test_check_asks_for_a_check_with_the_sources_after_a_year() -> None:
    """What was checked twelve months ago to the day is still good; a day later everything is overdue."""
    assert not [problem for problem in check_edition(LATEST, date(2027, 11, 22)) if problem.place.endswith("checked")]
    overdue = [problem for problem in check_edition(LATEST, date(2027, 11, 23)) if problem.place.endswith("checked")]
    assert len(overdue) > 100


def test_check_asks_who_approved(tmp_path: Path) -> None:
    """An approved edition names its medical director."""
    copy = EditionCopy(tmp_path)
    copy.edit("edition.yaml", lambda content: content.update(status="approved", approved_by=None))
    assert "edition.yaml approved_by" in [problem.place for problem in check_edition(copy.name, ON)]


def test_check_lists_what_breaks_the_schema(tmp_path: Path) -> None:
    """Keys and values that no type knows are problems with their file and entry, all of them."""
    copy = EditionCopy(tmp_path)
    copy.edit("plan.yaml", lambda content: content["depth_bounds"][0].update(colour="blue"))
    copy.edit("checkin.yaml", lambda content: content["red_flags"][0].update(urgency="whenever"))
    places = [problem.place for problem in check_edition(copy.name, ON)]
    assert [place.split()[0] for place in places] == ["plan.yaml", "checkin.yaml"]
    assert "colour" in places[0]
    assert "urgency" in places[1]


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("ledger.yaml", "- one\n", "ledger.yaml"),
        ("plan.yaml", "depth_bounds: [\n", "plan.yaml"),
        ("texts/ur/plan.yaml", "- one\n", "plan.yaml"),
    ],
)
def test_check_says_which_file_cannot_be_read(file: str, text: str, place: str, tmp_path: Path) -> None:
    """A file that is not what it should be is a problem like any other."""
    copy = EditionCopy(tmp_path)
    (copy.folder / file).write_text(text, "utf-8")
    assert [problem.place for problem in check_edition(copy.name, ON)] == [place]


def test_check_asks_for_english(tmp_path: Path) -> None:
    """The labels of the first language name the words of an edition."""
    copy = EditionCopy(tmp_path)
    shutil.rmtree(copy.folder / "texts" / "en")
    assert [problem.place for problem in check_edition(copy.name, ON)] == [f"{LATEST}/texts"]


def test_an_edition_has_the_name_of_its_folder(tmp_path: Path) -> None:
    """A copy that kept the id of the older one would answer under its name."""
    copy = EditionCopy(tmp_path)
    later = copy.folder.rename(copy.folder.with_name("2999.1"))
    (problem,) = check_edition(str(later), ON)
    assert str(problem) == f"edition.yaml id: given '{LATEST}'; allowed: the name of its folder, '2999.1'"


def test_a_hole_that_a_rule_cannot_fill_is_told_what_it_needs(tmp_path: Path) -> None:
    """A text with {until} to a rule without a window."""
    copy = EditionCopy(tmp_path)
    copy.edit("texts/en/assessment.yaml", lambda texts: texts["over_sixty_five"].update(clinician="Until {until}."))
    said = [problem.allowed for problem in check_edition(copy.name, ON) if problem.given == "{until}"]
    assert said == ["only what is filled here: none; it needs a window"]


def test_the_illustration_for_contributors_keeps_the_rules(tmp_path: Path) -> None:
    """Whoever follows it to the letter, with a text in each language, has nothing to correct."""
    (block,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    (entry,) = yaml.safe_load(textwrap.dedent(block))
    copy = EditionCopy(tmp_path)
    copy.cite("@misc{key2017, title = {A paper}, seen = {opened}}")
    copy.edit("assessment.yaml", lambda content: content["rules"].append(entry))
    for language in ("en", "ur"):
        text = {"clinician": "{until}", "patient": "{until}"}
        copy.edit(f"texts/{language}/assessment.yaml", lambda texts, text=text: texts.update({entry["id"]: text}))
    assert check_edition(copy.name, ON) == ()
