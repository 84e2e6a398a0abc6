"""Turns an edition's YAML files into checked values. Slow and strict; `percutis.protocol.load` keeps what comes out."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts, Wording
from percutis.domain.errors import InputError, Problem
from percutis.protocol.yaml_file import read_yaml

NOT_SECTIONS = ("ledger",)


def _read(path: Path) -> dict[str, Any]:
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise InputError((Problem(path.name, f"a {type(content).__name__}", "a mapping: keys with their values"),))
    return content


def compile_edition(folder: Path) -> Edition:
    """The edition in `folder`, every line checked against its type.

    Raises:
        InputError: its files break the schema; every problem is named with its file and place.
    """
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
        return TypeAdapter(Edition).validate_python(merged)
    except ValidationError as error:
        raise InputError(tuple(_problems(error, merged))) from error


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


def compile_texts(folder: Path) -> Texts:
    """The wording in one language's folder; it is reviewed when every file of it is.

    Raises:
        InputError: a file is not a mapping of keys to texts; every problem is named.
    """
    reviewed = True
    wording: dict[str, Wording] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        content = _read(path)
        reviewed = bool(content.pop("reviewed", False)) and reviewed
        for key, text in content.items():
            with _gathering(problems):
                wording[f"{path.stem}.{key}"] = _wording(text, f"texts/{folder.name}/{path.name} {key}")
    if problems:
        raise InputError(tuple(problems))
    return Texts(language=folder.name, reviewed=reviewed, wording=wording)


@contextmanager
def _gathering(problems: list[Problem]) -> Iterator[None]:
    """Keeps the problems of one text, so that the next is still looked at."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems)


def _wording(text: Any, place: str) -> Wording:
    match text:
        case str():
            return Wording(text, text)
        case {"clinician": str(clinician), **others} if set(others) <= {"patient"}:
            patient = others.get("patient")
            if patient is None or isinstance(patient, str):
                return Wording(clinician, patient)
    raise InputError.one(place, str(text)[:80], "a sentence, or a sentence each for clinician and patient (null: none)")
