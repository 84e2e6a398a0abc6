"""Keep or retake: every fault by its own word, and none where there is none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from benchmarks.photo.truth import Light, Move, lit, moved
from numpy.typing import NDArray

from percutis.photo.answers import holes
from percutis.photo.face import Face
from percutis.photo.picture import Picture, small
from percutis.photo.quality import Fault, bounds, judge
from percutis.photo.zones import NO_SKIN, OUTLINES, outline, visible_zones, zone_masks


def reasons(picture: Picture, view: str = "front", **said: bool) -> tuple[str, ...]:
    """The faults' words."""
    return tuple(fault.reason for fault in judge(picture, view, **said).faults)


def taken(pixels: NDArray[np.float32], light: Light) -> Picture:
    """The portrait in another light."""
    return Picture(lit(pixels, light, np.random.default_rng(2)), 8, None, "JPEG")


def test_good_portrait_is_kept(portrait: Picture) -> None:
    """Sharp, well lit, near and straight."""
    found = judge(portrait)
    assert (found.verdict, found.faults, found.view, found.faces) == ("keep", (), "front", 1)


def test_blurred_picture_is_taken_again(portrait: Picture) -> None:
    """Out of focus."""
    soft = replace(portrait, pixels=cv2.GaussianBlur(portrait.pixels, (0, 0), 8))
    assert reasons(soft) == ("blurred",)


@pytest.mark.parametrize(("stops", "reason"), [(-4.5, "too_dark"), (2.5, "too_bright")])
def test_wrong_light_is_said(stops: float, reason: str, pixels: NDArray[np.float32]) -> None:
    """Far too little or too much."""
    assert reason in reasons(taken(pixels, Light("", stops=stops)))


def test_small_face_is_said(portrait: Picture) -> None:
    """Too far away to see a pore."""
    assert "too_small" in reasons(small(portrait, 1000))


def test_other_view_than_asked_is_said(portrait: Picture) -> None:
    """A straight face is no oblique: it is turned too far to the side that should be seen."""
    assert reasons(portrait, "left_oblique") == ("turned_too_far_left",)
    assert reasons(portrait, "right_oblique") == ("turned_too_far_right",)


def test_tilted_head_is_said(pixels: NDArray[np.float32]) -> None:
    """Towards a shoulder."""
    tilted, _source = moved(pixels, Move("tilt", degrees=20))
    assert "tilted" in reasons(taken(tilted, Light("")))


def test_make_up_and_glasses_are_what_a_person_said(portrait: Picture) -> None:
    """Never judged from the picture."""
    assert reasons(portrait, make_up=True, glasses=True) == ("make_up", "glasses")


def test_every_bound_says_what_it_rests_on() -> None:
    """No number without a reason."""
    from importlib.resources import files

    import yaml

    said = yaml.safe_load(files("percutis.photo").joinpath("quality.yaml").read_text("utf-8"))
    assert set(said) == set(bounds())
    assert all(entry["rests_on"] and entry["unit"] and entry["evidence"] == "inferred" for entry in said.values())


def test_zones_are_those_of_the_vocabulary() -> None:
    """The fifteen of the face, by the same names."""
    from percutis.protocol.load import load_edition

    assert set(OUTLINES) == {zone.id for zone in load_edition().zones if zone.group == "face"}


def test_zones_lie_where_their_names_say(portrait: Picture, face: Face) -> None:
    """The patient's left on the right of the picture, the forehead above the chin, none on another."""
    middle = {zone: outline(face, zone).mean(axis=0) for zone in OUTLINES}
    for base in ("temple", "periorbital", "cheekbone", "cheek", "jawline"):
        assert middle[f"{base}_right"][0] < middle["nose"][0] < middle[f"{base}_left"][0]
    heights = [middle[zone][1] for zone in ("forehead", "glabella", "nose", "perioral", "chin")]
    assert heights == sorted(heights)
    masks = [(found.mask > 0).astype(np.uint8) for found in zone_masks(face, portrait).values()]
    assert np.add.reduce(masks).max() == 1


def test_no_zone_holds_an_eye_a_brow_or_a_lip(portrait: Picture, face: Face) -> None:
    """What is no skin is cut out with a margin."""
    for found in zone_masks(face, portrait).values():
        for name, points in NO_SKIN.items():
            hole = np.zeros_like(found.mask)
            cv2.fillPoly(hole, [np.rint(face.points[list(points)]).astype(np.int32)], 255)
            assert not np.any(cv2.bitwise_and(hole, found.mask)), name


def test_hair_on_the_forehead_is_cut_out(portrait: Picture, face: Face) -> None:
    """The astronaut's fringe hides most of the forehead, and the share is told."""
    assert zone_masks(face, portrait)["forehead"].hair > 0.3
    assert zone_masks(face, portrait)["nose"].hair < 0.1


def test_side_turned_away_is_not_measured(face: Face) -> None:
    """Of a head turned by sixty degrees only the zones of the near side are there."""
    turn = np.radians(60)
    flat = face.points - face.points.mean(axis=0)
    across = np.cos(turn) * flat[:, 0] + np.sin(turn) * face.depths
    away = -np.sin(turn) * flat[:, 0] + np.cos(turn) * face.depths
    turned = replace(face, points=np.column_stack([across, flat[:, 1]]).astype(np.float32), depths=away)
    seen = visible_zones(turned)
    assert ("cheek_left" in seen) != ("cheek_right" in seen)


@pytest.mark.parametrize(
    ("found", "bound", "said"),
    [(260.4, 500, ("260", "500")), (0.0754, 0.12, ("0.075", "0.12")), (99.6, 4, ("100", "4"))],
)
def test_figures_of_a_fault_are_written_as_people_write_them(found: float, bound: float, said: tuple[str, str]) -> None:
    """Two digits are enough, but a width in pixels is not 2.6e+02."""
    assert holes(Fault("any", found, bound)) == {"found": said[0], "bound": said[1]}
