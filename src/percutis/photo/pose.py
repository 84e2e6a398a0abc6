"""How the head is turned, from the landmarks and their depths."""

from math import atan2, degrees

import numpy as np

from percutis.photo.face import Face, Points, Pose

SIDE_RIGHT, SIDE_LEFT = 234, 454  # where the face's oval meets the ears; right and left are the patient's
BROW, CHIN = 10, 152
LEAN = 2.0  # degrees by which forehead and chin of a level head stand apart in depth, measured on the model's own face
# The view that a yaw stands for: an oblique shows the side that it is called after, so the head turns the other way.
VIEWS = {
    "right_profile": 90.0,
    "right_oblique": 45.0,
    "front": 0.0,
    "left_oblique": -45.0,
    "left_profile": -90.0,
}
UNKNOWN = "unknown"


def pose_of(face: Face) -> Pose:
    """Yaw, pitch and roll in degrees."""
    across = _solid(face, SIDE_LEFT) - _solid(face, SIDE_RIGHT)
    up = _solid(face, BROW) - _solid(face, CHIN)
    return Pose(
        yaw=degrees(atan2(across[2], float(np.hypot(across[0], across[1])))),
        pitch=degrees(atan2(up[2], float(np.hypot(up[0], up[1])))) - LEAN,
        roll=degrees(atan2(across[1], across[0])),
    )


def view_of(pose: Pose) -> str:
    """The nearest of the five views; unknown where the head lies far from all of them."""
    name, distance = min(((name, abs(pose.yaw - yaw)) for name, yaw in VIEWS.items()), key=lambda one: one[1])
    return name if distance <= 20 else UNKNOWN


def _solid(face: Face, index: int) -> Points:
    """Across, down and away from the camera."""
    return np.array([face.points[index, 0], face.points[index, 1], face.depths[index]])
