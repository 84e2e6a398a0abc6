"""Of a hundred people like you: a published share, with its interval drawn and said."""

from dataclasses import dataclass

from percutis.domain.edition.texts import Register, Texts
from percutis.domain.outcome import ExpectedOutcome
from percutis.interop.wording import number, say, say_to_patient

ACROSS, GAP, FIRST = 10, 15, 8


@dataclass(frozen=True, slots=True)
class Person:
    """One of the hundred."""

    x: int
    y: int
    kind: str


@dataclass(frozen=True, slots=True)
class IconArray:
    """A hundred people, and the words for them."""

    people: tuple[Person, ...]
    of_100: str
    low: str
    high: str
    sentence: str
    sources: tuple[str, ...]
    rule: str
    evidence: str
    patients: int | None


def icon_array(outcome: ExpectedOutcome, texts: Texts, register: Register = "clinician") -> IconArray | None:
    """The array of a published share; None where the outcome is no share, or has no words for the reader."""
    sentence = say(outcome.text, texts) if register == "clinician" else say_to_patient(outcome.text, texts)
    if outcome.of_100 is None or sentence is None:
        return None
    ends = outcome.of_100_interval
    sure = ends.low if ends else outcome.of_100
    possible = ends.high if ends else outcome.of_100
    kinds = ("person-harm", "person-harm-maybe") if outcome.harm else ("person-yes", "person-maybe")
    return IconArray(
        people=tuple(_person(place, sure, possible, kinds) for place in range(100)),
        of_100=f"{round(outcome.of_100)}",
        low=number(ends.low) if ends else "",
        high=number(ends.high) if ends else "",
        sentence=sentence,
        sources=tuple(cite.key for cite in outcome.cites),
        rule=outcome.rule,
        evidence=outcome.evidence.value,
        patients=outcome.patients,
    )


def _person(place: int, sure: float, possible: float, kinds: tuple[str, str]) -> Person:
    kind = kinds[0] if place < round(sure) else kinds[1] if place < round(possible) else ""
    return Person(FIRST + place % ACROSS * GAP, FIRST + place // ACROSS * GAP, f"person {kind}".strip())
