"""Every measure of one photograph, zone by zone: the points of a series over a whole course."""

from typing import NamedTuple

import numpy as np

from percutis.photo.align import cut, frame_of, in_frame
from percutis.photo.catalogue import MOST, catalogue, value_of
from percutis.photo.face import Face
from percutis.photo.landmarks import the_face
from percutis.photo.picture import Picture, linear
from percutis.photo.skin_maps import FACE_MM, SkinMaps
from percutis.photo.zones import zone_masks


class ZoneValue(NamedTuple):
    """One measure in one zone; `changes_by` is the spread between two pictures of the same skin."""

    zone: str
    measure: str
    name: str
    unit: str
    value: float
    changes_by: float


def measure_picture(picture: Picture, face: Face | None = None) -> tuple[ZoneValue, ...]:
    """The values in the light in which it was taken: to compare two pictures, compare the pictures.

    Raises:
        FaceError: no single whole face, and none given.
        MissingModelsError: the landmark models are not installed.
    """
    one = face or the_face(picture)
    frame = frame_of(picture, one)
    pixels = cut(picture, frame)
    framed = Face(in_frame(one.points, frame), one.depths * frame.scale, one.detection, one.presence)
    zones = {zone: found.mask for zone, found in zone_masks(framed, Picture(pixels, 8, None, "")).items()}
    skin = np.maximum.reduce(list(zones.values())) if zones else np.zeros(pixels.shape[:2], np.uint8)
    maps = SkinMaps(linear(pixels), skin, framed.width / FACE_MM)
    places = {zone: np.flatnonzero(mask) for zone, mask in zones.items()}
    found = []
    for measure in catalogue():
        values = np.ravel(measure.map(maps))
        for zone, at in places.items():
            value = value_of(measure, values[at[:: max(1, len(at) // MOST)]])
            if value is not None:
                found.append(
                    ZoneValue(zone, measure.measure, measure.id, measure.unit, value, measure.changes_by(zone))
                )
    return tuple(sorted(found, key=lambda one: list(places).index(one.zone)))
