"""What `percutis.photo` says of a picture, as plain values that a row can keep.

Imported late: pages that measure nothing do without OpenCV.
"""

import hashlib
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import yaml

from percutis.domain.errors import InputError
from percutis.web.records.models import Photo, PhotoPoints

Json = dict[str, Any]
UNKNOWN = "unknown"
QUOTES = "'\""
DATA = ("measures.yaml", "repeat.yaml", "quality.yaml")


@cache
def catalogue_version() -> str:
    """The version of what is measured and how: the program's, and a digest of the data that says so."""
    read = b"".join(files("percutis.photo").joinpath(name).read_bytes() for name in DATA)
    return f"{version('percutis')}-{hashlib.sha256(read).hexdigest()[:8]}"


@cache
def measure_units() -> dict[str, str]:
    """Every measure by name with its unit, in the order in which they are shown."""
    said = yaml.safe_load(files("percutis.photo").joinpath("measures.yaml").read_text("utf-8"))
    return {entry["id"]: entry["unit"] for entry in said}


def judged(
    content: bytes, view: str, placed: Json | None = None, *, make_up: bool = False, glasses: bool = False
) -> Json:
    """Whether the picture can be measured as that view: `verdict` keep, retake or unknown, and `reasons`."""
    if view == "close_up":
        return {"verdict": UNKNOWN, "why": "close_up", "reasons": []}
    from percutis.photo.models import MissingModelsError
    from percutis.photo.quality import Fault, judge, judge_face
    from percutis.photo.reading import read_picture

    try:
        picture = read_picture(content)
        told = [Fault(reason) for reason, is_so in (("make_up", make_up), ("glasses", glasses)) if is_so]
        if placed:
            quality = judge_face(picture, face_of(placed, picture.width, picture.height), view, 1, told)
        else:
            quality = judge(picture, view, make_up=make_up, glasses=glasses)
    except InputError as refused:
        problem = refused.problems[0]
        return {"verdict": "retake", "why": f"{problem.given.strip(QUOTES)}; {problem.allowed}", "reasons": []}
    except MissingModelsError:
        return {"verdict": UNKNOWN, "why": "models", "reasons": []}
    return {
        "verdict": quality.verdict,
        "reasons": [fault_json(fault) for fault in quality.faults],
        "view": quality.view,
        "faces": quality.faces,
        "pose": asdict(quality.pose) if quality.pose else None,
        "face_width_px": quality.face_width_px,
        "sharpness": quality.sharpness,
        "clipped_percent": quality.clipped_percent,
    }


def fault_json(fault: Any) -> Json:
    """A fault as a row keeps it."""
    return {"reason": fault.reason, "found": fault.found, "bound": fault.bound}


def wants_points(said: Json) -> bool:
    """Whether the machine found no single whole face, so that a person may place the points."""
    lost = {"no_face", "half_face", "several_faces"}
    return said.get("why") == "models" or any(reason["reason"] in lost for reason in said.get("reasons", ()))


def asked_points() -> tuple[str, ...]:
    """The names of the points that a person is asked to place, in their order."""
    from percutis.photo.by_hand import ASKED

    return tuple(ASKED)


def face_of(placed: Json, width: int, height: int) -> Any:
    """The face on points given in parts of the width and height of the picture.

    Raises:
        InputError: points that cannot be a face.
    """
    from percutis.photo.by_hand import face_from

    return face_from({name: (x * width, y * height) for name, (x, y) in placed.items()})


def points_of(photo: Photo) -> Json | None:
    """The points that were last placed by hand on the picture; None where the machine finds its own."""
    row = PhotoPoints.objects.filter(photo=photo).first()
    return row.placed if row else None
