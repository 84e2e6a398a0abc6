"""The photographs of two made-up patients over their course: scars grow fewer and shallower, redness fades, and light
and head are never quite the same. One was taken in poor light, as happens.
"""

from collections.abc import Sequence

from percutis.web.demo.faces import Look, portrait
from percutis.web.demo.steps import Pictures

Album = Sequence[tuple[Look, tuple[str, ...]]]
FRONT = ("front",)
AROUND = ("front", "left_oblique", "right_oblique")
HERS: Album = (
    (Look((168, 120, 92), scars=44, depth=0.24, redness=0.5, seed=1), AROUND),
    (Look((168, 120, 92), scars=30, depth=0.17, redness=0.3, seed=1, light=1.05, warmth=0.02, shift=(9, -6)), AROUND),
)
HIS: Album = (
    (Look((186, 138, 108), scars=52, depth=0.26, redness=0.45, seed=2), FRONT),
    (Look((186, 138, 108), scars=44, depth=0.22, redness=0.5, seed=2, light=0.95, turn=2, shift=(-8, 4)), FRONT),
    (Look((186, 138, 108), scars=36, depth=0.18, redness=0.35, seed=2, light=1.04, warmth=0.02, shift=(6, 8)), FRONT),
    (Look((186, 138, 108), scars=30, depth=0.16, redness=0.3, seed=2, light=0.28, turn=3, shift=(4, -8)), FRONT),
    (Look((186, 138, 108), scars=24, depth=0.13, redness=0.2, seed=2, warmth=-0.01, turn=1, shift=(-4, 2)), FRONT),
)


def drawn(album: Album, session: int) -> Pictures:
    """The pictures of a session, counted from nought; none where the album has no page for it."""
    if session >= len(album):
        return ()
    look, views = album[session]
    return [(view, portrait(look, view)) for view in views]
