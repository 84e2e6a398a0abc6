"""The kinds of value that a field of a file may hold. Each refuses with what is allowed, and coerces nothing.

What an edition or the day asked decides (words, dates) is looked up in the `Reading` that pydantic carries.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from percutis.domain.edition.basis import add_months
from percutis.domain.edition.edition import Edition
from percutis.interop.files.words import NEVER_TREATED, Words, allowed_words, other_names

FIRST_YEAR, LAST_YEAR = 1850, 2199
OLDEST_YEARS = 120
MOST_AMOUNT = 100_000
LONGEST_TEXT = 200
WORDS = "x-words"
DAY = "a date such as 2026-11-22"
MOMENT = "a time with its offset such as 2026-12-08T15:40+05:00"
_JURISDICTION = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the checks of one file need: the edition, its words, the day asked, the birth date if known."""

    edition: Edition
    words: Words
    on: date | None
    born: date | None


def refused(allowed: str) -> PydanticCustomError:
    """The error of one field: what would be accepted there."""
    return PydanticCustomError("refused", "{allowed}", {"allowed": allowed})


def reading_of(info: ValidationInfo) -> Reading:
    """The reading that pydantic carries to a validator."""
    if not isinstance(info.context, Reading):
        raise TypeError("a shape is validated with a Reading as its context")
    return info.context


def parse_day(value: object) -> date | None:
    """The date that is given, or that a text says; None where it is none between 1850 and 2199, or has a time."""
    found = _date_said(value) if isinstance(value, str) else value
    if not isinstance(found, date) or isinstance(found, datetime):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def parse_moment(value: object) -> datetime | None:
    """The moment that is given, or that a text says, with its offset; None where it is none or lacks the offset."""
    found = _moment_said(value) if isinstance(value, str) else value
    if not isinstance(found, datetime) or found.utcoffset() is None:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _date_said(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _moment_said(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: the check that refuses or returns it, and what to say when nothing was given.

    `described` is what a JSON Schema can say of it; under `x-words` stands the list of the vocabulary to choose from.
    """

    check: Callable[[Any, ValidationInfo], Any]
    allowed: str
    described: tuple[tuple[str, Any], ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "description": self.allowed, **dict(self.described)}


def _word(kind: str) -> Kind:
    def check(value: Any, info: ValidationInfo) -> str:
        reading = reading_of(info)
        words = reading.words[kind]
        if not isinstance(value, str) or value not in words:
            raise refused(allowed_words(kind, words, value, other_names(kind, reading.edition)))
        return value

    return Kind(check, f"a {kind.replace('_', ' ')} of the vocabulary", ((WORDS, kind),))


def _treated_zone(value: Any, info: ValidationInfo) -> str:
    edition = reading_of(info).edition
    treated = tuple(zone.id for zone in edition.zones if zone.group != "never")
    if isinstance(value, str) and value in edition.zone and value not in treated:
        raise refused(NEVER_TREATED)
    if not isinstance(value, str) or value not in treated:
        raise refused(allowed_words("zone", treated, value))
    return value


def _number(low: float, high: float, unit: str = "", *, above: bool = False) -> Kind:
    """A number from `low` to `high`; `above` leaves `low` itself out."""
    start = f"above {low:g}, at most {high:g}" if above else f"from {low:g} to {high:g}"
    allowed = f"a number {start} {unit}".rstrip()

    def check(value: Any, _info: ValidationInfo) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high or (above and value == low):  # what is no number lies nowhere
            raise refused(allowed)
        return float(value)

    return Kind(check, allowed, (("exclusiveMinimum" if above else "minimum", low), ("maximum", high)))


def _whole(low: int, high: int) -> Kind:
    allowed = f"a whole number from {low} to {high}"

    def check(value: Any, _info: ValidationInfo) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise refused(allowed)
        return value

    return Kind(check, allowed, (("minimum", low), ("maximum", high)))


def _day(value: Any, _info: ValidationInfo) -> date:
    found = parse_day(value)
    if found is None:
        raise refused(DAY)
    return found


def _past_day(value: Any, info: ValidationInfo) -> date:
    found, reading = _day(value, info), reading_of(info)
    if reading.on and found > reading.on:
        raise refused(f"{DAY}, not after the day asked ({reading.on})")
    if reading.born and found < reading.born:
        raise refused(f"{DAY}, not before the patient's birth ({reading.born})")
    return found


def _birth(value: Any, info: ValidationInfo) -> date:
    found, on = _day(value, info), reading_of(info).on
    if on and not found <= on <= add_months(found, 12 * OLDEST_YEARS):
        raise refused(f"{DAY}, not after the day asked ({on}) and at most {OLDEST_YEARS} years before it")
    return found


def _moment(value: Any, _info: ValidationInfo) -> datetime:
    found = parse_moment(value)
    if found is None:
        raise refused(MOMENT)
    return found


def _text(value: Any, _info: ValidationInfo) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT or _has_controls(value):
        raise refused(f"text of 1 to {LONGEST_TEXT} characters (a number in quotes)")
    return value.strip()


def _has_controls(text: str) -> bool:
    """Whether it holds control or surrogate characters; joiners, which Urdu needs, are neither."""
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def _jurisdiction(value: Any, _info: ValidationInfo) -> str:
    if not isinstance(value, str) or not re.fullmatch(_JURISDICTION, value):
        raise refused("an ISO 3166 code such as PK-ICT or US")
    return value


def _flag(value: Any, _info: ValidationInfo) -> bool:
    if not isinstance(value, bool):
        raise refused("true or false")
    return value


def _timezone(value: Any, _info: ValidationInfo) -> str:
    from zoneinfo import ZoneInfo

    try:
        return str(ZoneInfo(value))
    except (LookupError, ValueError, TypeError, AttributeError, OSError):
        raise refused("an IANA time zone such as Asia/Karachi") from None


Finding = Annotated[str, _word("finding")]
Status = Annotated[str, _word("status")]
Sex = Annotated[str, _word("sex")]
SkinType = Annotated[str, _word("skin_type")]
Role = Annotated[str, _word("role")]
Physician = Annotated[str, _word("physician")]
Concern = Annotated[str, _word("concern")]
Zone = Annotated[str, _word("zone")]
TreatedZone = Annotated[
    str, Kind(_treated_zone, "a zone of the vocabulary that may be treated", ((WORDS, "treated_zone"),))
]
Device = Annotated[str, _word("device")]
DeviceClass = Annotated[str, _word("device_class")]
Addition = Annotated[str, _word("addition")]
Anaesthetic = Annotated[str, _word("anaesthetic")]
Antiseptic = Annotated[str, _word("antiseptic")]
Scale = Annotated[str, _word("scale")]
Questionnaire = Annotated[str, _word("questionnaire")]
Rule = Annotated[str, _word("rule")]
Symptom = Annotated[str, _word("symptom")]
Trend = Annotated[str, _word("trend")]
Notice = Annotated[str, _word("notice")]
Consent = Annotated[str, _word("consent")]
Photographs = Annotated[str, _word("photographs")]

Text = Annotated[
    str, Kind(_text, f"text of 1 to {LONGEST_TEXT} characters", (("minLength", 1), ("maxLength", LONGEST_TEXT)))
]
Jurisdiction = Annotated[
    str, Kind(_jurisdiction, "an ISO 3166 code such as PK-ICT", (("pattern", f"^{_JURISDICTION}$"),))
]
Timezone = Annotated[str, Kind(_timezone, "an IANA time zone such as Asia/Karachi")]
Flag = Annotated[bool, Kind(_flag, "true or false")]

Day = Annotated[date, Kind(_day, DAY)]
PastDay = Annotated[date, Kind(_past_day, DAY)]
Birth = Annotated[date, Kind(_birth, DAY)]
Moment = Annotated[datetime, Kind(_moment, MOMENT)]

Depth = Annotated[float, _number(0, 10, "(mm)", above=True)]
Passes = Annotated[int, _whole(1, 50)]
Severity = Annotated[int, _whole(0, 10)]
Answer = Annotated[int, _whole(0, 4)]
Tubes = Annotated[int, _whole(0, 100)]
Weight = Annotated[float, _number(1, 400, "(kg)")]
Temperature = Annotated[float, _number(30, 45, "(°C)")]
Saturation = Annotated[float, _number(0, 100, "(%)")]
Amount = Annotated[float, _number(0, MOST_AMOUNT)]
Grade = Annotated[float, _number(0, 1000)]
Grams = Annotated[float, _number(0, 1000, "(g)")]
Area = Annotated[float, _number(0, 20_000, "(cm²)", above=True)]
Minutes = Annotated[float, _number(0, 1440, "(minutes)")]
Latitude = Annotated[float, _number(-90, 90, "(degrees north)")]
Longitude = Annotated[float, _number(-180, 180, "(degrees east)")]
Altitude = Annotated[float, _number(-430, 9000, "(metres above the sea)")]
