"""A registry is read from its folder, or refused with every wrong row named."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from percutis.domain.errors import InputError
from percutis.registry.checks import MOST_SAID
from percutis.registry.screened import screen_registry
from tests.strategies import EDITION, TODAY

Rows = list[dict[str, Any]]
ONE = {"patient": "P-1", "born": "1990-01-01"}


def written(folder: Path, patients: Rows, findings: Rows | None = None) -> Path:
    """The folder with both tables as CSV."""
    nothing = [{"patient": "", "finding": "", "status": ""}]
    for name, rows in (("patients", patients), ("findings", findings or nothing)):
        heads = list(dict.fromkeys(head for row in rows for head in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, heads)
            table.writeheader()
            table.writerows(rows if rows is not nothing else [])
    return folder


def refused(folder: Path) -> list[str]:
    """What is said against the registry."""
    with pytest.raises(InputError) as error:
        screen_registry(folder, EDITION, TODAY, folder / "out")
    assert not (folder / "out").exists()
    return [str(problem) for problem in error.value.problems]


def finding(**given: str) -> dict[str, str]:
    """A row about the one patient."""
    return {"patient": "P-1", "finding": "keloid", "status": "past", "last": "", "since": "", "value": "", **given}


def test_registry_without_findings_is_screened(tmp_path: Path) -> None:
    """Of whom nothing is said, everything must still be asked."""
    found = screen_registry(written(tmp_path, [ONE]), EDITION, TODAY)
    assert (found.patients, found.with_questions) == (1, 1)


def test_columns_in_any_order_with_those_that_may_be_missing(tmp_path: Path) -> None:
    """Spaces around a value are none of it, and an empty cell says nothing."""
    folder = written(tmp_path, [{"sex": "", "born": " 1990-01-01 ", "patient": "P-1"}], [finding(status=" past ")])
    assert [rule.rule for rule in screen_registry(folder, EDITION, TODAY).rules if rule.action == "block"] == [
        "keloid_ever"
    ]


def test_parquet_is_read_and_written_as_parquet(tmp_path: Path) -> None:
    """Dates may be dates there, and what comes out is kept the same way."""
    with duckdb.connect() as connection:
        for name, row in (
            ("patients", "SELECT 'P-1' AS patient, DATE '1990-01-01' AS born"),
            (
                "findings",
                "SELECT 'P-1' AS patient, 'isotretinoin' AS finding, 'past' AS status, DATE '2026-08-20' AS last",
            ),
        ):
            connection.sql(row).write_parquet(str(tmp_path / f"{name}.parquet"))
        screen_registry(tmp_path, EDITION, TODAY, tmp_path / "out")
        found = connection.sql(f"FROM read_parquet('{tmp_path}/out/verdicts.parquet')").fetchall()
    assert [(patient, verdict, str(until)) for patient, verdict, until, _asked in found] == [
        ("P-1", "defer", "2027-02-20")
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"born": "1990/01/01"}, "patients row 1, born: given '1990/01/01'; allowed: a date such as 2026-11-22"),
        ({"born": "2030-01-01"}, "patients row 1, born: given '2030-01-01'; allowed: a date such as 2026-11-22"),
        ({"born": "1990-02-30"}, "patients row 1, born: given '1990-02-30'"),
        ({"born": ""}, "patients row 1, born: given nothing"),
        ({"patient": ""}, "patients row 1, patient: given nothing; allowed: the patient's own id"),
        ({"sex": "woman"}, "patients row 1, sex: given 'woman'; allowed: female, male, other"),
        ({"skin_type": "5"}, "patients row 1, skin_type: given '5'; allowed: I, II, III, IV, V, VI"),
    ],
)
def test_wrong_patient_is_named(tmp_path: Path, row: Mapping[str, str], said: str) -> None:
    """Where, what was given, what is allowed."""
    (problem,) = refused(written(tmp_path, [{**ONE, **row}]))
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"patient": "P-2"}, "patient: given 'P-2'; allowed: a patient of the table patients"),
        ({"finding": "keloids"}, "finding: given 'keloids'; allowed: keloid"),
        ({"finding": "Roaccutane"}, "finding: given 'Roaccutane'; allowed: isotretinoin (Roaccutane)"),
        ({"status": "ever"}, "status: given 'ever'; allowed: active, past, never, unknown"),
        ({"last": "yesterday"}, "last: given 'yesterday'; allowed: a date"),
        (
            {"last": "2027-01-01"},
            "last: given '2027-01-01'; allowed: a date such as 2026-11-22, not after the day asked",
        ),
        ({"since": "1980-01-01"}, "since: given '1980-01-01'; allowed: a date such as 2026-11-22, not after"),
        (
            {"status": "never", "last": "2026-01-01"},
            "last: given '2026-01-01'; allowed: no date beside the status never",
        ),
        ({"value": "3"}, "value: given '3'; allowed: no value: this finding has none"),
        ({"finding": "diabetes", "value": "nan"}, "value: given 'nan'; allowed: a number from 0 to 100000"),
        ({"finding": "diabetes", "value": "-1"}, "value: given '-1'; allowed: a number from 0 to 100000"),
        ({"zone": "left cheek"}, "zone: given 'left cheek'; allowed: "),
    ],
)
def test_wrong_finding_is_named(tmp_path: Path, row: Mapping[str, str], said: str) -> None:
    """The same is refused as in the file of one patient."""
    (problem,) = refused(written(tmp_path, [ONE], [{**finding(), **row}]))
    assert problem.startswith(f"findings row 1, {said}")


def test_patient_twice_and_a_contradiction_are_named(tmp_path: Path) -> None:
    """Every problem of both tables in one message."""
    said = refused(written(tmp_path, [ONE, ONE], [finding(), finding(status="never")]))
    assert said == [
        "patients row 2, patient: given 'P-1'; allowed: each patient in one row",
        "findings row 2, status: given 'never'; allowed: not never: another row says active or past",
    ]


def test_many_wrong_rows_are_named_and_counted(tmp_path: Path) -> None:
    """The first of a kind one by one, then how many more."""
    said = refused(written(tmp_path, [ONE], [finding(finding="nothing_known")] * (MOST_SAID + 5)))
    assert len(said) == MOST_SAID + 1
    assert said[-1] == "findings, finding: given 5 more rows like these; allowed: a finding of the edition"


def test_tables_and_columns_that_are_missing_or_unknown_are_named(tmp_path: Path) -> None:
    """Before any row is looked at."""
    assert len(refused(tmp_path)) == 2
    (tmp_path / "patients.csv").write_text("patient,birthday\nP-1,1990-01-01\n")
    (tmp_path / "findings.csv").write_text("patient,finding,status\n")
    missing, strange = refused(tmp_path)
    assert "no column born; allowed: patient, born" in missing
    assert "the unknown column 'birthday'; allowed: patient, born; and sex, skin_type" in strange
    (tmp_path / "patients.csv").write_bytes(b"patient,born\nP-\xe9,1990-01-01\n")
    (strange,) = refused(tmp_path)
    assert "CSV Error on Line: 2 Invalid unicode" in strange
    (tmp_path / "patients.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00" * 50)
    assert refused(tmp_path)


def test_table_as_a_spreadsheet_writes_it_is_read(tmp_path: Path) -> None:
    """A mark at its start, semicolons, the line ends of Windows, heads with a capital."""
    (tmp_path / "patients.csv").write_bytes("\ufeffPatient;Born;Sex\r\nP-1;1990-01-01;\r\n".encode())
    (tmp_path / "findings.csv").write_bytes("\ufeffPatient;Finding;Status\r\nP-1;keloid;past\r\n".encode())
    assert screen_registry(tmp_path, EDITION, TODAY).verdicts[0] == ("block", 1)


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Nothing is left behind."""
    folder = written(tmp_path, [ONE])
    (tmp_path / "out").write_text("a file, not a folder")
    with pytest.raises(InputError, match="a folder that can be written"):
        screen_registry(folder, EDITION, TODAY, tmp_path / "out")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["findings.csv", "out", "patients.csv"]


def test_lines_are_written_for_every_patient_and_reason(tmp_path: Path) -> None:
    """In the order of the registry, by the patient's own id; the worst reason first."""
    folder = written(
        tmp_path,
        [{**ONE, "skin_type": "III"}, {"patient": "P-2", "born": "1985-01-01", "skin_type": "IV"}],
        [finding(), finding(patient="P-2", finding="isotretinoin", last="2026-08-20")],
    )
    screen_registry(folder, EDITION, TODAY, tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["reasons.csv", "verdicts.csv"]
    with (tmp_path / "out" / "verdicts.csv").open() as file:
        verdicts = [(row["patient"], row["verdict"], row["until"]) for row in csv.DictReader(file)]
    with (tmp_path / "out" / "reasons.csv").open() as file:
        reasons = [(row["patient"], row["rule"], row["action"], row["until"]) for row in csv.DictReader(file)]
    assert verdicts == [("P-1", "block", ""), ("P-2", "defer", "2027-02-20")]
    assert reasons[0] == ("P-1", "keloid_ever", "block", "")
    assert ("P-2", "isotretinoin_within_six_months", "defer", "2027-02-20") in reasons
