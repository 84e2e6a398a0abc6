"""A face from seven points that a person placed, where the models find none or the wrong one.

The mean of the model's own faces is laid on the points: first turned, scaled and moved as a whole, then bent so that
every placed point is met, the bend fading with distance (thin plate spline).
"""

from functools import cache
from importlib.resources import files

import numpy as np

from percutis.domain.errors import InputError, Problem
from percutis.photo.face import LANDMARKS, Face, Points

# What a person is asked to place, by name, and the landmark it stands for; right and left are the patient's.
ASKED = {
    "eye_right_outer": 33,
    "eye_left_outer": 263,
    "nose_tip": 1,
    "mouth_right": 61,
    "mouth_left": 291,
    "chin": 152,
    "hairline": 10,
}
LEAST_SPREAD = 40.0  # pixels between the outer corners of the eyes


@cache
def mean_face() -> Points:
    """(468, 3), the mean of the model's faces on portraits: eyes' outer corners at -0.5 and 0.5, level."""
    with files("percutis.photo").joinpath("mean_face.npy").open("rb") as file:
        found: Points = np.load(file).astype(np.float64)
    return found


def face_from(placed: dict[str, tuple[float, float]]) -> Face:
    """The face whose named points are where they were placed, in pixels.

    Raises:
        InputError: a point is missing, unknown or not a number, or the points cannot be a face.
    """
    _judge(placed)
    names = list(ASKED)
    goal = np.array([placed[name] for name in names], np.float64)
    mean = mean_face()
    laid, scale = _laid(mean, goal, [ASKED[name] for name in names])
    at = [ASKED[name] for name in names]
    bent = laid + _bend(laid[at], goal - laid[at], laid)
    return Face(bent.astype(np.float32), (mean[:, 2] * scale).astype(np.float32), 1.0, 0.0, by_hand=True)


def _judge(placed: dict[str, tuple[float, float]]) -> None:
    allowed = ", ".join(ASKED)
    problems = [Problem(f"points.{name}", "nothing", "where it is, in pixels") for name in ASKED if name not in placed]
    problems += [Problem(f"points.{name}", "an unknown point", allowed) for name in placed if name not in ASKED]
    problems += [
        Problem(f"points.{name}", str(place), "two numbers, in pixels")
        for name, place in placed.items()
        if not np.isfinite(place).all()
    ]
    if not problems:
        right, left = np.array(placed["eye_right_outer"]), np.array(placed["eye_left_outer"])
        chin, brow = np.array(placed["chin"]), np.array(placed["hairline"])
        across, down = left - right, chin - brow
        is_upright = across[0] * down[1] - across[1] * down[0] > 0
        if np.hypot(*across) < LEAST_SPREAD or not is_upright:
            problems.append(
                Problem(
                    "points", "points that cannot be a face", "eyes level with the chin below, as seen in the picture"
                )
            )
    if problems:
        raise InputError(tuple(problems))


def _laid(mean: Points, goal: Points, at: list[int]) -> tuple[Points, float]:
    """The mean face turned, scaled and moved onto the points as well as a whole can be (least squares)."""
    flat = mean[:, :2]
    one, other = flat[at].mean(axis=0), goal.mean(axis=0)
    a, b = flat[at] - one, goal - other
    cos, sin = float((a * b).sum()), float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum())
    size = float((a * a).sum())
    turned = np.array([[cos, -sin], [sin, cos]]) / size
    return (flat - one) @ turned.T + other, float(np.hypot(cos, sin)) / size


def _bend(at: Points, by: Points, everywhere: Points) -> Points:
    """How far each point goes when those at `at` go `by`."""
    count = len(at)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(at, at)
    system[:count, count:] = np.column_stack([np.ones(count), at])
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.vstack([by, np.zeros((3, 2))]))
    ground = np.column_stack([np.ones(len(everywhere)), everywhere])
    found: Points = _kernel(everywhere, at) @ weights[:count] + ground @ weights[count:]
    return found


def _kernel(one: Points, other: Points) -> Points:
    square = ((one[:, None, :] - other[None, :, :]) ** 2).sum(axis=-1)
    return np.where(square > 0, square * np.log(np.maximum(square, 1e-12)) / 2, 0.0)


def normalised(face: Face) -> Points:
    """(468, 3): the face with the outer corners of its eyes at -0.5 and 0.5, level; how the mean was made."""
    right, left = face.points[33], face.points[263]
    along = left - right
    size, turn = float(np.hypot(*along)), float(np.arctan2(along[1], along[0]))
    back = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) / size
    flat = (face.points - (right + left) / 2) @ back.T
    found: Points = np.column_stack([flat, face.depths / size])
    if found.shape != (LANDMARKS, 3):
        raise ValueError("a face has 468 landmarks")
    return found
