"""One thing that the doctor found, or looked at and found well."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave it is, the gravest first."""

    UNSAFE = "unsafe"  # somebody could read or change what is not theirs
    UNHEALTHY = "unhealthy"  # something stands still or could be lost
    NOTE = "note"  # worth knowing
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, in a sentence, and what to do."""

    level: Level
    about: str
    sentence: str
    todo: str = ""


def unsafe(about: str, sentence: str, todo: str) -> Finding:
    """Somebody could read or change what is not theirs."""
    return Finding(Level.UNSAFE, about, sentence, todo)


def unhealthy(about: str, sentence: str, todo: str) -> Finding:
    """Something stands still or could be lost."""
    return Finding(Level.UNHEALTHY, about, sentence, todo)


def note(about: str, sentence: str, todo: str = "") -> Finding:
    """Worth knowing."""
    return Finding(Level.NOTE, about, sentence, todo)


def well(about: str, sentence: str) -> Finding:
    """Looked at, and nothing to do."""
    return Finding(Level.WELL, about, sentence)
