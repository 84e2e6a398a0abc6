"""What changed between two photographs of one face, zone by zone, and whether to believe it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.align import Alignment, align, in_frame
from percutis.photo.card import Card, find_cards, same_card
from percutis.photo.catalogue import MOST, Measure, catalogue, value_of
from percutis.photo.face import Face, FaceError
from percutis.photo.landmarks import the_face
from percutis.photo.light import Evened, even_out
from percutis.photo.picture import Picture, linear
from percutis.photo.pose import pose_of
from percutis.photo.quality import Fault, bounds, judge_face
from percutis.photo.skin_maps import FACE_MM, SkinMaps
from percutis.photo.zones import zone_masks

SURE = 1.96  # spreads on either side: 95 % of what chance does
FINE = ("texture", "pores")  # what a difference of sharpness would pass for


class Change(NamedTuple):
    """One measure in one zone: both values, the change, and the interval in which it lies with 95 % certainty.

    `beyond_noise`: the interval leaves zero out, so the same skin on the same day would not show it.
    """

    zone: str
    measure: str
    name: str
    unit: str
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    beyond_noise: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The comparison of two photographs.

    Attributes:
        comparable: whether they may be compared at all.
        because: why not, or what to keep in mind.
        alignment: both in one frame.
        light: the later one in the light of the earlier.
        zones: the masks of the skin that both show, by zone.
        changes: every measure in every zone.
        cards: the grey cards that were used, of the earlier and the later one; empty where none was.
    """

    comparable: bool
    because: tuple[Fault, ...]
    alignment: Alignment
    light: Evened
    zones: dict[str, NDArray[Any]]
    changes: tuple[Change, ...]
    cards: tuple[Card, ...] = ()


def compare(
    before: Picture,
    after: Picture,
    *,
    view: str = "front",
    card: bool = False,
    faces: tuple[Face | None, Face | None] | None = None,
) -> Comparison:
    """What changed from one photograph to the other; `faces` where a person placed the points.

    Raises:
        InputError: no face in the earlier one, or nothing that both share.
        MissingModelsError: the landmark models are not installed.
    """
    one, other = faces or (the_face(before), _face_or_none(after))
    if one is None:
        raise FaceError.because("none", "an earlier picture in which no face was found")
    laid = align(before, after, one, other)
    first, second = linear(laid.before), linear(laid.after)
    framed = Face(in_frame(one.points, laid.frame), one.depths * laid.frame.scale, one.detection, one.presence)
    zones = _common_zones(framed, laid)
    skin = _together(zones, laid.before.shape[:2])
    light = even_out(first, second, skin)
    cards = _cards(before, after, (one, other), light) if card else ()
    if cards:
        light = even_out(first, second, skin, np.array(cards[0].light) / np.array(cards[1].light))
    per_mm = framed.width / FACE_MM
    maps = SkinMaps(first, skin, per_mm), SkinMaps(light.light, skin, per_mm)
    faults = _unlike(before, after, one, other, laid, light, view)
    comparable = not faults
    asked = [Fault("no_card")] if card and not cards else []
    changes = tuple(_changes(maps, zones, laid, comparable))
    return Comparison(comparable, (*faults, *asked), laid, light, zones, changes, cards)


def _face_or_none(picture: Picture) -> Face | None:
    try:
        return the_face(picture)
    except FaceError:
        return None


def _cards(before: Picture, after: Picture, faces: tuple[Face, Face | None], light: Evened) -> tuple[Card, ...]:
    """The same grey card, or patch of a chart, in both; empty where none is."""
    found = same_card(find_cards(before, faces[0]), find_cards(after, faces[1]), light.gain)
    return found or ()


def _common_zones(face: Face, laid: Alignment) -> dict[str, NDArray[Any]]:
    """The skin that both photographs show, by zone."""
    first = zone_masks(face, Picture(laid.before, 8, None, ""))
    second = zone_masks(face, Picture(laid.after, 8, None, ""))
    return {
        zone: cv2.bitwise_and(cv2.bitwise_and(one.mask, second[zone].mask), laid.inside)
        for zone, one in first.items()
        if zone in second
    }


def _together(zones: dict[str, NDArray[Any]], shape: tuple[int, ...]) -> NDArray[Any]:
    skin = np.zeros(shape, np.uint8)
    for mask in zones.values():
        cv2.bitwise_or(skin, mask, dst=skin)
    return skin


def _unlike(
    before: Picture, after: Picture, one: Face, other: Face | None, laid: Alignment, light: Evened, view: str
) -> list[Fault]:
    """Why the two may not be compared; the gravest first."""
    limit, found = bounds(), []
    if other is None:
        return [Fault("after_no_face")]
    first, second = pose_of(one), pose_of(other)
    turned = max(abs(first.yaw - second.yaw), abs(first.pitch - second.pitch))
    if turned > limit["turned_between"]:
        found.append(Fault("different_view", turned, limit["turned_between"]))
    qualities = judge_face(before, one, view), judge_face(after, other, view)
    for name, quality in zip(("before", "after"), qualities, strict=True):
        spoilt = [fault for fault in quality.faults if fault.reason in SPOILING]
        found += [Fault(f"{name}_{fault.reason}", fault.found, fault.bound) for fault in spoilt]
    part = 100 * laid.flow_p95_px / one.width
    if part > limit["moved_percent"]:
        found.append(Fault("moved_too_much", part, limit["moved_percent"]))
    strength = float(np.max(np.maximum(light.gain, 1 / np.array(light.gain))))
    if strength > limit["light_times"]:
        found.append(Fault("different_light", strength, limit["light_times"]))
    if light.gradient > limit["gradient_times"]:
        found.append(Fault("different_gradient", light.gradient, limit["gradient_times"]))
    sharp = [quality.sharpness or 0.01 for quality in qualities]
    ratio = max(sharp) / min(sharp)
    if ratio > limit["sharpness_times"]:
        found.append(Fault("different_sharpness", ratio, limit["sharpness_times"]))
    return found


SPOILING = ("blurred", "too_small", "clipped_away", "too_dark", "too_bright")


def _changes(
    maps: tuple[SkinMaps, SkinMaps], zones: dict[str, NDArray[Any]], laid: Alignment, comparable: bool
) -> list[Change]:
    """Every measure in every zone."""
    places = {zone: _places(mask) for zone, mask in zones.items()}
    error = max(laid.noise_px * laid.frame.scale, 0.25)
    aside = maps[0].skin.shape[1] * 2 + 2  # two pixels down and two across, in a row of all pixels
    found = []
    for measure in catalogue():
        one, other = (np.ravel(measure.map(each)) for each in maps)
        for zone, at in places.items():
            before, after = value_of(measure, one[at]), value_of(measure, other[at])
            beside = value_of(measure, other[np.minimum(at + aside, other.size - 1)])
            found.append(_change(measure, zone, before, after, _slip(after, beside) * error / 2.8, comparable))
    return sorted(found, key=lambda change: list(places).index(change.zone))


def _places(mask: NDArray[Any]) -> NDArray[Any]:
    at = np.flatnonzero(mask)
    return at[:: max(1, len(at) // MOST)]


def _slip(value: float | None, beside: float | None) -> float:
    return abs(value - beside) if value is not None and beside is not None else 0.0


def _change(
    measure: Measure, zone: str, before: float | None, after: float | None, slip: float, comparable: bool
) -> Change:
    if before is None or after is None:
        return Change(zone, measure.measure, measure.id, measure.unit, before, after, None, None, None, False)
    change, width = after - before, SURE * float(np.hypot(measure.changes_by(zone), slip))
    beyond = comparable and abs(change) > width
    return Change(
        zone, measure.measure, measure.id, measure.unit, before, after, change, change - width, change + width, beyond
    )
