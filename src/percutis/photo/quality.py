"""Whether a photograph can be measured: sharp, well exposed, near enough, from the view asked for. Keep or retake.

Make-up and glasses are not judged from the picture: a person is asked. The bounds stand in `quality.yaml`, each with
what it rests on.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from percutis.photo.face import Face, FaceError, Kind, Pose
from percutis.photo.landmarks import find_faces, judge_single
from percutis.photo.picture import Picture, eight_bits
from percutis.photo.pose import UNKNOWN, VIEWS, pose_of, view_of

Verdict = Literal["keep", "retake"]
CROP = 1024  # pixels across the face at which it is judged, so that it does not depend on the camera
DARK, BRIGHT = 4, 251  # of 255: at or beyond these nothing can be told any more


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that makes a photograph unfit: a code, what was found and the bound it broke; None where none."""

    reason: str
    found: float | None = None
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The judgement of one photograph.

    Attributes:
        verdict: keep, or retake where there is a fault.
        faults: why, the gravest first.
        view: which of the five views it shows, or unknown.
        faces: how many were found.
        pose: yaw, pitch and roll in degrees; None without a face.
        face_width_px: pixels from side to side of the face.
        sharpness: fine detail beside coarse on the face; about 0.35 in focus, below 0.1 where nothing fine is left.
        clipped_percent: of the face's pixels, how many are black or white in a channel.
    """

    verdict: Verdict
    faults: tuple[Fault, ...]
    view: str
    faces: int
    pose: Pose | None
    face_width_px: float | None
    sharpness: float | None
    clipped_percent: float | None


@cache
def bounds() -> dict[str, float]:
    """The bounds by name."""
    said: dict[str, dict[str, Any]] = yaml.safe_load(
        files("percutis.photo").joinpath("quality.yaml").read_text("utf-8")
    )
    return {name: float(entry["value"]) for name, entry in said.items()}


def judge(picture: Picture, view: str = "front", *, make_up: bool = False, glasses: bool = False) -> Quality:
    """Whether the photograph can be measured as that view. `make_up` and `glasses` are what a person answered.

    Raises:
        MissingModelsError: the landmark models are not installed.
    """
    faces = find_faces(picture)
    told = [Fault(name) for name, said in (("make_up", make_up), ("glasses", glasses)) if said]
    try:
        face = judge_single(faces, picture)
    except FaceError as error:
        return Quality("retake", (Fault(_said(error.kind)), *told), UNKNOWN, len(faces), None, None, None, None)
    return judge_face(picture, face, view, len(faces), told)


def judge_face(picture: Picture, face: Face, view: str, count: int = 1, told: list[Fault] | None = None) -> Quality:
    """The same with the face known, or placed by hand."""
    pose, crop = pose_of(face), _face_of(picture, face)
    sharp, clipped = sharpness(crop), clipped_percent(crop)
    middle = float(np.median(cv2.cvtColor(crop, cv2.COLOR_RGB2LAB)[..., 0])) / 2.55
    limit = bounds()
    faults = [
        *_below("too_small", face.width, limit["face_width_px"]),
        *_below("blurred", sharp, limit["sharpness"]),
        *_above("clipped_away", clipped, limit["clipped_percent"]),
        *_below("too_dark", middle, limit["lightness_least"]),
        *_above("too_bright", middle, limit["lightness_most"]),
        *_turned(pose, view, limit),
        *(told or ()),
    ]
    return Quality(
        verdict="retake" if faults else "keep",
        faults=tuple(faults),
        view=view_of(pose),
        faces=count,
        pose=pose,
        face_width_px=face.width,
        sharpness=sharp,
        clipped_percent=clipped,
    )


def sharpness(crop: NDArray[np.uint8]) -> float:
    """Fine detail beside coarse: the spread of lightness between blurs of 0.8 and 2 pixels, over that between 2 and 8.

    About 0.35 in focus, 0.19 after a blur of 2 pixels, 0.07 where nothing fine is left; hardly moved by noise or light.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine, middle, coarse = (cv2.GaussianBlur(grey, (0, 0), width) for width in (0.8, 2.0, 8.0))
    return float((fine - middle).std() / ((middle - coarse).std() + 1.0))


def clipped_percent(crop: NDArray[np.uint8]) -> float:
    """The share of pixels that are black, or white in a channel, in percent."""
    strongest = crop.max(axis=-1)
    return 100 * float(np.mean((strongest >= BRIGHT) | (strongest <= DARK)))


def _face_of(picture: Picture, face: Face) -> NDArray[np.uint8]:
    """The middle of the face at one size: brows to chin, without hair and ground."""
    low, high = face.points.min(axis=0), face.points.max(axis=0)
    inset = 0.12 * (high - low)
    left, top = np.maximum(0, low + inset).astype(int)
    right, bottom = (high - inset).astype(int)
    cut = eight_bits(picture)[top : max(top + 2, bottom), left : max(left + 2, right)]
    scale = CROP / max(1, cut.shape[1])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(cut, (CROP, max(2, round(cut.shape[0] * scale))), interpolation=how).astype(np.uint8)


def _turned(pose: Pose, view: str, limit: dict[str, float]) -> list[Fault]:
    off = pose.yaw - VIEWS[view]
    allowed = limit["yaw_off_front"] if view == "front" else limit["yaw_off_side"]
    return [
        *([Fault("turned_too_far_left", off, allowed)] if off > allowed else []),
        *([Fault("turned_too_far_right", off, -allowed)] if off < -allowed else []),
        *([Fault("chin_too_high", pose.pitch, limit["pitch"])] if pose.pitch > limit["pitch"] else []),
        *([Fault("chin_too_low", pose.pitch, -limit["pitch"])] if pose.pitch < -limit["pitch"] else []),
        *([Fault("tilted", pose.roll, limit["roll"])] if abs(pose.roll) > limit["roll"] else []),
    ]


def _below(reason: str, found: float, bound: float) -> list[Fault]:
    return [Fault(reason, found, bound)] if found < bound else []


def _above(reason: str, found: float, bound: float) -> list[Fault]:
    return [Fault(reason, found, bound)] if found > bound else []


def _said(kind: Kind) -> str:
    return {"none": "no_face", "several": "several_faces", "half": "half_face", "close_up": "close_up"}[kind]
