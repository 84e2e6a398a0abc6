"""Two photographs of one face: laid on each other, evened in light, and only what changed is called a change."""

import json
from functools import cache

import cv2
import numpy as np
import pytest
from benchmarks.photo.truth import LIGHTS, Light, Move, darker_skin, lit, moved, redder, scarred, spotted
from numpy.typing import NDArray

from percutis.interop.phrases import load_phrases
from percutis.photo.align import NO_SECOND_MAP, Alignment, align, in_frame
from percutis.photo.answers import comparison_json
from percutis.photo.catalogue import catalogue
from percutis.photo.compare import Comparison, compare
from percutis.photo.face import Face
from percutis.photo.landmarks import the_face
from percutis.photo.measuring import measure_picture
from percutis.photo.picture import Picture
from percutis.photo.zones import zone_masks
from tests.photo.conftest import taken_pixels

LATER = Move("later", degrees=1.5, scale=1.02, right=24, down=-15, expression=5)
OTHER_LIGHT = Light("other", stops=0.25, warmth=0.12, gradient=0.25)
SAME_LIGHT = Light("same")
CARD = np.s_[2080:2480, 20:320]  # below the face, on the patient's right


@cache
def near_pixels() -> NDArray[np.float32]:
    """(2500, 2324, 3), the portrait: the face as large as in twelve megapixels, and the least around it that a picture
    should have, for what is done to every pixel takes most of the time of these tests.
    """
    return np.ascontiguousarray(taken_pixels()[800:3300, 350:2674])


@cache
def near_picture() -> Picture:
    """The same as a photograph, in its first light."""
    return Picture(lit(near_pixels(), LIGHTS[0], np.random.default_rng(1)), 8, None, "JPEG")


@pytest.fixture
def pixels() -> NDArray[np.float32]:
    """The portrait's pixels, to do things to."""
    return near_pixels()


@pytest.fixture
def portrait() -> Picture:
    """The portrait."""
    return near_picture()


@pytest.fixture
def face() -> Face:
    """The portrait's face."""
    return the_face(near_picture())


def taken(pixels: NDArray[np.float32], light: Light = SAME_LIGHT, move: Move | None = LATER) -> Picture:
    """The portrait photographed again."""
    again = moved(pixels, move)[0] if move else pixels
    return Picture(lit(again, light, np.random.default_rng(5)), 8, None, "JPEG")


@cache
def in_other_light() -> Picture:
    """The portrait photographed again in another light."""
    return taken(near_pixels(), OTHER_LIGHT)


@cache
def light_compared() -> Comparison:
    """The portrait and that picture, compared."""
    return compare(near_picture(), in_other_light())


@cache
def compared_with_itself() -> Comparison:
    """The portrait and the same picture, compared."""
    return compare(near_picture(), near_picture())


def mask_of(zone: str, portrait: Picture, face: Face) -> NDArray[np.uint8]:
    """The skin of a zone in the portrait."""
    return zone_masks(face, portrait)[zone].mask


def beyond(found: Comparison) -> set[tuple[str, str]]:
    """Zone and measure of every change that counts."""
    return {(one.zone, one.measure) for one in found.changes if one.beyond_noise}


@pytest.fixture
def cheek(portrait: Picture, face: Face) -> NDArray[np.uint8]:
    """The patient's right cheek."""
    return mask_of("cheek_right", portrait, face)


def test_light_alone_is_no_change_of_skin() -> None:
    """Brighter, warmer, from the side and moved: comparable, and nothing counts."""
    found = light_compared()
    assert found.comparable, found.because
    assert beyond(found) == set()


@pytest.mark.parametrize(("name", "measure"), [("redder", "redness"), ("spotted", "pigment"), ("scarred", "texture")])
def test_what_was_added_to_one_cheek_is_found_there(
    name: str, measure: str, portrait: Picture, pixels: NDArray[np.float32], cheek: NDArray[np.uint8]
) -> None:
    """More blood, dark spots, dips: each by its measure, under another light, and on no zone away from that cheek."""
    chance = np.random.default_rng(9)
    changed = {
        "redder": lambda: redder(pixels, cheek, 0.12),
        "spotted": lambda: spotted(pixels, cheek, 30, 0.3, chance),
        "scarred": lambda: scarred(pixels, cheek, 45, 0.25, chance),
    }[name]()
    found = compare(portrait, taken(changed, OTHER_LIGHT))
    assert found.comparable, found.because
    assert ("cheek_right", measure) in beyond(found)
    assert {zone for zone, _measure in beyond(found)} <= {"cheek_right", "cheekbone_right", "jawline_right", "perioral"}
    [redness] = [one for one in found.changes if (one.zone, one.name) == ("cheek_right", "redness")]
    assert (redness.change or 0) > 1.5 or name != "redder"


def test_darker_skin_is_measured_the_same(
    portrait: Picture, face: Face, pixels: NDArray[np.float32], cheek: NDArray[np.uint8]
) -> None:
    """On skin two stops darker (a stand-in, not darker skin itself) light is no change and added redness is one."""
    skin = np.maximum.reduce([found.mask for found in zone_masks(face, portrait).values()])
    whole = cv2.dilate(skin, np.ones((41, 41), np.uint8)).astype(np.uint8)
    dark = darker_skin(pixels, whole, 1.6)
    before = taken(dark, move=None)
    assert beyond(compare(before, taken(dark, OTHER_LIGHT))) == set()
    assert ("cheek_right", "redness") in beyond(compare(before, taken(redder(dark, cheek, 0.15), OTHER_LIGHT)))


@pytest.mark.parametrize(
    ("reason", "light", "move"),
    [
        ("after_blurred", SAME_LIGHT, None),
        ("different_light", Light("", stops=-2.2), None),
        ("different_gradient", Light("", gradient=2.4, stops=-0.5), None),
        ("moved_too_much", SAME_LIGHT, Move("", expression=140)),
        ("after_no_face", SAME_LIGHT, Move("", right=1700)),
    ],
)
def test_what_may_not_be_compared_says_why(
    reason: str, light: Light, move: Move | None, portrait: Picture, pixels: NDArray[np.float32]
) -> None:
    """And then no change counts, whatever was measured."""
    later = taken(pixels, light, move)
    if reason == "after_blurred":
        later = Picture(cv2.GaussianBlur(later.pixels, (0, 0), 8), 8, None, "JPEG")
    if reason == "after_no_face":
        later = Picture(np.ascontiguousarray(later.pixels[:, 300:]), 8, None, "JPEG")
    found = compare(portrait, later)
    assert not found.comparable
    assert reason in [fault.reason for fault in found.because]
    assert beyond(found) == set()


@pytest.mark.parametrize(
    "move",
    [Move("shift", right=41.3, down=-26.7), Move("turn", degrees=4, scale=1.03), Move("draw", expression=14)],
    ids=lambda move: move.name,
)
def test_skin_is_laid_on_skin_within_half_a_pixel(
    move: Move, portrait: Picture, pixels: NDArray[np.float32], face: Face
) -> None:
    """Where every pixel came from is known, so the error is: under 0.5 in the middle, under 1.5 for 95 in a hundred."""
    later, source = moved(pixels, move)
    after = Picture(lit(later, OTHER_LIGHT, np.random.default_rng(3)), 8, None, "")
    laid = align(portrait, after, face, the_face(after))
    off = error_of(laid, source, face)
    assert np.median(off) < 0.5
    assert np.percentile(off, 95) < 1.5


def error_of(laid: Alignment, source: NDArray[np.float32], face: Face) -> NDArray[np.float64]:
    """How far from its true place each pixel of the face was laid, in pixels of the portrait."""
    frame = laid.frame
    down, across = np.mgrid[0 : frame.height : 4, 0 : frame.width : 4].astype(np.float32)
    there = laid.goes_to(across, down)
    back = cv2.remap(source, there.astype(np.float32), NO_SECOND_MAP, cv2.INTER_LINEAR)
    true = (np.stack([across, down], axis=-1) + 0.5) / frame.scale - 0.5 + (frame.left, frame.top)
    hull = np.zeros((frame.height, frame.width), np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(in_frame(face.points, frame).astype(np.float32)).astype(np.int32), 255)
    found: NDArray[np.float64] = np.hypot(*(back - true).transpose(2, 0, 1))[hull[::4, ::4] > 0]
    return found


def test_a_spot_is_not_warped_away(portrait: Picture, pixels: NDArray[np.float32], cheek: NDArray[np.uint8]) -> None:
    """The flow is smooth: twenty new spots stay twenty spots after the pictures are laid on each other."""
    fresh = spotted(pixels, cheek, 25, 0.35, np.random.default_rng(4))
    found = compare(portrait, taken(fresh))
    [area] = [one for one in found.changes if (one.zone, one.name) == ("cheek_right", "spots_area")]
    assert area.beyond_noise
    assert (area.change or 0) > 1


def test_same_picture_twice_has_no_change() -> None:
    """Nothing counts, and no colour moves at all."""
    found = compared_with_itself()
    assert found.comparable
    assert beyond(found) == set()
    colours = [one.change for one in found.changes if one.name in ("redness", "lightness") and one.change is not None]
    assert colours == pytest.approx([0.0] * len(colours), abs=0.05)


def test_without_a_face_features_lay_the_pictures_on_each_other(
    portrait: Picture, pixels: NDArray[np.float32], face: Face
) -> None:
    """A cheek from near has no face, but features."""
    left, top = (int(edge) for edge in face.points[205] - 500)
    near = Picture(np.ascontiguousarray(portrait.pixels[top : top + 1100, left : left + 1100]), 8, None, "")
    later = taken(pixels, SAME_LIGHT, Move("", right=9, down=6)).pixels
    again = Picture(np.ascontiguousarray(later[top : top + 1100, left : left + 1100]), 8, None, "")
    laid = align(near, again, None, None)
    assert laid.method == "features_and_flow"
    apart = np.abs(laid.before.astype(float) - laid.after)[100:-100, 100:-100]
    assert apart.mean() < 6


def test_card_that_was_asked_for_and_is_not_there_is_said(portrait: Picture) -> None:
    """The light is then evened from the skin, as without asking."""
    asked = compare(portrait, in_other_light(), card=True)
    assert [fault.reason for fault in asked.because] == ["no_card"]
    assert asked.changes == light_compared().changes


def test_grey_card_tells_light_from_skin(pixels: NDArray[np.float32]) -> None:
    """With a card in both, a change of the whole face is found; without one it passes for light."""
    held = pixels.copy()
    held[CARD] = 120
    redder_all = redder(held, np.full(pixels.shape[:2], 255, np.uint8), 0.1)
    redder_all[CARD] = 120
    before, after = taken(held, move=None), taken(redder_all, OTHER_LIGHT, None)
    with_card, without = compare(before, after, card=True), compare(before, after)
    assert len(with_card.cards) == 2
    assert ("cheek_left", "redness") in beyond(with_card)
    assert ("cheek_left", "redness") not in beyond(without)


def test_chart_of_patches_is_a_card_too(pixels: NDArray[np.float32]) -> None:
    """Of its row of greys the same one is taken in both pictures, whatever the light did."""
    held = pixels.copy()
    for place, shade in enumerate((52, 85, 122, 160, 200, 243)):
        left = 20 + place * 130
        held[2250:2360, left : left + 110] = shade
    for place, colour in enumerate(((115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67))):
        left = 20 + place * 130
        held[2380:2490, left : left + 110] = colour
    changed = redder(held, np.full(pixels.shape[:2], 255, np.uint8), 0.1)
    changed[2250:2490, 10:800] = held[2250:2490, 10:800]
    found = compare(taken(held, move=None), taken(changed, OTHER_LIGHT, None), card=True)
    assert len(found.cards) == 2
    gain = np.array(found.light.gain)
    expected = np.exp2([-0.25 - 0.12, -0.25, -0.25 + 0.12]) * 2 ** (-0.25 / 2 * -0.65)  # the light's slope at the chart
    assert gain == pytest.approx(expected, rel=0.12)
    assert ("cheek_left", "redness") in beyond(found)


def test_answer_holds_what_the_contract_promises() -> None:
    """Every field by its name, plain values, and a reason in words whichever way it went."""
    answer = json.loads(json.dumps(comparison_json(light_compared(), load_phrases("en"))))
    assert answer["comparable"] is True
    assert set(answer["because"][0]) >= {"reason", "text"}
    assert set(answer["alignment"]) >= {"method", "flow_median_px", "flow_p95_px"}
    promised = {"zone", "measure", "unit", "before", "after", "change", "low", "high", "beyond_noise"}
    assert all(set(one) >= promised for one in answer["zones"])
    assert {one["measure"] for one in answer["zones"]} == {"redness", "lightness", "pigment", "texture", "pores"}


def test_every_measure_has_words_and_an_error() -> None:
    """In both languages, with a spread above nothing."""
    for language in ("en", "ur"):
        said = load_phrases(language).said
        assert all(f"photo.measure.{one.id}" in said for one in catalogue())
    assert all(one.changes_by("cheek_left") > 0 for one in catalogue())


def test_one_picture_is_measured_alone(portrait: Picture) -> None:
    """The same values that a comparison gives for the earlier picture."""
    alone = {(one.zone, one.name): one.value for one in measure_picture(portrait)}
    both = {(one.zone, one.name): one.before for one in compared_with_itself().changes}
    shared = [key for key, value in both.items() if value is not None and key in alone]
    assert len(shared) > 100
    near = [alone[key] == pytest.approx(both[key], rel=0.05, abs=0.3) for key in shared]
    assert np.mean(near) > 0.95
