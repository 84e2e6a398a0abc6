"""The sun: clear-sky UV index by hour for any place and day, its band, and the hours to stay in.

Clear sky is the safe default: clouds are never counted on. Where a published monthly maximum for the place is higher
than the model's noon, the day is scaled up to it. The coefficients stand in the edition.

UV index from the sun's height and ozone [madronich2007], sun's position [noaasolar], ozone [vanheuklon1979].
"""

from datetime import UTC, date, datetime, time, timedelta
from math import asin, cos, degrees, radians, sin, tan
from typing import NamedTuple
from zoneinfo import ZoneInfo

from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.sun import OzoneModel, UvBand
from percutis.domain.intake import Spot

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


class SunHour(NamedTuple):
    """The clear-sky UV index at one local hour, `HH:MM`."""

    at: str
    uv_index: float


class SunDay(NamedTuple):
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


class SessionSun(NamedTuple):
    """The clear-sky sun on the day of one session."""

    session: int
    on: date
    max: float
    band: str


class SunOutlook(NamedTuple):
    """The sun over the course at the patient's place; `sessions` empty when the place is not known."""

    place: str | None
    sessions: tuple[SessionSun, ...]
    cites: tuple[Cite, ...]


def sun_day(spot: Spot, on: date, edition: Edition, case: Case | None = None) -> SunDay:
    """The day's sun at a spot. Hours are local: the spot's time zone, else the mean solar time of its longitude.

    `case` tells for whom: the hours to stay in may depend on skin type.
    """
    scale = _scale(spot, on, edition)
    moments = [_local(spot, on, hour) for hour in range(24)]
    indexes = [round(scale * uv_index(spot, moment, edition), 1) for moment in moments]
    highest = noon_uv_index(spot, on, edition)
    band = band_of(highest, edition)
    return SunDay(
        place=spot.name or f"{spot.latitude:g},{spot.longitude:g}",
        on=on,
        timezone=spot.timezone or "solar",
        hours=tuple(SunHour(at=f"{h:02d}:00", uv_index=v) for h, v in enumerate(indexes) if v > 0),
        max=highest,
        band=band.band,
        stay_in=_stay_in(band, case),
        edition=edition.id,
        cites=_cites(edition, band),
    )


def noon_uv_index(spot: Spot, on: date, edition: Edition) -> float:
    """The day's clear-sky maximum, at true solar noon; Islamabad in June reaches about 13."""
    return round(_scale(spot, on, edition) * uv_index(spot, _solar_noon(spot, on), edition), 1)


def outlook(spot: Spot | None, days: tuple[date, ...], edition: Edition) -> SunOutlook:
    """The sun on each day of a course."""
    if spot is None:
        return SunOutlook(place=None, sessions=(), cites=())
    highest = [noon_uv_index(spot, day, edition) for day in days]
    return SunOutlook(
        place=spot.name or f"{spot.latitude:g},{spot.longitude:g}",
        sessions=tuple(
            SessionSun(session=n, on=day, max=uv, band=band_of(uv, edition).band)
            for n, (day, uv) in enumerate(zip(days, highest, strict=True), start=1)
        ),
        cites=edition.sun_model.cites,
    )


def highest(sun: SunOutlook | None) -> float | None:
    """The highest UV index of an outlook, as forecasts print it: to the whole number; None when it is not known."""
    return max((whole_index(day.max) for day in sun.sessions), default=None) if sun else None


def whole_index(uv: float) -> float:
    """A UV index as forecasts print it: 10.5 is 11."""
    return float(int(uv + 0.5))


def band_of(uv: float, edition: Edition) -> UvBand:
    """The band of a UV index, by its whole number as forecasts print it (5.5 is 6, high)."""
    whole = whole_index(uv)
    return max((band for band in edition.uv_bands if whole >= band.from_index), key=lambda band: band.from_index)


def uv_index(spot: Spot, moment: datetime, edition: Edition) -> float:
    """The clear-sky UV index at one moment; 0 when the sun is down."""
    cosine = _cosine_of_zenith(spot, moment)
    if cosine <= 0:
        return 0.0
    model = edition.sun_model
    ozone = _ozone_du(spot, moment.date(), edition)
    column = (ozone / model.ozone_reference_du) ** model.ozone_power
    height: float = 1 + model.per_km * max(0.0, spot.altitude_m) / 1000
    result: float = model.scale * cosine**model.power * column * height
    return result


def _scale(spot: Spot, on: date, edition: Edition) -> float:
    """How far a published monthly maximum lies above the model's noon in the middle of that month; never below 1."""
    published = spot.monthly_noon_uv_index[on.month - 1] if spot.monthly_noon_uv_index else None
    if published is None:
        return 1.0
    middle = uv_index(spot, _solar_noon(spot, on.replace(day=15)), edition)
    return max(1.0, published / middle) if middle > 0 else 1.0


def _stay_in(band: UvBand, case: Case | None) -> tuple[tuple[str, str], ...]:
    if band.stay_in is None or (case is not None and not band.when.applies(case)):
        return ()
    start, end = band.stay_in
    return ((f"{start:02d}:00", f"{end:02d}:00"),)


def _cites(edition: Edition, band: UvBand) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys((*edition.sun_model.cites, *band.cites)))


def _local(spot: Spot, on: date, hour: int) -> datetime:
    if spot.timezone:
        return datetime.combine(on, time(hour), ZoneInfo(spot.timezone)).astimezone(UTC)
    return datetime.combine(on, time(hour), UTC) - timedelta(hours=spot.longitude / 15)


def _solar_noon(spot: Spot, on: date) -> datetime:
    noon = datetime.combine(on, time(12), UTC) - timedelta(hours=spot.longitude / 15)
    return noon - timedelta(minutes=_sun(noon)[1])


def _sun(moment: datetime) -> tuple[float, float]:
    """The sun's declination (radians) and the equation of time (minutes) at a moment."""
    days = (moment - J2000).total_seconds() / 86400
    anomaly = radians((357.5291 + 0.98560028 * days) % 360)
    centre = 1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly)
    mean_longitude = (280.4665 + 0.98564736 * days) % 360
    longitude = radians(mean_longitude + centre)
    obliquity = radians(23.4393 - 3.563e-7 * days)
    declination = asin(sin(obliquity) * sin(longitude))
    tilt = tan(obliquity / 2) ** 2
    equation = -4 * centre + 4 * degrees(tilt * sin(2 * longitude) - tilt**2 / 2 * sin(4 * longitude))
    return declination, equation


def _cosine_of_zenith(spot: Spot, moment: datetime) -> float:
    declination, equation = _sun(moment)
    minutes = moment.hour * 60 + moment.minute + moment.second / 60
    hour_angle = radians((minutes + equation) / 4 + spot.longitude - 180)
    latitude = radians(spot.latitude)
    return sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle)


def _ozone_du(spot: Spot, on: date, edition: Edition) -> float:
    """The climatological ozone column over a place, Dobson units [vanheuklon1979, equation 4]."""
    model = _hemisphere(spot.latitude, edition)
    day = on.timetuple().tm_yday
    east = model.i_east if spot.longitude > 0 else model.i_west
    seasonal = model.c * sin(radians(model.d * (day + model.f)))
    zonal = model.g * sin(radians(model.h * (spot.longitude + east)))
    return model.j + (model.a + seasonal + zonal) * sin(radians(model.b * spot.latitude)) ** 2


def _hemisphere(latitude: float, edition: Edition) -> OzoneModel:
    name = "north" if latitude >= 0 else "south"
    return next(model for model in edition.ozone if model.hemisphere == name)
