"""The page of OWASP ASVS 5.0, levels 1 and 2: each requirement, how Percutis stands to it, and where that is proved.

The entries stand in tests/docs/verification/, a file a chapter; what each asks is told in our own few words.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.examples import ROOT

FOLDER = ROOT / "tests" / "docs" / "verification"
STATES = ("met", "partly", "not covered", "not applicable")
HEAD = """# OWASP ASVS 5.0, levels 1 and 2
<!-- Written by `make docs` from tests/docs/verification/; tests/docs/test_asvs.py finds every test it names. -->

Every requirement of the
[Application Security Verification Standard 5.0](https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en) of levels 1 and 2, in
the order and under the numbers of the standard, told in our own few words: read the standard for what it asks in full.

**Met** names the test that would fail, or the file in which it can be read. **Partly** and **not covered** say what is
missing, and why. Nobody else has verified this: it is our own judgement, and it may be wrong. Tell us where
([SECURITY.md](../SECURITY.md)).

"""
COLUMNS = "| number | level | asks | state | where, and what is to be said |\n|---|---|---|---|---|\n"


@dataclass(frozen=True)
class Entry:
    """One requirement: its number, level, what it asks, how we stand, where that is proved, and what is to be said."""

    id: str
    level: int
    asks: str
    state: str
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter of the standard with its requirements."""

    title: str
    entries: tuple[Entry, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in the order of the standard."""
    return tuple(_chapter(path) for path in sorted(FOLDER.glob("[0-9]*.yaml")))


def _chapter(path: Path) -> Chapter:
    text = path.read_text("utf-8")
    title = text.removeprefix("# ").partition(":")[0]
    rows: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return Chapter(
        title, tuple(Entry(id=name, **{**row, "by": tuple(row.get("by", ()))}) for name, row in rows.items())
    )


def requirements() -> dict[str, int]:
    """The number of every requirement of levels 1 and 2, and its level."""
    sections: dict[str, str] = yaml.safe_load((FOLDER / "levels.yaml").read_text("utf-8"))
    return {
        f"{section}.{number}": int(level)
        for section, levels in sections.items()
        for number, level in enumerate(levels, start=1)
        if level != "-"
    }


def asvs_page() -> str:
    """The page, as Markdown."""
    return HEAD + _counts() + "".join(_part(chapter) for chapter in chapters())


def _counts() -> str:
    found = Counter((entry.level, entry.state) for chapter in chapters() for entry in chapter.entries)
    rows = [f"| {level} | {' | '.join(str(found[level, state]) for state in STATES)} |" for level in (1, 2)]
    return "\n".join((f"| level | {' | '.join(STATES)} |", f"|---|{'---|' * len(STATES)}", *rows)) + "\n"


def _part(chapter: Chapter) -> str:
    rows = "".join(
        f"| {one.id} | {one.level} | {_cell(one.asks)} | {_state(one)} | {_told(one)} |\n" for one in chapter.entries
    )
    return f"\n## {chapter.title}\n{COLUMNS}{rows}"


def _state(entry: Entry) -> str:
    return entry.state if entry.state in ("met", "not applicable") else f"**{entry.state}**"


def _told(entry: Entry) -> str:
    """Where it is proved, then what is to be said."""
    return ". ".join(filter(None, (" · ".join(map(_linked, entry.by)), _cell(entry.why))))


def _linked(place: str) -> str:
    path, _sign, test = place.partition("::")
    said = test.removeprefix("test_").replace("_", " ") if test else re.sub(r"^src/percutis/", "", path)
    return f"[{said}](../{path})"


def _cell(text: str) -> str:
    return text.replace("|", "/").strip()
