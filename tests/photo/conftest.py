"""A real portrait as a phone would have taken it, and its face: made once for all tests of a process."""

from functools import cache

import numpy as np
import pytest
from benchmarks.photo.portraits import portraits
from benchmarks.photo.truth import LIGHTS, lit
from numpy.typing import NDArray

from percutis.photo.face import Face
from percutis.photo.landmarks import the_face
from percutis.photo.picture import Picture


@cache
def taken_pixels() -> NDArray[np.float32]:
    """(4032, 3024, 3), the astronaut of scikit-image, enlarged."""
    return next(portraits(fetch=False))[1]


@cache
def taken_picture() -> Picture:
    """The same as a photograph, in its first light."""
    return Picture(lit(taken_pixels(), LIGHTS[0], np.random.default_rng(1)), 8, None, "JPEG")


@cache
def taken_face() -> Face:
    """Its face."""
    return the_face(taken_picture())


@pytest.fixture
def pixels() -> NDArray[np.float32]:
    """The portrait's pixels, to do things to."""
    return taken_pixels()


@pytest.fixture
def portrait() -> Picture:
    """The portrait."""
    return taken_picture()


@pytest.fixture
def face() -> Face:
    """The portrait's face."""
    return taken_face()
