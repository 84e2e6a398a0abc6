"""The face chart: each zone with its state, in words, border, pattern and sign; a way to each zone where one is given.

A page says what stands on each zone (`Mark`) and gets views to draw and rows to read: the same, once as a picture
and once as a list. With `field` the list is a set of form controls, and the drawing shows what is ticked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Register, Texts
from percutis.interop.wording import label
from percutis.web.ui.charts.drawing import HEIGHT, SCALE, WIDTH, other_side
from percutis.web.ui.charts.face_parts import Eye, Place, Shape, parts_of

FACE = (
    "forehead", "glabella", "temple_right", "temple_left", "periorbital_right", "periorbital_left", "nose",
    "cheekbone_right", "cheekbone_left", "cheek_right", "cheek_left", "perioral", "chin", "jawline_right",
    "jawline_left",
)  # fmt: skip
BODY = ("neck", "decolletage", "scalp", "abdomen", "thigh", "upper_arm", "back", "hand")
VIEWS = ("front", "right_oblique", "left_oblique")
PATTERNS = {"differs": "hatch", "deferred": "hatch", "blocked": "cross"}
SIGNS = {"done": "check", "differs": "differs", "deferred": "clock", "blocked": "cross"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be shown of one zone: a state, the words for it, where a tap leads, and a value written on it.

    States with a look of their own: `plain`, `asked`, `planned`, `done`, `differs`, `deferred`, `blocked`.
    """

    state: str
    words: str
    url: str = ""
    value: str = ""


PLAIN = Mark("plain", "")


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """One zone in one view, or in the list. Its path, or the id of the path that it repeats, mirrored or not; `x`, `y`
    are where its sign or value stands.
    """

    zone: str
    name: str
    mark: Mark
    is_chosen: bool
    id: str = ""
    path: str = ""
    copy_of: str = ""
    is_mirrored: bool = False
    x: int = 0
    y: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class FaceView:
    """One view of the head from back to front; what is drawn as a half is drawn twice. `copy_of` is the view that a
    mirrored one repeats.
    """

    view: str
    name: str
    under: tuple[Shape, ...]
    under_half: tuple[Shape, ...]
    skin: str
    zones: tuple[ZoneShape, ...]
    whites: tuple[Shape, ...]
    eyes: tuple[Eye, ...]
    over_half: tuple[Shape, ...]
    over: tuple[Shape, ...]
    sides: tuple[str, str] | None
    is_mirrored: bool
    copy_of: str
    is_first: bool

    @property
    def has_ways(self) -> bool:
        """Whether any zone of it leads somewhere."""
        return any(zone.mark.url for zone in self.zones)


@dataclass(frozen=True, slots=True)
class FaceChart:
    """The views, and every zone that is marked or may be chosen as a list."""

    id: str
    title: str
    size: tuple[int, int]
    mirror: str
    patterns: frozenset[str]
    signs: frozenset[str]
    views: tuple[FaceView, ...]
    rows: tuple[ZoneShape, ...]
    field: str
    field_kind: str
    said: str


def face_chart(
    marks: Mapping[str, Mark],
    texts: Texts,
    *,
    title: str,
    chosen: str = "",
    views: Collection[str] = VIEWS,
    sides: tuple[str, str] | None = None,
    view_names: Mapping[str, str] | None = None,
    register: Register = "clinician",
    field: str = "",
    field_kind: Literal["checkbox", "radio"] = "checkbox",
    picked: Collection[str] = (),
    zones: Collection[str] = (*FACE, *BODY),
    with_list: bool = True,
    id: str = "face",
) -> FaceChart:
    """The chart of these marks; zones without one are drawn plain.

    `chosen` is the one zone that the page is about. With `field` each of `zones` is a control of that name, those of
    `picked` ticked. `sides` and `view_names` have words of their own unless others are given; `id` sets two charts of
    one page apart.
    """
    shown = {zone: _shape(zone, marks, texts, register, zone == chosen or zone in picked) for zone in (*FACE, *BODY)}
    listed = [zone for zone in (*FACE, *BODY) if (zone in zones if field else zone in marks)]
    names = {**_view_names(), **(view_names or {})}
    drawn = [view for view in VIEWS if view in views]
    return FaceChart(
        id=id,
        title=title,
        size=(WIDTH * SCALE, HEIGHT * SCALE),
        mirror=f"matrix(-1 0 0 1 {WIDTH * SCALE} 0)",
        patterns=frozenset(PATTERNS[mark.state] for mark in marks.values() if mark.state in PATTERNS),
        signs=frozenset(zone.sign for zone in shown.values()),
        views=tuple(_view(view, names[view], shown, sides or _sides(), drawn) for view in drawn),
        rows=tuple(shown[zone] for zone in listed) if with_list else (),
        field=field,
        field_kind=field_kind,
        said="; ".join(f"{shown[z].name}: {marks[z].words}" for z in (*FACE, *BODY) if z in marks and marks[z].words),
    )


def _shape(zone: str, marks: Mapping[str, Mark], texts: Texts, register: Register, is_chosen: bool) -> ZoneShape:
    mark = marks.get(zone, PLAIN)
    return ZoneShape(zone, label("zone", zone, texts, register), mark, is_chosen, sign=SIGNS.get(mark.state, ""))


def _view_names() -> dict[str, str]:
    return {"front": _("front"), "right_oblique": _("from the right"), "left_oblique": _("from the left")}


def _sides() -> tuple[str, str]:
    return _("patient's right"), _("patient's left")


def _view(
    view: str, name: str, shown: Mapping[str, ZoneShape], sides: tuple[str, str], drawn: Collection[str]
) -> FaceView:
    is_mirrored = view == "right_oblique"
    parts = parts_of("left_oblique" if is_mirrored else view)
    is_copy = is_mirrored and "left_oblique" in drawn
    zones = [_placed(place, shown, view, is_copy=is_copy) for place in parts.zones]
    return FaceView(
        view=view,
        name=name,
        under=parts.under,
        under_half=parts.under_half,
        skin=parts.skin,
        zones=tuple(sorted(zones, key=_height)),
        whites=parts.whites,
        eyes=parts.eyes,
        over_half=parts.over_half,
        over=parts.over,
        sides=sides if view == "front" else None,
        is_mirrored=is_mirrored,
        copy_of="left_oblique" if is_copy else "",
        is_first=view == next(iter(drawn)),
    )


def _placed(place: Place, shown: Mapping[str, ZoneShape], view: str, *, is_copy: bool) -> ZoneShape:
    """The zone as it lies in the view; the mirrored view holds the other side's. The far side has no room for signs."""
    is_mirrored = view == "right_oblique"
    zone = shown[other_side(place.zone) if is_mirrored else place.zone]
    is_far = view != "front" and zone.zone.endswith("left" if is_mirrored else "right")
    is_half = view == "front" and zone.zone.endswith("left")
    opposite = other_side(place.zone)
    copied = opposite if is_half else place.zone
    is_copied = view == "left_oblique" or opposite != place.zone
    return replace(
        zone,
        mark=replace(zone.mark, value="") if is_far else zone.mark,
        id=f"{'f' if view == 'front' else 'o'}-{place.zone}" if is_copied else "",
        path="" if is_copy or is_half else place.path,
        copy_of=f"{'f' if is_half else 'o'}-{copied}" if is_copy or is_half else "",
        is_mirrored=is_half,
        x=WIDTH * SCALE - place.x if is_mirrored else place.x,
        y=place.y,
        sign="" if is_far or zone.mark.value else zone.sign,
    )


def _height(zone: ZoneShape) -> tuple[bool, bool, int]:
    """What says more lies higher: its border is not hidden by a neighbour's."""
    return zone.is_chosen, zone.mark.state != PLAIN.state, FACE.index(zone.zone)
