"""The sun: clear-sky UV index by hour for any place and day, its band, and the hours to stay in.

Clear sky is the safe default: clouds are never counted on. The coefficients stand in the edition.
"""

from dataclasses import dataclass
from datetime import date

from percutis.domain.edition.basis import Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class SunHour:
    """The clear-sky UV index at one local hour, `HH:MM`."""

    at: str
    uv_index: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SunDay:
    """One day's sun: hours with daylight, the maximum, its band and the local hours to stay in."""

    place: str
    on: date
    timezone: str
    hours: tuple[SunHour, ...]
    max: float
    band: str
    stay_in: tuple[tuple[str, str], ...]
    edition: str
    cites: tuple[Cite, ...]
