"""`percutis protocol`: checking, showing, comparing and binding the edition from the shell."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from percutis.cli import app
from percutis.domain.words import Evidence
from percutis.protocol.load import LATEST, load_edition, load_texts
from percutis.protocol.manuscript import read_manuscript
from tests.examples import EXAMPLES
from tests.protocol.copies import EditionCopy

RULE = "isotretinoin_within_six_months"
ON = "2026-11-22"


def run(*arguments: str) -> Result:
    """What the command says, and how it ends."""
    return CliRunner().invoke(app, ["protocol", *arguments])


def words_of(result: Result) -> str:
    """The output with its line breaks taken out."""
    return " ".join(result.stdout.split())


def test_check_counts_a_clean_edition() -> None:
    """Nothing to correct: a short table of what there is, and status 0."""
    result = run("check", "--on", ON)
    assert result.exit_code == 0, result.stdout
    assert f"Edition {LATEST}: nothing to correct." in result.stdout
    together = next(line.split() for line in result.stdout.splitlines() if line.startswith("together"))
    entries = load_edition().entries()
    counts = [sum(entry.evidence is kind for entry in entries) for kind in Evidence]
    assert together[1:] == [str(count) for count in (len(entries), *counts)]


def test_check_lists_every_problem_and_ends_with_status_1(tmp_path: Path) -> None:
    """A broken draft: each problem on a line, and how many there are."""
    copy = EditionCopy(tmp_path)
    copy.edit("plan.yaml", lambda content: content["depth_bounds"][0].update(cites=["nobody1999"]))
    copy.edit("plan.yaml", lambda content: content["depth_bounds"][1].update(at_least_mm=9))
    result = run("check", "--edition", copy.name, "--on", ON)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert any("'nobody1999'" in line for line in lines)
    assert any("at_least_mm 9" in line for line in lines)
    assert lines[-1] == f"{len(lines) - 1} problems in edition {copy.name}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--edition", "1999.1"), "edition: given '1999.1'"),
        (("check", "--on", "soon"), "--on: given 'soon'"),
        (("show", "isotretinoin_within_six_month"), f"the closest are {RULE}"),
        (("show", RULE, "--language", "tlh"), "language: given 'tlh'; allowed: en or ur"),
        (("words", "nonsense"), "list: given 'nonsense'; allowed: action"),
        (("ledger", "ABS-99"), "row: given 'ABS-99'; allowed: the closest are ABS-"),
        (("diff", LATEST, "nowhere"), "edition: given 'nowhere'"),
        (("book", "--language", "tlh"), "language: given 'tlh'"),
        (("book", "--out", "/nowhere/book.html"), "/nowhere/book.html cannot be written"),
    ],
)
def test_bad_input_is_refused_with_status_2(arguments: tuple[str, ...], said: str) -> None:
    """One clear message on standard error, and nothing on standard output."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_show_says_everything_about_an_entry() -> None:
    """File and line, both registers, condition, value, permissive value, sources in full, rows, date."""
    said = words_of(run("show", RULE))
    manuscript = read_manuscript()
    rule = manuscript.edition.rule[RULE]
    wording = manuscript.texts["en"].wording[rule.key]
    assert manuscript.lines[RULE] in said
    for text in (wording.clinician, wording.patient, "oral isotretinoin", "6 months", "Permissive", "physician"):
        assert text in said
    for cite in rule.cites:
        assert cite.key in said
        assert manuscript.sources[cite.key].title in said
    assert all(row in said for row in rule.rows)
    assert f"last checked {rule.checked}" in said


def test_show_speaks_urdu() -> None:
    """The same entry in the other language."""
    said = (
        run("show", RULE, "--language", "ur").stdout.replace("\u200f", "").replace("\u2066", "").replace("\u2069", "")
    )
    text = load_texts(LATEST, "ur").wording[f"assessment.{RULE}"].clinician
    assert text.split()[0] in said
    assert "ماخذ" in said


@pytest.mark.parametrize("section", ["red_flags", "depth_bounds", "devices", "anaesthetics", "gate_rules", "places"])
def test_show_knows_every_kind_of_entry(section: str) -> None:
    """Any id of the edition can be shown."""
    for entry in getattr(load_edition(), section)[:3]:
        result = run("show", entry.id)
        assert result.exit_code == 0
        assert result.stdout.startswith(entry.id)


def test_show_leads_from_a_finding_to_its_rules() -> None:
    """A finding is shown with its questions and the rules keyed by it."""
    said = words_of(run("show", "isotretinoin"))
    assert RULE in said
    assert "Roaccutane" in said


def test_diff_compares_an_edition_with_a_folder(tmp_path: Path) -> None:
    """A draft can be compared where it lies."""
    copy = EditionCopy(tmp_path)
    copy.edit("devices.yaml", lambda content: content["devices"][0].update(step_mm=0.125))
    result = run("diff", LATEST, copy.name)
    assert result.exit_code == 0
    assert "- **devices**, changed: `skinpen_precision`\n  - step_mm: 0.25 → 0.125" in result.stdout


@pytest.mark.parametrize("language", ["en", "ur"])
def test_book_is_written_to_a_file_or_said(language: str, tmp_path: Path) -> None:
    """The same page either way."""
    path = tmp_path / "book.html"
    written = run("book", "--out", str(path), "--language", language)
    assert (written.exit_code, written.stdout) == (0, "")
    assert path.read_text("utf-8") == run("book", "--language", language).stdout


@pytest.mark.parametrize("name", ["zone", "zones", "device_classes", "device-classes", "findings", "concern", "rules"])
def test_words_are_listed_by_one_name_or_many(name: str) -> None:
    """A list may be called by one of its words or by all."""
    assert run("words", name).exit_code == 0


def test_words_have_their_names() -> None:
    """Each word with its label, in either language."""
    labels = load_texts(LATEST, "ur").wording
    listed = run("words", "zones", "--language", "ur").stdout
    for zone in load_edition().zones:
        assert labels[f"labels.zone.{zone.id}"].clinician in listed


def test_words_names_the_lists() -> None:
    """Without a list: which there are, and how long."""
    lists = dict(line.split() for line in run("words").stdout.splitlines())
    assert lists["finding"] == str(len(load_edition().findings))


def test_ledger_says_where_a_row_went() -> None:
    """A row that is encoded names its entries with their lines; one left out says why."""
    manuscript = read_manuscript()
    rows = run("ledger").stdout
    encoded = next(row for row, reason in manuscript.ledger.items() if reason is None)
    entry = next(entry for entry in manuscript.entries if encoded in entry.rows)
    assert entry.id in words_of(run("ledger", encoded))
    assert all(row in rows for row in manuscript.ledger)
    left = [row for row, reason in manuscript.ledger.items() if reason is not None]
    assert rows.count("left out:") == len(left)


def test_show_opens_a_source_with_all_that_rests_on_it() -> None:
    """The work in full, where it stands in the bibliography, how it was seen, and its entries with their lines."""
    said = words_of(run("show", "dogra2014"))
    manuscript = read_manuscript()
    source = manuscript.sources["dogra2014"]
    assert f"sources.bib:{source.line}" in said
    assert source.title in said
    assert source.link in said
    assert f"darker_skin_first_session_scars {manuscript.lines['darker_skin_first_session_scars']}" in said


def test_every_name_on_a_page_opens() -> None:
    """Each rule and source of a full plan is a name that `show` knows."""
    plan = CliRunner().invoke(app, ["plan", str(EXAMPLES / "intake.yaml"), "--on", ON, "--format", "json"])
    named = set(_named(json.loads(plan.stdout)))
    manuscript = read_manuscript()
    known = {entry.id for entry in manuscript.entries} | set(manuscript.edition.finding) | set(manuscript.sources)
    assert named - known == set()


def _named(value: object) -> Iterator[str]:
    match value:
        case dict():
            yield from (value["rule"],) if "rule" in value else ()
            yield from value.get("cites", ())
            for inner in value.values():
                yield from _named(inner)
        case list():
            for inner in value:
                yield from _named(inner)
