"""The face chart: each zone with its state, in words, border and pattern; a way to each zone where one is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from percutis.domain.edition.texts import Register, Texts
from percutis.interop.wording import label
from percutis.web.ui.charts.face_map import HAIR, TURNED, features, is_seen, turned_path, zone_paths

VIEWS = {"front": 0.0, "right_oblique": TURNED, "left_oblique": -TURNED}
BODY = ("neck", "decolletage", "scalp", "abdomen", "thigh", "upper_arm", "back", "hand")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be shown of one zone: a state, the words for it, and where a tap leads."""

    state: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn path."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """One zone as drawn in one view."""

    zone: str
    name: str
    path: str
    mark: Mark
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FaceView:
    """One view of the head."""

    view: str
    name: str
    under: tuple[Shape, ...]
    zones: tuple[ZoneShape, ...]
    over: tuple[Shape, ...]
    sides: tuple[str, str] | None
    hair_shift: int


@dataclass(frozen=True, slots=True)
class FaceChart:
    """The views, the zones of the body as a list, and every marked zone in words."""

    title: str
    views: tuple[FaceView, ...]
    body: tuple[ZoneShape, ...]
    rows: tuple[ZoneShape, ...]


def face_chart(
    marks: Mapping[str, Mark],
    texts: Texts,
    *,
    chosen: str = "",
    views: tuple[str, ...] = ("right_oblique", "front", "left_oblique"),
    title: str,
    sides: tuple[str, str],
    view_names: Mapping[str, str],
    register: Register = "clinician",
) -> FaceChart:
    """The chart of these marks; zones without one are drawn plain. `sides` are the words for the patient's right and
    left, said at the front view; `view_names` the words for the views.
    """
    plain = Mark("plain", "")

    def zone(name: str, path: str) -> ZoneShape:
        return ZoneShape(name, label("zone", name, texts, register), path, marks.get(name, plain), name == chosen)

    drawn = tuple(_view(view, view_names.get(view, view), zone, sides) for view in views)
    body = tuple(zone(name, "") for name in BODY if name in marks)
    rows = tuple(zone(name, "") for name in (*zone_paths(), *BODY) if name in marks)
    return FaceChart(title, drawn, body, rows)


def _view(view: str, name: str, zone, sides: tuple[str, str]) -> FaceView:  # type: ignore[no-untyped-def]
    drawing = _drawing(VIEWS[view])
    zones = tuple(zone(code, path) for code, path in drawing.zones)
    return FaceView(
        view, name, drawing.under, zones, drawing.over, sides if view == "front" else None, -9 * _sign(VIEWS[view])
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


@dataclass(frozen=True, slots=True)
class _Drawing:
    under: tuple[Shape, ...]
    zones: tuple[tuple[str, str], ...]
    over: tuple[Shape, ...]


@cache
def _drawing(degrees: float) -> _Drawing:
    """What is the same for every patient: worked out once."""

    def seen(path: str) -> str:
        return turned_path(path, degrees) if degrees and path != HAIR else path

    parts = features()
    under = tuple(Shape(seen(path), kind) for kind in ("back", "head") for path in parts[kind])
    over = tuple(
        Shape(seen(path), kind)
        for kind in ("never", "eye", "brow", "nostril", "line")
        for path in parts[kind]
        if not degrees or is_seen(path, degrees)
    )
    zones = tuple((name, seen(path)) for name, path in zone_paths().items() if not degrees or is_seen(path, degrees))
    return _Drawing(under, zones, over)
