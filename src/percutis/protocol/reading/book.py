"""The book as one page that needs nothing else: no other host, no script to be readable, one file to send or print."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from percutis.protocol.manuscript import Manuscript
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.reading.speech import Speech
from percutis.protocol.reading.volume import bind

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER = Path(__file__).parent / "book"
HOLE = re.compile(r"\{([a-z0-9_]+)\}")
LATIN = re.compile(r"[<>≤≥±~+]?[A-Za-z0-9](?:[A-Za-z0-9 .,:;/@%°²µ+±_()–-]*[A-Za-z0-9%°²)])?")


def write_book(manuscript: Manuscript, language: str) -> str:
    """The edition as an HTML page in one of its languages."""
    captions = load_captions(language)
    speech = Speech(manuscript.texts[language], captions)
    return (
        _environment(captions.is_right_to_left)
        .get_template("book.html.jinja")
        .render(
            edition=manuscript.edition,
            texts=manuscript.texts[language],
            book=bind(manuscript, speech),
            caption=captions,
            word=speech.word,
            direction="rtl" if captions.is_right_to_left else "ltr",
            css=(FOLDER / "book.css").read_text(encoding="utf-8"),
            script=(FOLDER / "book.js").read_text(encoding="utf-8"),
        )
    )


@cache
def _environment(is_right_to_left: bool) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = _isolated if is_right_to_left else _with_holes
    return environment


def _with_holes(text: str) -> "Markup":
    """The text safe for a page, with its holes marked."""
    from markupsafe import Markup, escape

    return Markup(HOLE.sub(r'<i class="hole">\1</i>', str(escape(text))))  # noqa: S704 - escaped one line above


def _isolated(text: str) -> "Markup":
    """The same for a line that runs from the right: whatever is Latin keeps its own direction."""
    from markupsafe import Markup, escape

    pieces: list[str] = []
    end = 0
    for found in re.finditer(f"{HOLE.pattern}|{LATIN.pattern}", text):
        pieces.append(str(escape(text[end : found.start()])))
        pieces.append(f'<i class="hole">{found[1]}</i>' if found[1] else f'<bdi dir="ltr">{escape(found[0])}</bdi>')
        end = found.end()
    return Markup("".join([*pieces, str(escape(text[end:]))]))  # noqa: S704 - every piece is escaped
