"""Answers as JSON, the shape that the public contract promises: what a program reads is what the page shows."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from percutis.domain.decision import Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.rules import Effects
from percutis.domain.edition.texts import Register, Texts
from percutis.interop.wording import label, say, say_to_patient

# By the name of the class: importing every answer to print one would cost the command line its quick start.
RENAMED = {"Task": {"start": "from"}, "HealingPhase": {"start": "from"}, "ToDo": {"audience": "for"}}
Json = dict[str, Any]


def as_json(answer: object, texts: Texts, register: Register = "clinician", *, status: str | None = None) -> Json:
    """The answer as a mapping of plain values; sentences are worded in the language of `texts`.

    `wording_reviewed` says whether a clinician has approved the language's wording. Sources are keys; where in the
    source stands in `cites_at`. For the register `patient`, a sentence that a patient never sees is null. `status` is
    the edition's, for an answer that does not carry it.
    """
    found = _mapping(answer, texts, register)
    if "expected" in found:
        found["expected"] = {"outcomes": found["expected"]}
    said = notice(status or str(getattr(answer, "edition_status", "approved")), texts, register)
    wording = {"language": texts.language, "wording_reviewed": texts.reviewed}
    return {"edition": found.pop("edition"), **({"notice": said} if said else {}), **found, **wording}


def notice(status: str, texts: Texts, register: Register = "clinician") -> str | None:
    """What every answer of an edition says until a medical director has approved it."""
    return None if status == "approved" else label("heading", f"{status}_edition", texts, register)


def _mapping(value: Any, texts: Texts, register: Register) -> Json:
    if getattr(value, "audience", "") == "patient" and say_to_patient(value.text, texts):
        register = "patient"  # what a patient is to do is worded for the patient, whoever reads the answer
    renamed = RENAMED.get(type(value).__name__, {})
    found = {renamed.get(name, name): _plain(getattr(value, name), texts, register) for name in _names(value)}
    places = [f"{cite.key} @ {cite.at}" for cite in getattr(value, "cites", ()) if cite.at]
    return {**found, "cites_at": places} if places else found


def _names(value: Any) -> Iterable[str]:
    """The fields of a decision, which is a dataclass or, where there are very many of it, a named tuple."""
    named: Iterable[str] = getattr(value, "_fields", ()) or (field.name for field in fields(value))
    return named


def _plain(value: Any, texts: Texts, register: Register) -> Any:
    match value:
        case Sentence():
            return say(value, texts) if register == "clinician" else say_to_patient(value, texts)
        case Cite():
            return value.key
        case Effects():
            changes = _mapping(value, texts, register)
            return {name: change for name, change in changes.items() if change not in (None, [], False)}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple() if hasattr(value, "_fields"):
            return _mapping(value, texts, register)
        case tuple() | list():
            return [_plain(item, texts, register) for item in value]
        case Mapping():
            return {str(key): _plain(item, texts, register) for key, item in value.items()}
        case _ if is_dataclass(value):
            return _mapping(value, texts, register)
        case _:
            return value
