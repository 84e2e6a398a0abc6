"""The face and its landmarks, under moves that are known; and every picture without one whole face is told apart."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.photo.truth import Move, moved
from numpy.typing import NDArray

from percutis.domain.errors import InputError
from percutis.photo import models
from percutis.photo.by_hand import ASKED, face_from
from percutis.photo.face import Face, FaceError
from percutis.photo.landmarks import find_faces, the_face
from percutis.photo.picture import Picture, small
from percutis.photo.pose import pose_of, view_of


def test_portrait_has_one_whole_face(portrait: Picture, face: Face) -> None:
    """Found with both models sure, eyes above the mouth, and the patient's left on the right of the picture."""
    assert len(find_faces(portrait)) == 1
    assert face.detection > 0.5
    assert face.presence > 10
    assert face.points[33, 0] < face.points[263, 0]
    assert face.points[33, 1] < face.points[13, 1] < face.points[152, 1]


@pytest.mark.parametrize(
    "move",
    [
        Move("shift", right=160, down=-90),
        Move("turn", degrees=12),
        Move("smaller", scale=0.6),
        Move("both", degrees=-20, scale=0.8),
    ],
    ids=lambda move: move.name,
)
def test_landmarks_follow_a_known_move(move: Move, pixels: NDArray[np.float32], face: Face) -> None:
    """Each lands where it was moved to, within a hundredth of the face's width in the middle."""
    later, source = moved(pixels, move)
    found = the_face(Picture(np.clip(later, 0, 255).astype(np.uint8), 8, None, ""))
    at = np.rint(found.points).astype(int)
    back = source[np.clip(at[:, 1], 0, source.shape[0] - 1), np.clip(at[:, 0], 0, source.shape[1] - 1)]
    off = np.hypot(*(back - face.points).T) / face.width
    assert np.median(off) < 0.01
    assert np.percentile(off, 95) < 0.03


def test_turned_head_is_measured(face: Face, pixels: NDArray[np.float32]) -> None:
    """A tilt of the picture is a roll of the head by as much; a straight face is the view from the front."""
    tilted, _source = moved(pixels, Move("tilt", degrees=10))
    found = the_face(Picture(np.clip(tilted, 0, 255).astype(np.uint8), 8, None, ""))
    assert pose_of(found).roll - pose_of(face).roll == pytest.approx(-10, abs=1.5)
    assert view_of(pose_of(face)) == "front"


def faces_in(name: str, portrait: Picture) -> Picture:
    """The portrait cut, doubled or emptied."""
    pixels = small(portrait, 1600).pixels
    middle = pixels.shape[1] // 2
    cut = {
        "half": pixels[:, : middle + 200],
        "close_up": pixels[480:1130, 330:870],
        "several": np.hstack([pixels, pixels]),
        "none": np.full((1200, 1200, 3), 128, np.uint8),
    }[name]
    return replace(portrait, pixels=np.ascontiguousarray(cut))


@pytest.mark.parametrize("kind", ["half", "close_up", "several", "none"])
def test_picture_without_one_whole_face_says_why(kind: str, portrait: Picture) -> None:
    """Half of one, one too near, two, or none: each by its own word."""
    with pytest.raises(FaceError) as refused:
        the_face(faces_in(kind, portrait))
    assert refused.value.kind == kind


@pytest.mark.parametrize("part", [0.35, 0.5, 0.65])
@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_face_cut_at_the_edge_is_half_a_face(edge: str, part: float, portrait: Picture, face: Face) -> None:
    """Wherever the edge runs through it, through its very middle too."""
    view = small(portrait, 1600)
    points = face.points * (view.width / portrait.width)
    low, high = points.min(axis=0), points.max(axis=0)
    across, down = (int(at) for at in low + part * (high - low))
    cut = {
        "left": view.pixels[:, across:],
        "right": view.pixels[:, :across],
        "top": view.pixels[down:],
        "bottom": view.pixels[:down],
    }[edge]
    with pytest.raises(FaceError) as refused:
        the_face(replace(portrait, pixels=np.ascontiguousarray(cut)))
    assert refused.value.kind == "half"


@pytest.mark.parametrize("name", ["brick", "grass", "gravel", "moon", "chelsea", "cheek", "brow", "chin"])
def test_what_is_no_face_is_not_called_half_of_one(name: str, portrait: Picture, face: Face) -> None:
    """Walls, lawns, a cat; and skin from near, whose mirror image is no face either."""
    import skimage.data

    places = {"cheek": 205, "brow": 151, "chin": 152}
    if name in places:
        left, top = (int(at - face.width / 8) for at in face.points[places[name]])
        side = int(face.width / 4)
        pixels = portrait.pixels[top : top + side, left : left + side]
    else:
        pixels = getattr(skimage.data, name)()
    coloured = pixels if pixels.ndim == 3 else np.stack([pixels] * 3, axis=-1)
    with pytest.raises(FaceError) as refused:
        the_face(replace(portrait, pixels=np.ascontiguousarray(coloured)))
    assert refused.value.kind == "none"


def test_points_by_hand_make_the_same_face(face: Face) -> None:
    """Seven points placed where the models found them give landmarks near the models' own."""
    placed = {name: (float(face.points[at, 0]), float(face.points[at, 1])) for name, at in ASKED.items()}
    by_hand = face_from(placed)
    assert by_hand.by_hand
    for name, at in ASKED.items():
        assert by_hand.points[at] == pytest.approx(placed[name], abs=0.5)
    off = np.hypot(*(by_hand.points - face.points).T) / face.width
    assert np.median(off) < 0.04


@pytest.mark.parametrize(
    ("placed", "place"),
    [
        ({}, "points.eye_right_outer"),
        (dict.fromkeys(ASKED, (1.0, 2.0)), "points"),
        ({**{name: (float(i), 9.0) for i, name in enumerate(ASKED)}, "ear": (1.0, 1.0)}, "points.ear"),
        ({**{name: (float(i), 9.0) for i, name in enumerate(ASKED)}, "chin": (float("nan"), 1.0)}, "points.chin"),
    ],
)
def test_points_that_cannot_be_a_face_are_refused(placed: dict[str, tuple[float, float]], place: str) -> None:
    """Missing, all in one place, unknown, or not a number."""
    with pytest.raises(InputError) as refused:
        face_from(placed)
    assert place in [problem.place for problem in refused.value.problems]


def test_missing_models_are_said(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they would be, and how to get them."""
    monkeypatch.setenv("PERCUTIS_MODELS", str(tmp_path))
    with pytest.raises(models.MissingModelsError, match="make demo"):
        models.model("face_landmark")


def test_other_models_are_not_taken(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was measured is what is used."""
    monkeypatch.setenv("PERCUTIS_MODELS", str(tmp_path))
    (models.folder() / "face_landmark.tflite").write_bytes(b"another")
    with pytest.raises(models.MissingModelsError, match="not the one"):
        models.model("face_landmark")


def test_small_faces_are_drawn_like_large_ones(portrait: Picture, face: Face) -> None:
    """The same picture at a third of its size has its landmarks at a third."""
    third = the_face(small(portrait, max(portrait.width, portrait.height) // 3))
    off = np.hypot(*(third.points * 3 - face.points).T) / face.width
    assert np.median(off) < 0.01
