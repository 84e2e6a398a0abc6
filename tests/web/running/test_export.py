"""The command that takes a clinic out, run as its owner runs it, while the clinic works."""

import json
import stat
import zipfile
from pathlib import Path

from tests.web.running.house import percutis, writing


def test_clinic_is_taken_out_while_it_works(home: Path, tmp_path: Path) -> None:
    """One moment of it: as many patients as the command says, each photograph there, and the log says who."""
    with writing(home):
        made = percutis(home, "export", str(tmp_path))
    assert made.returncode == 0, made.stderr
    (file,) = tmp_path.glob("percutis-*.zip")
    found = zipfile.ZipFile(file)
    names = found.namelist()
    records = [json.loads(found.read(name)) for name in names if name.endswith("patient.json")]
    assert f"{len(records)} patients" in made.stdout
    kept = [row for record in records for row in record["tables"]["photo"] if row["original"]]
    assert len(kept) == len([name for name in names if "/photographs/" in name])
    assert (stat.S_IMODE(file.stat().st_mode), found.testzip()) == (0o600, None)
    proved = percutis(home, "audit", "verify", "--format", "json")
    assert [one["faults"] for one in json.loads(proved.stdout)] == [[]]


def test_export_says_what_it_cannot_do(home: Path, tmp_path: Path) -> None:
    """No such clinic, no such patient, no such folder: one sentence, status 2, nothing written."""
    for words in (("--clinic", "nowhere"), ("--patient", "P-9999")):
        refused = percutis(home, "export", str(tmp_path / "out.zip"), *words)
        assert (refused.returncode, words[0] in refused.stderr) == (2, True)
    assert percutis(home, "export", str(tmp_path / "none" / "out.zip")).returncode == 2
    assert list(tmp_path.glob("*.zip")) == []


def test_clinic_says_how_long_it_keeps_records(home: Path) -> None:
    """A number of years, or that it is not known; anything else is refused, and the log says each change."""
    assert "is 10 years after the last visit" in percutis(home, "clinic", "retention", "10").stdout
    assert "has not been found out" in percutis(home, "clinic", "retention", "unknown").stdout
    assert [percutis(home, "clinic", "retention", wrong).returncode for wrong in ("soon", "1000")] == [2, 2]
    log = percutis(home, "export", str(home / "out.zip"))
    lines = zipfile.ZipFile(home / "out.zip").read("log.jsonl").decode().splitlines()
    told = [json.loads(line)["details"] for line in lines if "clinic.retention_set" in line]
    assert (log.returncode, told) == (0, [{"before": None, "years": 10}, {"before": 10, "years": None}])
