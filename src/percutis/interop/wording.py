"""Words for people: sentences filled, labels looked up, dates and numbers written the way a language writes them.

In a right-to-left line whatever is Latin is isolated: else `1.5 mm` is read as `mm 1.5`, and a list of Latin names runs
the wrong way, commas and all.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from percutis.domain.decision import Sentence, Value
from percutis.domain.edition.texts import Register, Texts

RIGHT_TO_LEFT = ("ur",)
ISOLATE, FIRST_STRONG_ISOLATE, END_ISOLATE = "\u2066", "\u2068", "\u2069"
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
MOST_TEXTS = 4096  # kept in memory with their marks
_UNIT = r"(?:mm|cm²|cm|m[gL]/kg|[mµ]g/mL|mL/min|mg|µg|kg|g|ml|mL|%|°C|nm|CFR)(?![A-Za-z²])"  # `21 CFR` is a law
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_COUNT = rf"[<>≤≥±~+]?{_NUMBER}(?:\s?[–-]\s?{_NUMBER})*\+?"
_TELEPHONE = r"\+\d+(?: \d+)+"
_WORD = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9²]*(?:[-./&'’_+@][A-Za-zÀ-ɏ0-9²]+)*"
_RANGE = r"(?!\s(?:سے|تا)\s\d)"  # `roller 0.5 سے 1.5 mm`: the number belongs to the range, not to the word
_OF_THE_WORD = r"(?=\s?(?:[،؛۔:)(./,]|$|تک|یا|سے))"  # `UV index 6 تک`, yet in `retinoid 7 دن` the 7 counts the days
_MEASURED = rf"(?:{_COUNT}\s?{_UNIT}|SPF {_COUNT})"
_LATIN = rf"(?:{_MEASURED}(?=[\s/]+{_WORD})|{_MEASURED}{_RANGE}|(?>{_COUNT}){_RANGE}{_OF_THE_WORD}|{_WORD})"
_BETWEEN = r"(?:\s?[/&+×]\s?|[.,]?\s)"
_RUN = re.compile(
    rf"[{ISOLATE}{FIRST_STRONG_ISOLATE}][^{END_ISOLATE}]*{END_ISOLATE}|{_TELEPHONE}"
    rf"|(?:{_MEASURED}|{_WORD})(?:{_BETWEEN}{_LATIN})*|{_COUNT}"
)


def say(sentence: Sentence, texts: Texts, register: Register = "clinician") -> str:
    """The sentence as text. What a patient has no text for is said as to a clinician: see `say_to_patient`."""
    found = texts.wording.get(sentence.key)
    if found is None:
        return _plain(sentence.key)
    template = found.patient if register == "patient" and found.patient else found.clinician
    holes = _Holes({name: write(value, texts, register) for name, value in sentence.values})
    said = template.format_map(holes)
    return isolated(capital(said) if template.startswith("{") else said, texts)


def say_to_patient(sentence: Sentence, texts: Texts) -> str | None:
    """The sentence as a patient may read it; None where a patient never sees it (settings, doses, limits)."""
    found = texts.wording.get(sentence.key)
    return say(sentence, texts, "patient") if found and found.patient else None


class _Holes(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def write(value: Value, texts: Texts, register: Register = "clinician") -> str:
    """One value for a hole: label keys as labels, dates in words, numbers without needless zeros."""
    match value:
        case datetime():
            return moment(value, texts)
        case date():
            return day(value, texts)
        case tuple():
            return listed((write(item, texts, register) for item in value), texts)
        case bool():
            return str(value).lower()
        case int() | float():
            return number(value)
        case str():
            return _labelled(value, texts, register)


def label(kind: str, code: str, texts: Texts, register: Register = "clinician") -> str:
    """The name of a word of the vocabulary, e.g. `zone`, `cheek_left`: "left cheek"."""
    return _labelled(f"labels.{kind}.{code}", texts, register)


def labels(kind: str, codes: Iterable[str], texts: Texts, register: Register = "clinician") -> str:
    """The names of several words, joined as the language joins them."""
    return listed((label(kind, code, texts, register) for code in codes), texts)


def _labelled(value: str, texts: Texts, register: Register) -> str:
    found = texts.wording.get(value) or texts.wording.get(f"labels.{value}")
    if found:
        return isolated(found.patient if register == "patient" and found.patient else found.clinician, texts)
    return _plain(value) if value.startswith("labels.") else value


def _plain(key: str) -> str:
    """The last part of a key as words: for a code that no text names yet."""
    return key.rpartition(".")[2].replace("_", " ")


def listed(words: Iterable[str], texts: Texts) -> str:
    """Words joined by the comma of the language."""
    return comma(texts).join(isolated(word, texts) for word in words)


def comma(texts: Texts) -> str:
    """The comma of the language, and the space behind it."""
    return "، " if is_right_to_left(texts) else ", "


def number(value: float) -> str:
    """A number without needless zeros: 1.0 as "1", 0.25 as "0.25"."""
    return f"{round(value, 3):g}" if abs(value) < 1e6 else f"{value:.0f}"


def day(value: date, texts: Texts) -> str:
    """A date in words: "20 February 2027"."""
    return f"{value.day} {_month(value, texts)} {value.year}"


def day_of_week(value: date, texts: Texts) -> str:
    """A date with its weekday: "Saturday 20 February 2027"."""
    name = label("day", DAYS[value.weekday()], texts)
    return f"{capital(name)}{'،' if is_right_to_left(texts) else ''} {day(value, texts)}"


def days(start: date, until: date | None, texts: Texts) -> str:
    """A date, or the span of two dates, each part said once."""
    if until is None or until == start:
        return day(start, texts)
    to = " سے " if is_right_to_left(texts) else " to "
    if start.year != until.year:
        return f"{day(start, texts)}{to}{day(until, texts)}"
    if start.month != until.month:
        return f"{start.day} {_month(start, texts)}{to}{day(until, texts)}"
    return f"{start.day}{to}{day(until, texts)}"


def moments(start: date, until: date | None, texts: Texts) -> str:
    """From when until when, with the time of day where it is known and each part said once."""
    if until is None or until == start:
        return write(start, texts)
    to = " سے " if is_right_to_left(texts) else " to "
    if isinstance(start, datetime) and isinstance(until, datetime) and start.date() == until.date():
        return f"{moment(start, texts)}{to}{until:%H:%M}"
    if not isinstance(start, datetime) and not isinstance(until, datetime):
        return days(start, until, texts)
    return (
        f"{_without_year(start, texts) if start.year == until.year else write(start, texts)}{to}{write(until, texts)}"
    )


def _without_year(value: date, texts: Texts) -> str:
    named = f"{value.day} {_month(value, texts)}"
    return listed((named, f"{value:%H:%M}"), texts) if isinstance(value, datetime) else named


def moment(value: datetime, texts: Texts) -> str:
    """A date and its time: "8 December 2026, 15:40"."""
    return listed((day(value, texts), f"{value:%H:%M}"), texts)


def _month(value: date, texts: Texts) -> str:
    return capital(label("month", MONTHS[value.month - 1], texts))


def capital(word: str) -> str:
    """The word with a capital first, also where it is isolated."""
    first = 1 if word.startswith(ISOLATE) else 0
    return word[:first] + word[first : first + 1].upper() + word[first + 1 :]


def is_right_to_left(texts: Texts) -> bool:
    """Whether the language is written from the right."""
    return texts.language in RIGHT_TO_LEFT


def isolated(text: str, texts: Texts) -> str:
    """The text with every Latin run and every quantity isolated left-to-right, where the language runs from the right:
    a run is Latin words with the numbers, units and spaces between them. What is isolated already stays as it is.
    """
    return marked(text) if is_right_to_left(texts) else text


@lru_cache(maxsize=MOST_TEXTS)
def marked(text: str) -> str:
    """The text for a line that runs from the right."""
    return _RUN.sub(lambda found: _isolate(found[0]), text)


def as_written(text: str) -> str:
    """What somebody wrote, in the direction of its own first letter, whatever runs around it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}" if text else ""


def left_to_right(text: str) -> str:
    """A telephone number or a code that keeps its direction in any language; nothing stays nothing."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if text else ""


def _isolate(run: str) -> str:
    return run if run.isdigit() or run.endswith(END_ISOLATE) else f"{ISOLATE}{run}{END_ISOLATE}"
