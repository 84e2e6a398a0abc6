"""The fifteen zones of the face as polygons on the landmarks, without what is no skin.

The zones are those of the vocabulary; left and right are the patient's. Which landmark stands where was drawn on
portraits and looked at. Eyes, brows, lips and nostrils are cut out; so is hair, by its darkness, which can also take a
very dark patch of skin with it: the share that was cut out is reported.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.by_hand import mean_face
from percutis.photo.face import Face, Points
from percutis.photo.picture import Picture, eight_bits, small

Mask = NDArray[Any]  # 8 bits: 255 where it is, 0 elsewhere
RIGHT: dict[str, tuple[int, ...]] = {
    "temple": (54, 21, 162, 127, 34, 143, 156, 70, 68),
    "periorbital": (156, 143, 111, 117, 118, 119, 120, 121, 128, 232, 231, 230, 229, 228, 31, 226, 124),
    "cheekbone": (143, 34, 127, 234, 137, 123, 50, 101, 100, 120, 119, 118, 117, 111),
    "cheek": (137, 123, 50, 101, 100, 126, 142, 203, 206, 216, 212, 214, 135, 138, 215, 177),
    "jawline": (93, 132, 58, 172, 136, 150, 149, 170, 169, 135, 138, 215, 177, 137),
}
LEFT: dict[str, tuple[int, ...]] = {
    "temple": (284, 251, 389, 356, 264, 372, 383, 300, 298),
    "periorbital": (383, 372, 340, 346, 347, 348, 349, 350, 357, 452, 451, 450, 449, 448, 261, 446, 353),
    "cheekbone": (372, 264, 356, 454, 366, 352, 280, 330, 329, 349, 348, 347, 346, 340),
    "cheek": (366, 352, 280, 330, 329, 355, 371, 423, 426, 436, 432, 434, 364, 367, 435, 401),
    "jawline": (323, 361, 288, 397, 365, 379, 378, 395, 394, 364, 367, 435, 401, 366),
}
MIDDLE: dict[str, tuple[int, ...]] = {
    "forehead": (70, 68, 54, 103, 67, 109, 10, 338, 297, 332, 284, 298, 300, 293, 334, 296, 336, 337, 151, 108, 107, 66,
                 105, 63),
    "glabella": (55, 107, 108, 151, 337, 336, 285, 417, 168, 193),
    "nose": (168, 193, 245, 188, 174, 198, 209, 129, 64, 98, 97, 2, 326, 327, 294, 358, 429, 420, 399, 412, 465, 417),
    "perioral": (203, 98, 97, 2, 326, 327, 423, 426, 436, 432, 422, 424, 418, 421, 200, 201, 194, 204, 202, 212, 216,
                 206),
    "chin": (202, 204, 194, 201, 200, 421, 418, 424, 422, 432, 434, 364, 394, 395, 378, 400, 377, 152, 148, 176, 149,
             170, 169, 135, 214, 212),
}  # fmt: skip
OUTLINES: dict[str, tuple[int, ...]] = {
    **MIDDLE,
    **{f"{base}_right": points for base, points in RIGHT.items()},
    **{f"{base}_left": points for base, points in LEFT.items()},
}
NO_SKIN: dict[str, tuple[int, ...]] = {
    "eye_right": (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    "eye_left": (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
    "brow_right": (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    "brow_left": (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
    "lips": (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
    "nostril_right": (98, 240, 75, 60, 20, 242, 97, 99),
    "nostril_left": (327, 460, 305, 290, 250, 462, 326, 328),
}
WORKING = 800  # the longer side at which zones are drawn
AROUND = 0.012  # of the face's width: how far what is no skin reaches beyond its outline
INSIDE = 0.006  # and how far a zone keeps from its own edge, where landmarks are least sure
HAIR = 26.0  # steps of lightness (CIELAB) below the face's middle: no skin of the same face is that dark
OTHER = 26.0  # steps of a* or b* away from it: no skin of the same face has that colour, however red
LEAST_FACING = 0.35  # a zone seen at a flatter angle than this, by its area, counts as turned away


@dataclass(frozen=True, slots=True, eq=False)
class ZoneMask:
    """One zone in a picture: 255 where its skin is, (height, width); and the share that was cut out as hair."""

    mask: Mask
    hair: float


def outline(face: Face, zone: str) -> Points:
    """The polygon of one zone, (n, 2) in pixels."""
    return face.points[list(OUTLINES[zone])]


def visible_zones(face: Face) -> tuple[str, ...]:
    """The zones that face the camera; those turned away cannot be measured from this side."""
    return tuple(zone for zone in OUTLINES if _facing(face, OUTLINES[zone]) >= LEAST_FACING)


def zone_masks(face: Face, picture: Picture) -> dict[str, ZoneMask]:
    """The skin of every zone that faces the camera, in the order of the vocabulary.

    Drawn on a smaller copy, which a zone's edge allows, and brought back to the picture's size.
    """
    view = small(picture, WORKING)
    scale = view.width / picture.width
    seen = Face((face.points + 0.5) * scale - 0.5, face.depths * scale, face.detection, face.presence, face.by_hand)
    shape, whole_size = (view.height, view.width), (picture.width, picture.height)
    skin = cv2.bitwise_not(_no_skin(seen, shape))
    not_hair = cv2.bitwise_not(_hair(seen, view, skin))
    found: dict[str, ZoneMask] = {}
    for zone in visible_zones(seen):
        whole = cv2.bitwise_and(_filled(outline(seen, zone), shape), skin)
        whole = cv2.erode(whole, _disc(INSIDE * seen.width), borderType=cv2.BORDER_CONSTANT, borderValue=0)
        kept = cv2.bitwise_and(whole, not_hair)
        count = cv2.countNonZero(whole)
        hair = 1 - cv2.countNonZero(kept) / count if count else 0.0
        found[zone] = ZoneMask(cv2.resize(kept, whole_size, interpolation=cv2.INTER_NEAREST), hair)
    return found


def _no_skin(face: Face, shape: tuple[int, int]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    for name, indices in NO_SKIN.items():
        points = face.points[list(indices)]
        hull = cv2.convexHull(points.astype(np.float32)).reshape(-1, 2) if name.startswith("nostril") else points
        cv2.fillPoly(mask, [np.rint(hull).astype(np.int32)], 255)
    return cv2.dilate(mask, _disc(AROUND * face.width))


def _hair(face: Face, picture: Picture, skin: Mask) -> Mask:
    """What is far darker than the middle of the face, or of another colour, in patches rather than in dots."""
    lab = cv2.blur(cv2.cvtColor(eight_bits(picture), cv2.COLOR_RGB2LAB), _box(face)).astype(np.int16)
    middle = np.zeros_like(skin)
    for zone in ("cheek_left", "cheek_right", "nose", "cheekbone_left", "cheekbone_right"):
        cv2.fillPoly(middle, [np.rint(outline(face, zone)).astype(np.int32)], 255)
    seen = lab[cv2.bitwise_and(middle, skin) > 0]
    if not seen.size:
        return middle
    typical = np.median(seen, axis=0)
    dark = lab[..., 0] < typical[0] - HAIR * 2.55  # OpenCV spreads L* over 0 to 255
    other = (np.abs(lab[..., 1:] - typical[1:]) > OTHER).any(axis=-1)
    return cv2.dilate((dark | other).astype(np.uint8) * 255, _disc(AROUND * face.width))


def _box(face: Face) -> tuple[int, int]:
    side = max(1, round(0.012 * face.width)) | 1
    return (side, side)


def _filled(points: Points, shape: tuple[int, int]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(points).astype(np.int32)], 255)
    return mask


def _disc(radius: float) -> Mask:
    size = 2 * max(1, round(radius)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)


def _facing(face: Face, indices: tuple[int, ...]) -> float:
    """The zone's area as seen, as a part of its area in space; below nothing where its back is turned."""
    solid = np.column_stack([face.points, face.depths])[list(indices)]
    whole = _area(solid)
    size = float(np.linalg.norm(whole))
    outwards = np.sign(_area(mean_face()[list(indices)])[2])  # polygons run either way round
    return float(whole[2] * outwards) / size if size else 0.0


def _area(solid: Points) -> Points:
    """Twice the area of a polygon in space, as the vector that stands on it."""
    arms = solid - solid.mean(axis=0)
    found: Points = np.cross(arms, np.roll(arms, -1, axis=0)).sum(axis=0)
    return found
