"""A sheet as plain parts under headings, and its PDF (tagged for screen readers, PDF/UA), typeset by `sheet.typ`.

Whoever fills a sheet brings every word of it, already in its language; nothing here knows what a sheet is about.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from percutis.interop.handout import PACKAGE, font_folder

TEMPLATE = Path(__file__).parent / "sheet.typ"
RIGHT_TO_LEFT = ("ur",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading and what stands under it, in this order: paragraphs, points, dated points, a table, lines to fill.

    `tone` is `plain`, `warm` (what needs help at once) or `quiet` (small print).
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    dated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    blanks: tuple[str, ...] = ()
    note: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole sheet. `at` dates the file, so that the same sheet gives the same bytes; `picture` is an SVG or empty."""

    language: str
    title: str
    subtitle: str
    clinic: str
    reach: str
    footer: str
    page: str
    at: datetime
    parts: tuple[Part, ...]
    notices: tuple[str, ...] = ()
    picture: str = ""
    picture_alt: str = ""


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF. Without the fonts it is set in those that typst carries: ask `font_folder` first."""
    import typst

    folder = font_folder()
    return typst.compile(
        TEMPLATE,
        root=PACKAGE,
        format="pdf",
        font_paths=[folder] if folder else [],
        sys_inputs={"content": json.dumps(_content(sheet), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=sheet.at.replace(microsecond=0),
    )


def _content(sheet: Sheet) -> dict[str, object]:
    kept = asdict(sheet) | {"right_to_left": sheet.language in RIGHT_TO_LEFT}
    return {name: value for name, value in kept.items() if name != "at"}


def filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that say something."""
    return tuple(
        part for part in parts if part.paragraphs or part.points or part.dated or part.pairs or part.rows or part.blanks
    )
