"""The editions of this installation, by name. Parsing thousands of lines of YAML takes longer than planning a course,
so the checked result is kept (`percutis.protocol.kept`); a changed file, or a changed type of the domain, misses it.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.protocol.kept import kept

EDITIONS = Path(__file__).parent / "editions"
LATEST = "2026.1"


def edition_names() -> list[str]:
    """The editions that this installation holds, oldest first."""
    return sorted(path.name for path in EDITIONS.iterdir() if (path / "edition.yaml").is_file())


@cache
def load_edition(name: str = LATEST) -> Edition:
    """The edition called `name`.

    Raises:
        InputError: no such edition, or its files break the schema; every problem is named with its file and place.
    """
    folder = edition_folder(name)
    return kept(f"edition-{folder.name}", _sources(folder), Edition, lambda: _compile_edition(folder))


@cache
def load_texts(name: str = LATEST, language: str = "en") -> Texts:
    """The wording of an edition in `language`: keys are `<file>.<entry id>`.

    Raises:
        InputError: the edition has no such language.
    """
    if language not in languages(name):  # a word, never a way through folders
        raise InputError.one("language", language, " or ".join(languages(name)))
    folder = edition_folder(name) / "texts" / language
    return kept(f"texts-{language}", _sources(folder), Texts, lambda: _compile_texts(folder))


def languages(name: str = LATEST) -> list[str]:
    """The languages an edition is worded in."""
    return sorted(path.name for path in (edition_folder(name) / "texts").iterdir() if path.is_dir())


def edition_folder(name: str) -> Path:
    """The folder of an installed edition, or the folder that `name` itself leads to.

    Raises:
        InputError: `name` is neither.
    """
    for folder in (EDITIONS / name, Path(name)):
        if (folder / "edition.yaml").is_file():
            return folder
    raise InputError.one("edition", name, f"{', '.join(edition_names())}, or a folder that holds an edition.yaml")


def _sources(folder: Path) -> Iterator[Path]:
    """The files that a compiled folder depends on: its own, and the code that gives them their shape."""
    here = Path(__file__).parent
    yield from (here / "compile.py", here.parent / "domain" / "words.py")
    yield from sorted((here.parent / "domain" / "edition").glob("*.py"))
    yield from sorted(folder.glob("*.yaml"))


def _compile_edition(folder: Path) -> Edition:
    from percutis.protocol.compile import compile_edition  # only on a miss: YAML and the schema are slow to import

    return compile_edition(folder)


def _compile_texts(folder: Path) -> Texts:
    from percutis.protocol.compile import compile_texts

    return compile_texts(folder)
