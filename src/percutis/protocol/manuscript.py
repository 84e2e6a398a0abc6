"""An edition with all that belongs to it: wording, sources, ledger, and where each line stands in its files.

Planning needs the edition alone; checking, showing and printing the protocol need the whole manuscript.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem
from percutis.protocol.lines import entry_lines, text_lines
from percutis.protocol.load import LATEST, edition_folder, languages, load_edition, load_texts
from percutis.protocol.sources import INSTALLED, Source, by_any_key, read_sources
from percutis.protocol.yaml_file import read_yaml


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """Everything an edition consists of. `sources` knows every work also under its earlier keys.

    `ledger` holds each row of the evidence dossiers: None where it is encoded, else the reason why it is left out.
    """

    folder: Path
    edition: Edition
    texts: dict[str, Texts]
    bibliography: Path
    ledger: dict[str, str | None]

    @cached_property
    def works(self) -> dict[str, Source]:
        """Every source by its key."""
        return read_sources(self.bibliography)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its key and by its earlier keys."""
        return by_any_key(self.works)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every cited line, in file order."""
        return tuple(self.edition.entries())

    @cached_property
    def sections(self) -> dict[str, str]:
        """The section of the edition that each entry stands in, by id."""
        return {entry.id: name for name, entry in _by_section(self.edition)}

    @cached_property
    def lines(self) -> dict[str, str]:
        """File and line of each entry and finding."""
        return entry_lines(self.folder)

    @cached_property
    def text_lines(self) -> dict[str, dict[str, str]]:
        """File and line of each text, by language and key."""
        return {language: text_lines(self.folder / "texts" / language) for language in self.texts}

    def place(self, entry: Entry, path: str = "") -> str:
        """Where a part of an entry stands: `assessment.yaml:120 isotretinoin_recent.trigger.finding`."""
        return f"{self.lines.get(entry.id, entry.file + '.yaml')} {'.'.join(part for part in (entry.id, path) if part)}"

    def text_place(self, language: str, key: str) -> str:
        """Where a text stands, or where it should: `texts/ur/assessment.yaml:40 isotretinoin_recent`."""
        file, _, name = key.partition(".")
        line = self.text_lines.get(language, {}).get(key, f"{file}.yaml")
        return f"texts/{language}/{line} {name}"


def read_manuscript(name: str = LATEST) -> Manuscript:
    """The manuscript of an installed edition, or of a folder laid out like one (sources.bib two folders above it).

    Raises:
        InputError: no such edition, or files that cannot be read.
    """
    folder = edition_folder(name)
    if not (folder / "texts" / "en").is_dir():
        raise InputError(
            (Problem(f"{folder.name}/texts", "no folder en", "a folder for each language, English among them"),)
        )
    beside = folder.resolve().parent.parent / "sources.bib"
    return Manuscript(
        folder=folder,
        edition=load_edition(name),
        texts={language: load_texts(name, language) for language in languages(name)},
        bibliography=beside if beside.is_file() else INSTALLED,
        ledger=_ledger(folder / "ledger.yaml"),
    )


def _ledger(path: Path) -> dict[str, str | None]:
    content: Any = read_yaml(path) if path.is_file() else {"rows": {}}
    if not isinstance(content, dict) or not isinstance(content.get("rows"), dict):
        raise InputError((Problem(path.name, "no rows", "rows: each with null or a reason"),))
    return {str(row): reason for row, reason in content["rows"].items()}


def _by_section(edition: Edition) -> Iterator[tuple[str, Entry]]:
    for name in (field.name for field in fields(edition)):
        value = getattr(edition, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Entry):
                yield name, item
                yield from (("uses", use) for use in getattr(item, "uses", ()))
