"""Words for people: sentences filled, labels looked up, dates and numbers written the way a language writes them.

In a right-to-left line a number with its unit is isolated, or `1.5 mm` would be read as `mm 1.5`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from percutis.domain.decision import Sentence, Value
from percutis.domain.edition.texts import Register, Texts

RIGHT_TO_LEFT = ("ur",)
ISOLATE, END_ISOLATE = "\u2066", "\u2069"
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_UNIT = r"(?:mm|cm²|cm|mg/kg|mg|µg|kg|g|ml|%|°C|nm)(?![A-Za-z²])"
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_QUANTITY = re.compile(rf"(?:SPF )?[<>≤≥±~+]?{_NUMBER}(?:\s?[–-]\s?{_NUMBER})?\+?(?:\s?{_UNIT})?")


def say(sentence: Sentence, texts: Texts, register: Register = "clinician") -> str:
    """The sentence as text. What a patient has no text for is said as to a clinician: see `say_to_patient`."""
    found = texts.wording.get(sentence.key)
    if found is None:
        return _plain(sentence.key)
    template = found.patient if register == "patient" and found.patient else found.clinician
    holes = _Holes({name: write(value, texts, register) for name, value in sentence.values})
    said = template.format_map(holes)
    return isolated(_capital(said) if template.startswith("{") else said, texts)


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
        return found.patient if register == "patient" and found.patient else found.clinician
    return _plain(value) if value.startswith("labels.") else value


def _plain(key: str) -> str:
    """The last part of a key as words: for a code that no text names yet."""
    return key.rpartition(".")[2].replace("_", " ")


def listed(words: Iterable[str], texts: Texts) -> str:
    """Words joined by the comma of the language."""
    return ("، " if is_right_to_left(texts) else ", ").join(words)


def number(value: float) -> str:
    """A number without needless zeros: 1.0 as "1", 0.25 as "0.25"."""
    return f"{round(value, 3):g}" if abs(value) < 1e6 else f"{value:.0f}"


def day(value: date, texts: Texts) -> str:
    """A date in words: "20 February 2027"."""
    return f"{value.day} {_month(value, texts)} {value.year}"


def day_of_week(value: date, texts: Texts) -> str:
    """A date with its weekday: "Saturday 20 February 2027"."""
    name = label("day", DAYS[value.weekday()], texts)
    return f"{_capital(name)}{'،' if is_right_to_left(texts) else ''} {day(value, texts)}"


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
    return _capital(label("month", MONTHS[value.month - 1], texts))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def is_right_to_left(texts: Texts) -> bool:
    """Whether the language is written from the right."""
    return texts.language in RIGHT_TO_LEFT


def isolated(text: str, texts: Texts) -> str:
    """The text with every quantity isolated left-to-right, where the language runs from the right."""
    if not is_right_to_left(texts) or ISOLATE in text:
        return text
    return _QUANTITY.sub(lambda found: _isolate(found[0]), text)


def _isolate(quantity: str) -> str:
    return quantity if quantity.isdigit() else f"{ISOLATE}{quantity}{END_ISOLATE}"
