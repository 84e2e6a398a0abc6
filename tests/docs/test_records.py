"""docs/records.md names every table of a patient, and nothing that is none."""

import re
from pathlib import Path

from percutis.web.records.core.belonging import tables_of_patient

PAGE = Path(__file__).parents[2] / "docs" / "records.md"


def test_every_table_of_a_patient_is_described() -> None:
    """Whoever adds a table says what it holds and what becomes of it."""
    rows = [line.split("|")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(table.name for table in tables_of_patient())
