"""Places that the sun model knows, the model's coefficients, and what each UV-index band asks for."""

from dataclasses import dataclass

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entry):
    """A named place: degrees north and east, metres above the sea, IANA time zone.

    `monthly_noon_uv_index` are published clear-sky maxima, January to December, None where not known.
    """

    name: str
    latitude: float
    longitude: float
    altitude_m: float
    timezone: str
    country: str
    monthly_noon_uv_index: tuple[float | None, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SunModel(Entry):
    """Coefficients of UVI = scale · cos(zenith)^power · (ozone/ozone_reference)^ozone_power · (1 + per_km · km)."""

    scale: float
    power: float
    ozone_reference_du: float
    ozone_power: float
    per_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OzoneModel(Entry):
    """Coefficients of one hemisphere of the ozone climatology (Dobson units), named as in its paper."""

    hemisphere: str
    a: float
    b: float
    c: float
    d: float
    f: float
    g: float
    h: float
    i_east: float
    i_west: float
    j: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UvBand(Entry):
    """A band of the UV index. `stay_in` are local hours (from, until) to stay indoors when the day reaches it.

    `stay_in_from_index`: hours whose index reaches this are added to the hours to stay in.
    """

    band: str
    from_index: float
    stay_in: tuple[int, int] | None = None
    when: When = When()
