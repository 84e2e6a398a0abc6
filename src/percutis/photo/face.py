"""A face in a photograph: its landmarks, and how the head is turned."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from percutis.domain.errors import InputError

Points = NDArray[np.floating[Any]]
LANDMARKS = 468
Kind = Literal["none", "several", "half", "close_up"]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face.

    Attributes:
        points: (468, 2), across and down in pixels of the picture, in the order of the landmark model.
        depths: (468,), towards the camera in pixels, negative is nearer; relative to the head, not to the room.
        detection: 0 to 1, how sure the detector is that there is a face.
        presence: the landmark model's own sureness, a logit: about 20 for a whole face, below 10 for none.
        by_hand: whether a person placed the points.
    """

    points: Points
    depths: Points
    detection: float
    presence: float
    by_hand: bool = False

    @property
    def width(self) -> float:
        """Pixels from side to side of the face's oval."""
        return float(np.ptp(self.points[:, 0]))


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is turned, in degrees: yaw to the patient's left, pitch up, roll towards the patient's left
    shoulder are positive.
    """

    yaw: float
    pitch: float
    roll: float


class FaceError(InputError):
    """No single whole face was found; `kind` says why, so that a page can offer to place points by hand."""

    kind: Kind = "none"

    @classmethod
    def because(cls, kind: Kind, given: str) -> "FaceError":
        """The error of one kind."""
        error = cls.one("picture", given, "one whole face, from the hairline to the chin, or points placed by hand")
        error.kind = kind
        return error
