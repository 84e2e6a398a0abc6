"""A place as it is typed on a command line: a name the edition knows, or degrees and metres."""

from percutis.domain.edition.edition import Edition
from percutis.domain.errors import InputError, Problem
from percutis.domain.intake import Spot
from percutis.interop.files.words import allowed_words

LIMITS = (("latitude", -90.0, 90.0), ("longitude", -180.0, 180.0), ("altitude_m", -430.0, 9000.0))
DEGREES = "latitude,longitude[,altitude_m] in degrees and metres"


def parse_place(text: str, edition: Edition) -> Spot:
    """The spot that `Islamabad` or `33.69,73.05,540` names.

    Raises:
        InputError: a name the edition does not know, or numbers that are not on the earth.
    """
    known = edition.place.get(text.strip().casefold())
    if known:
        return Spot(
            latitude=known.latitude,
            longitude=known.longitude,
            altitude_m=known.altitude_m,
            name=known.name,
            timezone=known.timezone,
            monthly_noon_uv_index=known.monthly_noon_uv_index,
        )
    parts = text.split(",")
    if not 2 <= len(parts) <= len(LIMITS) or not any(_number(part) is not None for part in parts):
        names = tuple(place.name for place in edition.places)
        raise InputError.one("place", text, f"{allowed_words('place', names, parts[0])}, or {DEGREES}")
    found = _degrees(parts)
    return Spot(latitude=found["latitude"], longitude=found["longitude"], altitude_m=found.get("altitude_m", 0.0))


def _degrees(parts: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    problems: list[Problem] = []
    for part, (name, low, high) in zip(parts, LIMITS, strict=False):
        value = _number(part)
        if value is None or not low <= value <= high:
            problems.append(Problem(f"place.{name}", repr(part), f"a number from {low:g} to {high:g}"))
        else:
            found[name] = value
    if problems:
        raise InputError(tuple(problems))
    return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
