"""Finds a grey card in a photograph: a flat, neutral rectangle beside the face, the same everywhere on it.

A chart of 24 patches is found by its row of greys, which are neutral rectangles too; the same one of both pictures is
used. What was found is reported with how even it is, and where.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from percutis.photo.face import Face
from percutis.photo.picture import Picture, eight_bits, linear, small

WORKING = 1000
LEAST_PART, MOST_PART = 0.0008, 0.25  # of the picture's area
COLOURED = 0.16  # how far the channels of a neutral card may lie apart, over their mean: the light itself is coloured
UNEVEN = 0.05  # how much a card may vary on itself, over its mean
DARK, BRIGHT = 0.08, 0.92  # of full light: a black or a white card says little or is clipped


@dataclass(frozen=True, slots=True)
class Card:
    """A grey card.

    Attributes:
        light: its red, green and blue, linear, 0 to 1.
        unevenness: how much it varies on itself, over its mean; the residual of the correction.
        corners: four points in pixels of the photograph.
    """

    light: tuple[float, float, float]
    unevenness: float
    corners: tuple[tuple[float, float], ...]


def find_cards(picture: Picture, face: Face | None) -> list[Card]:
    """Every grey rectangle beside the face, the largest first: a card is one, a chart has a row of them."""
    view = small(picture, WORKING)
    scale = picture.width / view.width
    light = linear(eight_bits(view))
    found = [card for quad in _rectangles(view) if (card := _as_card(quad, light, scale)) and _beside(card, face)]
    found.sort(key=lambda card: -_area(card))
    kept: list[Card] = []
    for card in found:
        if all(_apart(card, other) for other in kept):
            kept.append(card)
    return kept


def same_card(one: list[Card], other: list[Card], gain: tuple[float, ...]) -> tuple[Card, Card] | None:
    """The grey that stands in both pictures: of all pairs the one whose light changed most nearly as the skin's did.

    The greys of a chart lie a factor apart, and a card has only itself, so the skin's own change is a sure guide.
    """
    pairs = [(first, second) for first in one for second in other]
    return min(pairs, key=lambda pair: _unlike(pair, gain), default=None)


def _unlike(pair: tuple[Card, Card], gain: tuple[float, ...]) -> float:
    ratio = np.log2(np.array(pair[0].light)) - np.log2(np.array(pair[1].light))
    return float(np.abs(ratio - np.log2(np.array(gain))).mean())


def _area(card: Card) -> float:
    return float(cv2.contourArea(np.array(card.corners, np.float32)))


def _apart(one: Card, other: Card) -> bool:
    """Whether two rectangles are not the same patch found twice."""
    middles = [np.array(card.corners).mean(axis=0) for card in (one, other)]
    distance = float(np.hypot(*(middles[0] - middles[1])))
    return distance > 0.5 * math.sqrt(_area(other))


def _rectangles(view: Picture) -> list[np.ndarray]:
    """Convex four-sided outlines, (4, 2)."""
    area = view.width * view.height
    found = []
    smooth = cv2.bilateralFilter(eight_bits(view), 7, 30, 7)
    for channel in (cv2.cvtColor(smooth, cv2.COLOR_RGB2GRAY), cv2.cvtColor(smooth, cv2.COLOR_RGB2HSV)[..., 1]):
        for edges in (cv2.Canny(channel, 20, 60), cv2.Canny(channel, 60, 160)):
            closed = cv2.dilate(edges, np.ones((3, 3), np.uint8))
            outlines, _tree = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
            for one in outlines:
                quad = cv2.approxPolyDP(one, 0.04 * cv2.arcLength(one, True), True)
                part = cv2.contourArea(quad) / area
                if len(quad) == 4 and cv2.isContourConvex(quad) and LEAST_PART < part < MOST_PART:
                    found.append(quad.reshape(4, 2).astype(np.float32))
    return found


def _as_card(quad: np.ndarray, light: np.ndarray, scale: float) -> Card | None:
    """The rectangle as a card, where its middle is even, neutral and neither black nor white."""
    middle = quad.mean(axis=0)
    inner = np.rint(middle + 0.6 * (quad - middle)).astype(np.int32)
    mask = np.zeros(light.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, inner, 255)
    seen = light[mask > 0]
    if len(seen) < 40:
        return None
    shade = np.median(seen, axis=0)
    mean = float(shade.mean())
    uneven = float(1.4826 * np.median(np.abs(seen.mean(axis=1) - mean))) / mean if mean else 1.0
    coloured = float(np.ptp(shade)) / mean if mean else 1.0
    if not DARK < mean < BRIGHT or uneven > UNEVEN or coloured > COLOURED:
        return None
    corners = tuple((float(x), float(y)) for x, y in (quad + 0.5) * scale - 0.5)
    return Card((float(shade[0]), float(shade[1]), float(shade[2])), uneven, corners)


def _beside(card: Card, face: Face | None) -> bool:
    """Whether the card lies outside the face."""
    if face is None:
        return True
    hull = cv2.convexHull(face.points.astype(np.float32))
    return all(cv2.pointPolygonTest(hull, corner, False) < 0 for corner in card.corners)
