"""FHIR's JSON, read whatever it holds: an element that is missing or misshapen reads as nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

LONGEST_WORDS = 80
LARGEST_NUMBER = 1e15


def mapping(value: Any) -> Json:
    """The mapping, empty where there is none."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """The items of a list; a single value stands for a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str | None:
    """The words of a text, on one line and printable; None where there are none."""
    if not isinstance(value, str):
        return None
    line = " ".join(value.split())
    return "".join(character for character in line if character.isprintable()) or None


def number(value: Any) -> float | None:
    """A finite number; None for anything else."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < LARGEST_NUMBER else None


def short(words: str) -> str:
    """Words cut to what fits into a sentence."""
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of one terminology (its URL, as written), with the words that the record shows for it."""

    system: str | None
    code: str | None
    display: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """What FHIR calls a CodeableConcept: codes that mean the same, and the words that a person wrote."""

    codes: tuple[Code, ...] = ()
    text: str | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording of it, the person's own first."""
        shown = (self.text, *(code.display for code in self.codes))
        return tuple(dict.fromkeys(words for words in shown if words))


def concept(value: Any) -> Concept:
    """The concept that an element holds; a bare text or a single coding is read as one."""
    if isinstance(value, str):
        return Concept((Code(None, text(value), None),), text(value))
    held = mapping(value)
    codings = listed(held.get("coding")) or ([held] if "code" in held else [])
    return Concept(tuple(_code(item) for item in codings if isinstance(item, dict)), text(held.get("text")))


def _code(held: Json) -> Code:
    return Code(text(held.get("system")), text(held.get("code")), text(held.get("display")))


def concepts(value: Any) -> Iterator[Concept]:
    """The concepts of an element that may repeat."""
    yield from (concept(item) for item in listed(value))


def word(value: Any) -> str | None:
    """A status: FHIR's code, which some versions wrap in a concept."""
    if isinstance(value, str):
        return text(value)
    return next((code.code for code in concept(value).codes if code.code), None)
