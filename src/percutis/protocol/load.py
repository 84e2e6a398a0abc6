"""Reads an edition from its files. Parsing thousands of lines of YAML takes longer than planning a course, so the
checked result is kept, compiled to JSON, in the user's cache under the digest of the files; a changed file misses it.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts, Wording
from percutis.domain.errors import InputError, Problem

EDITIONS = Path(__file__).parent / "editions"
TYPES = Path(__file__).parent.parent / "domain" / "edition"
LATEST = "2026.1"
NOT_SECTIONS = ("ledger",)


def edition_names() -> list[str]:
    """The editions that this installation holds, oldest first."""
    return sorted(path.name for path in EDITIONS.iterdir() if (path / "edition.yaml").is_file())


@cache
def load_edition(name: str = LATEST) -> Edition:
    """The edition called `name`.

    Raises:
        InputError: no such edition, or its files break the schema; every problem is named with its file and place.
    """
    return _edition_adapter().validate_json(_compiled(edition_folder(name)))


@lru_cache
def _edition_adapter() -> TypeAdapter[Edition]:
    return TypeAdapter(Edition)


@cache
def load_texts(name: str = LATEST, language: str = "en") -> Texts:
    """The wording of an edition in `language`: keys are `<file>.<entry id>`.

    Raises:
        InputError: the edition has no such language.
    """
    folder = edition_folder(name) / "texts" / language
    if not folder.is_dir():
        raise InputError.one("language", language, " or ".join(languages(name)))
    wording = json.loads(_cached(folder, lambda: _compile_texts(folder)))
    return Texts(
        language=language,
        reviewed=wording.pop("reviewed"),
        wording={key: Wording(*value) for key, value in wording.items()},
    )


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


def _compiled(folder: Path) -> bytes:
    return _cached(folder, lambda: _compile_edition(folder))


def _cached(folder: Path, compile_files: Callable[[], bytes]) -> bytes:
    """The compiled form of a folder's YAML files, from the cache where the digest of files and types is known."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in (*sorted(TYPES.glob("*.py")), *sorted(folder.glob("*.yaml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    kept = _cache_folder() / f"{digest.hexdigest()}.json"
    with suppress(OSError):
        return kept.read_bytes()
    compiled = compile_files()
    with suppress(OSError):
        _write_whole(kept, compiled)
    return compiled


def _cache_folder() -> Path:
    return user_cache_path("percutis")


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and rename, so that no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)


def _read(path: Path) -> dict[str, Any]:
    from percutis.protocol.yaml_file import read_yaml  # only on a cache miss: YAML is slow to import

    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise InputError.one(path.name, f"a {type(content).__name__}", "a mapping: keys with their values")
    return content


def _compile_edition(folder: Path) -> bytes:
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in NOT_SECTIONS:
            continue
        content = _read(path)
        checked = content.pop("checked", None)
        for section, value in content.items():
            prepared = _prepare(value, path.stem, checked)
            if isinstance(value, list) and isinstance(merged.get(section), list):
                merged[section].extend(prepared)
            else:
                merged[section] = prepared
    try:
        edition = _edition_adapter().validate_python(merged)
    except ValidationError as error:
        raise InputError(tuple(_problems(error, merged))) from error
    return _edition_adapter().dump_json(edition)


def _prepare(value: Any, file: str, checked: Any) -> Any:
    """Spell out the shorthands of the files: cites as strings, the file and its checked date."""
    if isinstance(value, list):
        return [_prepare(item, file, checked) for item in value]
    if not isinstance(value, dict):
        return value
    entry = {key: _prepare(item, file, checked) for key, item in value.items()}
    if isinstance(entry.get("cites"), list):
        entry["cites"] = [_cite(cite) for cite in entry["cites"]]
        if "id" in entry:
            entry.setdefault("checked", checked)
            entry.setdefault("file", file)
    return entry


def _cite(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    key, _, place = text.partition("@")
    return {"key": key.strip(), "at": place.strip() or None}


def _problems(error: ValidationError, merged: dict[str, Any]) -> Iterator[Problem]:
    for item in error.errors():
        yield Problem(_place(merged, item["loc"]), str(item["input"])[:80], item["msg"])


def _place(merged: dict[str, Any], loc: tuple[int | str, ...]) -> str:
    """`rules.3.action` as `assessment.yaml rules.3.action (isotretinoin_recent)`, as far as the entry tells."""
    place = ".".join(str(part) for part in loc)
    with suppress(KeyError, IndexError, TypeError, AttributeError):
        entry = merged[str(loc[0])][loc[1]]
        file = f"{entry['file']}.yaml " if "file" in entry else ""
        return f"{file}{place} ({entry.get('id') or entry.get('code') or 'no id'})"
    return place


def _compile_texts(folder: Path) -> bytes:
    wording: dict[str, Any] = {"reviewed": True}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        content = _read(path)
        wording["reviewed"] = content.pop("reviewed", False) and wording["reviewed"]
        for key, text in content.items():
            with _gathering(problems):
                wording[f"{path.stem}.{key}"] = _registers(text, f"texts/{folder.name}/{path.name} {key}")
    if problems:
        raise InputError(tuple(problems))
    return json.dumps(wording, ensure_ascii=False).encode()


@contextmanager
def _gathering(problems: list[Problem]) -> Iterator[None]:
    """Keeps the problems of one text, so that the next is still looked at."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems)


def _registers(text: Any, place: str) -> list[str | None]:
    match text:
        case str():
            return [text, text]
        case {"clinician": str(clinician), **others} if set(others) <= {"patient"}:
            patient = others.get("patient")
            if patient is None or isinstance(patient, str):
                return [clinician, patient]
    raise InputError.one(place, str(text)[:80], "a sentence, or a sentence each for clinician and patient (null: none)")
