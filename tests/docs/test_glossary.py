"""The glossary holds words that are in use, each once."""

import re
from functools import cache

import pytest

from tests.architecture.reading import ROOT, tracked

ROWS = re.findall(r"^\| ([a-z][^|]*?) \|", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
WORDS = [word for row in ROWS for word in re.split(r", ", row) if word not in ("word", "unit")]


@cache
def in_use() -> str:
    """Everything that is written here, but for the glossary."""
    kinds = (".py", ".yaml", ".md", ".jinja")
    paths = [path for path in tracked() if path.suffix in kinds and path.name != "GLOSSARY.md"]
    return "\n".join(path.read_text("utf-8") for path in paths).lower().replace("_", " ")


def test_every_word_has_one_meaning() -> None:
    """A word that stands twice means two things."""
    assert [word for word in set(WORDS) if WORDS.count(word) > 1] == []


@pytest.mark.parametrize("word", WORDS)
def test_word_is_in_use(word: str) -> None:
    """Code, protocol, tests or documents say it."""
    assert re.search(rf"\b{re.escape(word)}", in_use())
