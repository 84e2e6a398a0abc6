"""Measures of one picture and the comparison of two, by `percutis.photo`, as plain values that rows keep.

Imported late, as it brings OpenCV: only the background work comes here.
"""

from dataclasses import dataclass
from typing import Any

from PIL import Image

from percutis.domain.errors import InputError
from percutis.web.records.core.pictures import SIZES, copy_at
from percutis.web.records.core.seeing import Json, face_of, fault_json

LOST = {"none": "no_face", "several": "several_faces", "half": "half_face", "close_up": "close_up"}
FIGURES = 4  # that a row keeps of a value: more says nothing


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of one zone, with the spread that two pictures of the same skin show."""

    zone: str
    measure: str
    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Two pictures compared; `aligned` are both in one frame as JPEG, the later in the light of the earlier."""

    comparable: bool
    because: list[Json]
    alignment: Json
    changes: list[Json]
    aligned: dict[str, bytes]


def measured(content: bytes, placed: Json | None) -> list[Measured]:
    """Every measure of every zone that the picture shows.

    Raises:
        InputError: no picture that can be measured, or no single whole face in it and no points by hand.
        MissingModelsError: the landmark models are not installed, and no points were placed.
    """
    from percutis.photo.measuring import measure_picture
    from percutis.photo.reading import read_picture

    picture = read_picture(content)
    face = face_of(placed, picture.width, picture.height) if placed else None
    return [
        Measured(one.zone, one.name, _rounded(one.value), _rounded(one.changes_by))
        for one in measure_picture(picture, face)
    ]


def compared(
    before: bytes, after: bytes, view: str, placed_before: Json | None = None, placed_after: Json | None = None
) -> Compared:
    """What changed from the one to the other, and whether they may be compared at all.

    Raises:
        InputError: no face in the earlier one, or nothing that both share.
        MissingModelsError: the landmark models are not installed, and points are missing.
    """
    from percutis.photo.picture import encoded

    found = _compared(before, after, placed_before, placed_after, view)
    laid = found.alignment
    return Compared(
        comparable=found.comparable,
        because=[fault_json(fault) for fault in found.because],
        alignment={
            "method": laid.method,
            "flow_median_px": _rounded(laid.flow_median_px),
            "flow_p95_px": _rounded(laid.flow_p95_px),
            "noise_px": _rounded(laid.noise_px),
            "light_gain": [_rounded(gain) for gain in found.light.gain],
            "light_gradient": _rounded(found.light.gradient),
        },
        changes=[_change(one) for one in found.changes],
        aligned={"before": _jpeg(laid.before), "after": _jpeg(encoded(found.light.light))},
    )


def why_not(refused: InputError) -> tuple[list[Json], str]:
    """Why two cannot be compared: a reason that has its sentence, else what was found in the reader's own words."""
    kind = getattr(refused, "kind", None)
    if kind in LOST:
        return [{"reason": LOST[kind], "found": None, "bound": None}], ""
    return [], refused.problems[0].given.strip("'")


def _compared(before: bytes, after: bytes, placed_before: Json | None, placed_after: Json | None, view: str) -> Any:
    from percutis.photo.compare import compare
    from percutis.photo.face import FaceError
    from percutis.photo.landmarks import the_face
    from percutis.photo.reading import read_picture

    pictures = read_picture(before), read_picture(after)
    faces = []
    for picture, placed in zip(pictures, (placed_before, placed_after), strict=True):
        try:
            faces.append(face_of(placed, picture.width, picture.height) if placed else the_face(picture))
        except FaceError:
            if not faces:
                raise
            faces.append(None)
    return compare(*pictures, view=view, faces=(faces[0], faces[1]))


def _change(one: Any) -> Json:
    values = {name: getattr(one, name) for name in ("before", "after", "change", "low", "high")}
    numbers = {name: None if value is None else _rounded(value) for name, value in values.items()}
    return {"zone": one.zone, "measure": one.name, "unit": one.unit, **numbers, "beyond": bool(one.beyond_noise)}


def _jpeg(pixels: Any) -> bytes:
    flat = pixels if pixels.dtype == "uint8" else (pixels >> 8).astype("uint8")
    return copy_at(Image.fromarray(flat), SIZES["large"])


def _rounded(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")
