"""Cites in the code: found in docstrings, and each a source of the bibliography."""

import re
from pathlib import Path

from percutis.protocol.checks.docstrings import keys_in_code
from percutis.protocol.sources import by_any_key, read_sources

WITH_A_YEAR = re.compile(r"[a-z]\w*(19|20)\d\d\w*")


def test_cites_are_found_in_docstrings_only(tmp_path: Path) -> None:
    """Of a module, a class or a function; an index or a list in the code is no cite."""
    (tmp_path / "course.py").write_text(
        '"""A network [dechter1991].\n\nThe sun [noaasolar, table 2] too."""\n'
        "found = [koke2020]\n"
        "class Day:\n"
        '    """A day."""\n'
        "    def noon(self, hours):\n"
        '        """Noon by the formula [madronich2007, equation 3]; see `hours[first]`."""\n'
        "        return hours[koke2021]\n",
        "utf-8",
    )

    assert keys_in_code(tmp_path) == {"dechter1991", "noaasolar", "madronich2007"}


def test_every_cite_of_the_code_is_a_source() -> None:
    """A key with a year that stands in a docstring has a work in the bibliography."""
    known = by_any_key(read_sources())

    assert [key for key in sorted(keys_in_code()) if WITH_A_YEAR.fullmatch(key) and key not in known] == []
