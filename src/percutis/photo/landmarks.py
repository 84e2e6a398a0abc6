"""Finds the face and its 468 landmarks by the two installed models, through OpenCV.

The detector looks at the whole picture at 128 by 128; the landmark model at the face turned upright at 192 by 192,
twice, the second time on the place that the first found. Accepted is what both models are sure of. Formulas of anchors
and of the region follow the models' cards (MediaPipe, Apache-2.0).
"""

import threading
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.face import Face, FaceError, Points
from percutis.photo.models import model
from percutis.photo.picture import Picture, eight_bits, small

LEAST_DETECTION, LEAST_PRESENCE = 0.5, 10.0
SEEN, CROP = 128, 192  # what the models look at, in pixels
WORKING = 1280  # the longer side at which faces are looked for
WIDER = 1.5  # the region around a face, as the models were trained
OVERLAP = 0.3  # two boxes that share more than this are one face
OUTSIDE = 0.06  # the share of landmarks that may lie beyond the picture's edge
# A picture without a face is mirrored so far beyond its edges, in parts of the longer side, to see whether half a face
# stands there. Of 100 halves of five framed portraits all are told (34 without it), of 100 that fill the picture 90; of
# 110 walls and close skins none is taken for one by its mirror image.
RIM, LEAST_MIRRORED, PART_INSIDE = 0.35, 0.6, (0.2, 0.9)
_own = threading.local()


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One detection: box in 0 to 1 of the padded square, six key points, and how sure."""

    box: Points
    keys: Points
    score: float


def find_faces(picture: Picture) -> list[Face]:
    """Every face that both models are sure of, the largest first; none is an empty list.

    Raises:
        MissingModelsError: the models are not installed.
    """
    view = small(picture, WORKING)
    pixels, scale = eight_bits(view), picture.width / view.width
    faces = [face for found in _detect(pixels) if (face := _face(pixels, found))]
    faces.sort(key=lambda face: -face.width)
    return [_scaled(face, scale) for face in faces]


def the_face(picture: Picture) -> Face:
    """The one whole face of a portrait.

    Raises:
        FaceError: none, several, or one that is cut off by the picture's edge.
        MissingModelsError: the models are not installed.
    """
    return judge_single(find_faces(picture), picture)


def judge_single(faces: list[Face], picture: Picture) -> Face:
    """The one whole face among those found, the largest first.

    Raises:
        FaceError: none, several, or one that is cut off by the picture's edge.
    """
    if not faces:
        raise _none_in(picture)
    others = [face for face in faces[1:] if face.width > faces[0].width / 3]
    if others:
        raise FaceError.because("several", f"a picture of {len(others) + 1} faces")
    _judge_whole(faces[0], picture)
    return faces[0]


def _none_in(picture: Picture) -> FaceError:
    """Why no face was accepted: one that the picture's edge cuts, or none at all."""
    view = small(picture, WORKING)
    pixels = eight_bits(view)
    reaches = any(_sides_beyond(found.box.reshape(2, 2), view.width, view.height) for found in _detect(pixels))
    if reaches or _is_half_in(pixels):
        return FaceError.because("half", "a face that the picture's edge cuts")
    return FaceError.because("none", "a picture in which no face was found")


def _is_half_in(pixels: NDArray[np.uint8]) -> bool:
    """Whether a face appears across an edge once the picture is mirrored there: half a face and its mirror image look
    like one. Its landmarks would be made up, so it serves for nothing but the word.
    """
    height, width = pixels.shape[:2]
    rim = min(int(max(height, width) * RIM), height - 1, width - 1)
    mirrored = cv2.copyMakeBorder(pixels, rim, rim, rim, rim, cv2.BORDER_REFLECT_101)
    for found in _detect(mirrored):  # type: ignore[arg-type]
        low, high = found.box[:2] - rim, found.box[2:] - rim
        inner = np.minimum(high, (width, height)) - np.maximum(low, 0)
        inside = float(np.prod(np.maximum(inner, 0)) / np.prod(high - low))
        if found.score > LEAST_MIRRORED and PART_INSIDE[0] < inside < PART_INSIDE[1]:
            return True
    return False


def _judge_whole(face: Face, picture: Picture) -> None:
    sides = _sides_beyond(face.points, picture.width, picture.height)
    if sum(sides) <= OUTSIDE:
        return
    if len(sides) > 1 or face.width > picture.width:
        raise FaceError.because("close_up", "a picture so close that the face reaches beyond its edges")
    raise FaceError.because("half", f"a face of which {sum(sides):.0%} lies beyond the picture's edge")


def _sides_beyond(points: Points, width: int, height: int) -> list[float]:
    """The share of the points beyond each edge that has some."""
    across, down = points[:, 0], points[:, 1]
    shares = (np.mean(across < 0), np.mean(across >= width), np.mean(down < 0), np.mean(down >= height))
    return [float(share) for share in shares if share > 0]


def _net(name: str) -> cv2.dnn.Net:
    """The model, read once in each thread: a network must not be asked by two at once."""
    if not hasattr(_own, name):
        setattr(_own, name, cv2.dnn.readNetFromTFLite(np.frombuffer(model(name), np.uint8)))
    found: cv2.dnn.Net = getattr(_own, name)
    return found


def _anchors() -> Points:
    """Centres of the detector's 896 anchors, 0 to 1: two on each of 16 by 16 places, six on each of 8 by 8."""
    rows = []
    for places, each in ((16, 2), (8, 6)):
        centres = (np.arange(places) + 0.5) / places
        down, across = np.meshgrid(centres, centres, indexing="ij")
        rows.append(np.repeat(np.stack([across, down], axis=-1).reshape(-1, 2), each, axis=0))
    return np.concatenate(rows).astype(np.float32)


def _detect(pixels: NDArray[np.uint8]) -> list[Found]:
    """Detections in the order of their sureness; of boxes that overlap, the surest."""
    height, width = pixels.shape[:2]
    side = max(height, width)
    square = np.zeros((SEEN, SEEN, 3), np.uint8)
    fitted = cv2.resize(
        pixels, (max(1, width * SEEN // side), max(1, height * SEEN // side)), interpolation=cv2.INTER_AREA
    )
    square[: fitted.shape[0], : fitted.shape[1]] = fitted
    net = _net("face_detection")
    net.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (SEEN, SEEN), (127.5, 127.5, 127.5)))
    scores, boxes = net.forward(("classificators", "regressors"))
    sure = 1 / (1 + np.exp(-np.clip(scores.reshape(-1), -80, 80)))
    raw, anchors = boxes.reshape(-1, 16) / SEEN, _anchors()
    kept: list[Found] = []
    for index in np.argsort(-sure):
        if sure[index] <= LEAST_DETECTION:
            break
        centre, size = raw[index, :2] + anchors[index], raw[index, 2:4]
        box = np.concatenate([centre - size / 2, centre + size / 2]) * side
        if all(_shared(box, other.box) < OVERLAP for other in kept):
            keys = (raw[index, 4:].reshape(6, 2) + anchors[index]) * side
            kept.append(Found(box, keys, float(sure[index])))
    return kept


def _shared(one: Points, other: Points) -> float:
    """The area that two boxes share, as a part of what they cover together."""
    inner = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    common = float(np.prod(np.maximum(inner, 0)))
    whole = float(np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2])) - common
    return common / whole if whole > 0 else 0.0


def _face(pixels: NDArray[np.uint8], found: Found) -> Face | None:
    eyes = found.keys[1] - found.keys[0]
    centre, side = (found.box[:2] + found.box[2:]) / 2, float(np.max(found.box[2:] - found.box[:2]))
    region = _region(centre, side, float(np.arctan2(eyes[1], eyes[0])))
    points, presence = _landmarks(pixels, region)
    for _ in range(2):
        if presence <= LEAST_PRESENCE:
            return None
        points, presence = _landmarks(pixels, _around(points))
    return Face(points[:, :2].copy(), points[:, 2].copy(), found.score, presence) if presence > LEAST_PRESENCE else None


def _around(points: Points) -> Points:
    """The region around landmarks, upright by the outer corners of the eyes."""
    eyes = points[263, :2] - points[33, :2]
    turn = float(np.arctan2(eyes[1], eyes[0]))
    back = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]], np.float32)
    upright = points[:, :2] @ back.T
    low, high = upright.min(axis=0), upright.max(axis=0)
    return _region(back.T @ ((low + high) / 2), float(np.max(high - low)), turn)


def _region(centre: Points, side: float, turn: float) -> Points:
    """From pixels of the picture to pixels of the crop, (2, 3)."""
    scale = CROP / (side * WIDER)
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    turned = np.array([[cos, sin], [-sin, cos]])
    return np.hstack([turned, (CROP / 2 - turned @ centre)[:, None]]).astype(np.float32)


def _landmarks(pixels: NDArray[np.uint8], region: Points) -> tuple[Points, float]:
    """(468, 3) in pixels of the picture, the third towards the camera, and the model's sureness."""
    smooth = _smoothed(pixels, region)
    crop = cv2.warpAffine(smooth, region, (CROP, CROP), flags=cv2.INTER_LINEAR)
    net = _net("face_landmark")
    net.setInput(cv2.dnn.blobFromImage(crop, 1 / 255.0, (CROP, CROP)))
    presence, raw = net.forward(("conv2d_31", "conv2d_21"))
    found = raw.reshape(468, 3)
    back = cv2.invertAffineTransform(region)
    flat = found[:, :2] @ back[:, :2].T + back[:, 2]
    scale = float(np.hypot(back[0, 0], back[1, 0]))
    return np.column_stack([flat, found[:, 2] * scale]).astype(np.float32), float(presence.reshape(-1)[0])


def _smoothed(pixels: NDArray[np.uint8], region: Points) -> NDArray[np.uint8]:
    """The picture without what the crop is too coarse to show, which would otherwise flicker."""
    shrinks = 1 / float(np.hypot(region[0, 0], region[1, 0]))
    if shrinks <= 1.5:
        return pixels
    return cv2.GaussianBlur(pixels, (0, 0), 0.4 * shrinks)  # type: ignore[return-value]


def _scaled(face: Face, scale: float) -> Face:
    """The face in pixels of the full picture; a pixel's centre lies at its half."""
    points = (face.points + 0.5) * scale - 0.5
    return Face(points.astype(np.float32), face.depths * np.float32(scale), face.detection, face.presence)
