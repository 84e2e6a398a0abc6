"""Brings the later photograph onto the earlier one: as a whole by landmarks, then by a smooth flow.

The flow is smoothed over a part of the face much wider than any spot or scar, so that it follows turn and expression
but cannot warp a change away; how far it moved is reported. Without a face, features take the landmarks' place.
"""

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.domain.errors import InputError
from percutis.photo.face import Face, Points
from percutis.photo.picture import Picture, Pixels, eight_bits, small

Method = Literal["landmarks_and_flow", "features_and_flow"]
Field = NDArray[Any]  # float32
AROUND = 0.08  # of the face's width: how much beyond the face is kept
WIDEST = 1200  # pixels across the face at which it is measured; more shows no more of the skin
FLOWING = 480  # pixels across the face at which the flow is found
SMOOTH = 0.035  # of the face's width: the flow's smoothness
FEATURES = 4000
LEAST_MATCHES = 12
NO_SECOND_MAP = np.empty(0, np.float32)  # both coordinates stand in the first


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The part of the earlier photograph that is measured, and at what size.

    Attributes:
        left, top: its corner in the photograph, in pixels.
        scale: pixels of the frame for each pixel of the photograph, at most 1.
        width, height: of the frame, in its own pixels.
    """

    left: int
    top: int
    scale: float
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Both photographs in one frame.

    Attributes:
        method: what the whole was aligned by.
        frame: the part of the earlier one.
        before, after: (height, width, 3) of the frame, sRGB as in the photographs.
        inside: where the later photograph has something to show, 255 or 0.
        flow_median_px, flow_p95_px: how far the flow moved skin beyond the whole's turn and shift, in pixels of the
            earlier photograph.
        noise_px: how far the flow still differs when it is asked the other way round, in pixels of the earlier one.
        whole: from pixels of the earlier photograph to pixels of the later one, (2, 3).
        flow: (height, width, 2) of the frame, how far each pixel goes beyond that, in pixels of the frame.
    """

    method: Method
    frame: Frame
    before: Pixels
    after: Pixels
    inside: Field
    flow_median_px: float
    flow_p95_px: float
    noise_px: float
    whole: Field
    flow: Field

    def goes_to(self, across: Field, down: Field) -> Field:
        """Where places of the frame lie in the later photograph, (..., 2) in its pixels."""
        moved = cv2.remap(self.flow, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR)
        _size, turn, shift = _step(self.whole, self.frame)
        found: Field = (np.stack([across, down], axis=-1) + moved) @ turn.T + shift
        return found


def align(before: Picture, after: Picture, one: Face | None, other: Face | None) -> Alignment:
    """The later photograph on the earlier one.

    Raises:
        InputError: no faces, and too few features that both share.
    """
    whole, method = _whole(before, after, one, other)
    frame = frame_of(before, one)
    first = cut(before, frame)
    laid = _through(after, whole, frame, None)
    flow, noise = _flow(first, laid, frame)
    second = _through(after, whole, frame, flow)
    inside = _inside(after, whole, frame)
    moved = np.hypot(flow[..., 0], flow[..., 1])[inside > 0] / frame.scale
    middle, most = (float(np.percentile(moved, part)) if moved.size else 0.0 for part in (50, 95))
    return Alignment(method, frame, first, second, inside, middle, most, noise / frame.scale, whole, flow)


def in_frame(points: Points, frame: Frame) -> Points:
    """Points of the earlier photograph in pixels of the frame."""
    found: Points = (points - np.array([frame.left, frame.top]) + 0.5) * frame.scale - 0.5
    return found


def _whole(before: Picture, after: Picture, one: Face | None, other: Face | None) -> tuple[Field, Method]:
    """From pixels of the earlier photograph to pixels of the later one, (2, 3): turn, scale and shift."""
    if one is not None and other is not None:
        found, _kept = cv2.estimateAffinePartial2D(
            one.points.astype(np.float32), other.points.astype(np.float32), method=cv2.LMEDS
        )
        if found is not None:
            return found, "landmarks_and_flow"
    return _by_features(before, after), "features_and_flow"


def _by_features(before: Picture, after: Picture) -> Field:
    finder = cv2.SIFT_create(nfeatures=FEATURES)  # type: ignore[attr-defined]
    seen = []
    for picture in (before, after):
        view = small(picture, 1024)
        keys, marks = finder.detectAndCompute(cv2.cvtColor(eight_bits(view), cv2.COLOR_RGB2GRAY), None)
        scale = picture.width / view.width
        seen.append((np.array([key.pt for key in keys], np.float32).reshape(-1, 2) * scale, marks))
    (here, one), (there, other) = seen
    pairs = cv2.BFMatcher().knnMatch(one, other, k=2) if len(here) > 1 and len(there) > 1 else ()
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < 0.75 * pair[1].distance]
    if len(good) >= LEAST_MATCHES:
        start = here[[match.queryIdx for match in good]]
        goal = there[[match.trainIdx for match in good]]
        found, kept = cv2.estimateAffinePartial2D(start, goal, method=cv2.RANSAC, ransacReprojThreshold=6.0)
        if np.count_nonzero(kept) >= LEAST_MATCHES:  # none are kept where no turn was found
            return found
    raise InputError.one("pictures", "two pictures that share too little", "two pictures of the same skin, same view")


def frame_of(before: Picture, face: Face | None) -> Frame:
    """The part of a photograph that is measured: the face with a little around it, or all of it."""
    if face is None:
        scale = min(1.0, WIDEST / before.width)
        return Frame(0, 0, scale, round(before.width * scale), round(before.height * scale))
    margin = AROUND * face.width
    low = np.maximum(0, np.floor(face.points.min(axis=0) - margin)).astype(int)
    high = np.minimum((before.width, before.height), np.ceil(face.points.max(axis=0) + margin)).astype(int)
    scale = min(1.0, WIDEST / face.width)
    width, height = np.maximum(2, np.rint((high - low) * scale)).astype(int)
    return Frame(int(low[0]), int(low[1]), scale, int(width), int(height))


def cut(picture: Picture, frame: Frame) -> Pixels:
    """That part at its size, (height, width, 3)."""
    right, bottom = frame.left + round(frame.width / frame.scale), frame.top + round(frame.height / frame.scale)
    part = picture.pixels[frame.top : bottom, frame.left : right]
    return cv2.resize(part, (frame.width, frame.height), interpolation=cv2.INTER_AREA)


def _through(picture: Picture, whole: Field, frame: Frame, flow: Field | None) -> Pixels:
    """The later photograph as the frame sees it: through the whole's turn and, where given, the flow."""
    pixels, step = picture.pixels, _step(whole, frame)
    if step[0] > 1.5:  # it is much larger than the frame shows: blurred first, or fine detail would flicker
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.35 * step[0])
    if flow is None:
        matrix = np.column_stack([step[1], step[2]])
        return cv2.warpAffine(
            pixels, matrix, (frame.width, frame.height), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
    down, across = np.mgrid[0 : frame.height, 0 : frame.width].astype(np.float32)
    at = np.stack([across + flow[..., 0], down + flow[..., 1]], axis=-1)
    there = (at @ step[1].T.astype(np.float32) + step[2].astype(np.float32)).astype(np.float32)
    return cv2.remap(pixels, there, NO_SECOND_MAP, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _step(whole: Field, frame: Frame) -> tuple[float, Field, Field]:
    """How many pixels of the later photograph one pixel of the frame is, and the way there as matrix and shift."""
    turn = whole[:, :2] / frame.scale
    corner = np.array([frame.left, frame.top]) + 0.5 / frame.scale - 0.5
    return float(np.hypot(turn[0, 0], turn[1, 0])), turn, whole[:, :2] @ corner + whole[:, 2]


def _inside(after: Picture, whole: Field, frame: Frame) -> Field:
    _size, turn, shift = _step(whole, frame)
    full = np.full((after.height // 8 + 1, after.width // 8 + 1), 255, np.uint8)
    matrix = np.column_stack([turn / 8, shift / 8])
    return cv2.warpAffine(full, matrix, (frame.width, frame.height), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)


def _flow(first: Pixels, second: Pixels, frame: Frame) -> tuple[Field, float]:
    """The smooth flow from the frame to the later picture laid on it, and how far it and its way back disagree."""
    scale = min(1.0, FLOWING / frame.width)
    size = (max(16, round(frame.width * scale)), max(16, round(frame.height * scale)))
    here, there = (_flat_light(cv2.resize(_bytes(one), size, interpolation=cv2.INTER_AREA)) for one in (first, second))
    finder = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)  # type: ignore[attr-defined]
    finder.setFinestScale(0)
    width = SMOOTH * size[0]
    out = cv2.GaussianBlur(finder.calc(here, there, None), (0, 0), width)
    back = cv2.GaussianBlur(finder.calc(there, here, None), (0, 0), width)
    flow = (out - back) / 2  # each way's own lean falls away
    noise = float(np.median(np.hypot(*(out + back).transpose(2, 0, 1)))) / 2
    return cv2.resize(flow, (frame.width, frame.height), interpolation=cv2.INTER_CUBIC) / scale, noise / scale


def _flat_light(pixels: NDArray[Any]) -> NDArray[Any]:
    """Lightness with its slow changes taken away and its contrast evened, so that light does not pass for movement."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    width = 0.05 * grey.shape[1]
    detail = grey - cv2.GaussianBlur(grey, (0, 0), width)
    spread = np.sqrt(cv2.GaussianBlur(detail * detail, (0, 0), width)) + 2.0
    found: NDArray[Any] = np.clip(127 + 45 * detail / spread, 0, 255).astype(np.uint8)
    return found


def _bytes(pixels: Pixels) -> Pixels:
    found: Pixels = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    return found
