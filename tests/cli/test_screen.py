"""`percutis screen`: the example registry counted, written, and refused where it is wrong."""

import csv
import json
import shutil
from pathlib import Path

from tests.cli.test_commands import ON, run
from tests.examples import EXAMPLES

REGISTRY = str(EXAMPLES / "registry")


def test_counts_are_those_of_the_lines_that_are_written(tmp_path: Path) -> None:
    """As many of each verdict, and of each rule, as there are lines."""
    done = run("screen", REGISTRY, *ON, "--format", "json", "--out", str(tmp_path))
    found = json.loads(done.stdout)
    with (tmp_path / "verdicts.csv").open() as file:
        verdicts = [row["verdict"] for row in csv.DictReader(file)]
    with (tmp_path / "reasons.csv").open() as file:
        rules = [row["rule"] for row in csv.DictReader(file)]
    assert {one["verdict"]: one["patients"] for one in found["verdicts"]} == {
        verdict: verdicts.count(verdict) for verdict in ("block", "defer", "refer", "modify", "proceed")
    }
    assert {one["rule"]: one["patients"] for one in found["rules"]} == {rule: rules.count(rule) for rule in rules}


def test_page_names_the_rules_that_speak_of_most(tmp_path: Path) -> None:
    """Twelve of them, and how many more; in full all."""
    (tmp_path / "patients.csv").write_text("patient,born\nP-1,1990-01-01\n")
    codes = ("keloid", "pregnancy", "breastfeeding", "active_acne", "warts", "rosacea", "psoriasis", "isotretinoin",
             "tretinoin", "diabetes", "anticoagulant", "fever")  # fmt: skip
    rows = "".join(f"P-1,{code},active\n" for code in codes)
    (tmp_path / "findings.csv").write_text(f"patient,finding,status\n{rows}")
    short, whole = (run("screen", str(tmp_path), *ON, *more).stdout for more in ([], ["--full"]))
    assert "rules that speak of fewer: --full names them all" in short
    assert len(whole) > len(short)
    assert "keloid_ever" in short


def test_registry_that_is_wrong_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """Exit status 2, every wrong row on standard error."""
    shutil.copytree(REGISTRY, tmp_path / "registry")
    with (tmp_path / "registry" / "findings.csv").open("a") as file:
        file.write("P-0009,botox,past,2026-13-01,,,\n")
    done = run("screen", str(tmp_path / "registry"), *ON, "--out", str(tmp_path / "out"))
    assert (done.exit_code, done.stdout, (tmp_path / "out").exists()) == (2, "", False)
    assert [line.split(":")[0].strip() for line in done.stderr.splitlines()[1:]] == [
        "findings row 9, patient",
        "findings row 9, finding",
        "findings row 9, last",
    ]
