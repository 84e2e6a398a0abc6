"""Gathers the words of the interface for translation: `make messages`. What is translated stays, what is gone goes.

Needs no system tool: Django turns a template into something Python-like, and Babel reads Python.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[2] / "src" / "percutis" / "web"
URDU = WEB / "locale" / "ur" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEAD = """\
# The interface in Urdu. Clinical wording is not here: it stands in the edition's texts.
# Not yet reviewed by a clinician or a second speaker. Gathered by `make messages`."""
WRITTEN = datetime(2026, 11, 22, tzinfo=UTC)  # a day of its own, so that the same words give the same file
Words = tuple[str | None, str | tuple[str, str]]


def words() -> dict[Words, str]:
    """Every message of the interface with its context, and the file in which it is first said."""
    found: dict[Words, str] = {}
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html")]):
        if "migrations" not in path.parts:
            for said in _words_of(path):
                found.setdefault(said, path.relative_to(WEB).as_posix())
    return found


def _words_of(path: Path) -> Iterator[Words]:
    text = path.read_text()
    if path.suffix == ".html":
        text = templatize(text, origin=str(path))
    for _line, function, given, _comments in extract_python(
        BytesIO(text.encode()), set(KEYWORDS), (), {"encoding": "utf-8"}
    ):
        parts = [part for part in (given if isinstance(given, tuple) else (given,)) if isinstance(part, str)]
        if not parts:
            continue
        context = parts.pop(0) if "pgettext" in function else None
        is_plural = "ngettext" in function or "npgettext" in function
        if is_plural and len(parts) > 1:
            yield context, (parts[0], parts[1])
        elif parts:
            yield context, parts[0]


def kept(path: Path = URDU) -> Catalog:
    """The translations as they stand."""
    with path.open("rb") as file:
        return read_po(file, locale="ur", charset="utf-8")


def gathered(*others: Catalog) -> Catalog:
    """The catalogue of today's words, translated as far as the kept one or the others translate them."""
    before = (kept(), *others)
    catalog = Catalog(
        "ur", project="Percutis", header_comment=HEAD, charset="utf-8", fuzzy=False, creation_date=WRITTEN
    )
    for (context, said), place in sorted(words().items(), key=lambda item: (item[1], str(item[0]))):
        catalog.add(said, _translation(said, context, before), context=context, auto_comments=[place])
    return catalog


def _translation(said: str | tuple[str, str], context: str | None, catalogs: tuple[Catalog, ...]) -> object:
    first = said[0] if isinstance(said, tuple) else said
    for catalog in catalogs:
        found = catalog.get(first, context)
        if found is None or not found.string or (isinstance(found.string, tuple) and not any(found.string)):
            continue
        if isinstance(said, tuple):
            return found.string if isinstance(found.string, tuple) else (found.string, found.string)
        return found.string[0] if isinstance(found.string, tuple) else found.string
    return ("", "") if isinstance(said, tuple) else ""


def missing(catalog: Catalog) -> list[Message]:
    """The messages without a translation."""
    return [one for one in catalog if one.id and not (one.string if isinstance(one.string, str) else all(one.string))]


def write(catalog: Catalog) -> None:
    """The catalogue to its file."""
    with URDU.open("wb") as file:
        write_po(file, catalog, width=120)


if __name__ == "__main__":
    catalog = gathered()
    write(catalog)
    print(f"{len(catalog)} messages, {len(missing(catalog))} without an Urdu translation")  # noqa: T201
