"""Of a hundred people like you: a published share, with its interval drawn and said.

Ten rows of ten. Who is counted in every estimate is drawn full; who lies between the low and the high end is drawn
full up to the estimate and as an outline beyond it, both hatched; the rest stay pale.
"""

from dataclasses import dataclass

from percutis.domain.edition.texts import Register, Texts
from percutis.domain.outcome import ExpectedOutcome
from percutis.interop.wording import number, say, say_to_patient

ACROSS, WIDE, HIGH = 10, 20, 24
EVERYBODY = 100


@dataclass(frozen=True, slots=True)
class People:
    """A run of people of one kind (`sure`, `likely`, `possible`, `rest`), row by row, as one area to be filled."""

    kind: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class IconArray:
    """A hundred people, and the words for them."""

    id: str
    people: tuple[People, ...]
    is_harm: bool
    of_100: str
    is_below_one: bool
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
    ends, share = outcome.of_100_interval, round(outcome.of_100)
    low, high = (min(round(ends.low), share), max(round(ends.high), share)) if ends else (share, share)
    runs = (("sure", 0, low), ("likely", low, share), ("possible", share, high), ("rest", high, EVERYBODY))
    return IconArray(
        id=outcome.rule,
        people=tuple(People(kind, end - start, _area(start, end)) for kind, start, end in runs if end > start),
        is_harm=outcome.harm,
        of_100=f"{share}",
        is_below_one=share == 0 and outcome.of_100 > 0,
        low=number(ends.low) if ends else "",
        high=number(ends.high) if ends else "",
        sentence=sentence,
        sources=tuple(dict.fromkeys(cite.key for cite in outcome.cites)),
        rule=outcome.rule,
        evidence=outcome.evidence.value,
        patients=outcome.patients,
    )


def _area(start: int, end: int) -> str:
    """The places from `start` to before `end`, row by row, as rectangles."""
    said = ""
    for row in range(start // ACROSS, -(-end // ACROSS)):
        first, last = max(start, row * ACROSS), min(end, (row + 1) * ACROSS)
        x, width = (first - row * ACROSS) * WIDE, (last - first) * WIDE
        said += f"M{x} {row * HIGH}h{width}v{HIGH}h{-width}z"
    return said
