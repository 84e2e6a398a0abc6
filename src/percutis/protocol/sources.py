"""The bibliography `sources.bib`: every work that an entry cites, and how we met it. Read only by the commands that
show sources or check them; planning never loads it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from percutis.domain.errors import InputError, Problem

if TYPE_CHECKING:
    from bibtexparser.model import Entry as BibEntry

INSTALLED = Path(__file__).parent / "sources.bib"
SEEN = ("opened", "secondary", "recalled")
SHORT_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One work. `where` is the journal, book or school with volume and pages; `aliases` are its earlier keys.

    `seen` is how we met it: opened (its own text was read), secondary (a page that reports it) or recalled.
    """

    key: str
    title: str
    seen: str
    authors: str | None = None
    year: str | None = None
    where: str | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    note: str | None = None
    aliases: tuple[str, ...] = ()
    line: int = 0

    @property
    def link(self) -> str | None:
        """Where the work can be read: its own address, else its DOI, else its PubMed page."""
        if self.url:
            return self.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None

    @property
    def short(self) -> str:
        """The work in a few words: authors and year, or the beginning of its title."""
        if self.authors:
            return " ".join(part for part in (self.authors, self.year) if part)
        title = self.title if len(self.title) <= SHORT_TITLE else self.title[:SHORT_TITLE].rsplit(" ", 1)[0] + " …"
        return " ".join(part for part in (title, self.year) if part)

    def __str__(self) -> str:
        """The work on one line: authors, year, title, where."""
        head = f"{self.authors} ({self.year})" if self.authors and self.year else self.authors or self.year
        return ". ".join(part.rstrip(".") for part in (head, self.title, self.where) if part) + "."


@cache
def read_sources(path: Path = INSTALLED) -> dict[str, Source]:
    """Every source by key, in the order of the file. Earlier keys are in `aliases`; `by_any_key` knows them too.

    Raises:
        InputError: blocks that are not BibTeX, or keys that stand twice; each with its line.
    """
    from bibtexparser.entrypoint import parse_file

    library = parse_file(str(path), encoding="utf-8")
    problems = [
        Problem(
            f"{path.name}:{(block.start_line or 0) + 1}", _first_line(block.raw), "a BibTeX entry with a key of its own"
        )
        for block in library.failed_blocks
    ]
    if problems:
        raise InputError(tuple(problems))
    return {entry.key: _source(entry) for entry in library.entries}


def by_any_key(sources: dict[str, Source]) -> dict[str, Source]:
    """The sources under their keys and under their earlier keys."""
    return {alias: source for source in sources.values() for alias in source.aliases} | sources


def _first_line(raw: str | None) -> str:
    return (raw or "").strip().partition("\n")[0]


def _source(entry: "BibEntry") -> Source:
    given = {field.key: str(field.value) for field in entry.fields}
    said = {name: plain_text(value) for name, value in given.items() if name not in ("url", "doi")}
    return Source(
        key=entry.key,
        title=said.get("title", ""),
        seen=said.get("seen", ""),
        authors=_authors(given["author"]) if "author" in given else None,
        year=said.get("year"),
        where=_where(said),
        url=given.get("url"),
        doi=given.get("doi"),
        pmid=said.get("pmid"),
        note=said.get("note"),
        aliases=tuple(alias.strip() for alias in said.get("ids", "").split(",") if alias.strip()),
        line=(entry.start_line or 0) + 1,
    )


def _where(said: dict[str, str]) -> str | None:
    name = next((said[kind] for kind in ("journal", "school", "publisher", "howpublished") if kind in said), None)
    volume = said.get("volume", "") + (f"({said['number']})" if "number" in said else "")
    place = ":".join(part for part in (volume, said.get("pages")) if part)
    return " ".join(part for part in (name, place) if part) or None


def _authors(given: str) -> str:
    """Up to three names as they are cited: `Alster T, Graham P` or `Aust M, Reimers K, Kaplan H et al.`"""
    names = [name.strip() for name in given.split(" and ")]
    shown = [_short_name(name) for name in names[:3] if name != "others"]
    return ", ".join(shown) + (" et al." if len(names) > 3 or "others" in names else "")


def _short_name(name: str) -> str:
    if name.startswith("{") or "," not in name:
        return plain_text(name)
    family, _, given = name.partition(",")
    return f"{plain_text(family)} {plain_text(given).strip()[:1]}".strip()


_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327", "v": "\u030c"}


def plain_text(given: str) -> str:
    r"""TeX as plain text: `K{\"o}ke, 0.1\%` reads `Köke, 0.1%`."""
    accented = re.sub(r"""\\(["'`^~]|[cv](?=[{ ]))\s*\{?\\?([A-Za-z])\}?""", _accented, given)
    unescaped = re.sub(r"\\([%&_#$])", r"\1", accented)
    quoted = unescaped.replace("``", "“").replace("''", "”")
    return re.sub(r"[{}]", "", quoted).replace("---", "—").replace("--", "–").strip()


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[2] + _ACCENTS[match[1]])
