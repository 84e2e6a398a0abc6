"""Answers about photographs as JSON, the shape that the public contract promises."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from percutis.photo.quality import Fault, Quality

Say = Callable[..., str]
Json = dict[str, Any]


def quality_json(quality: Quality, say: Say) -> Json:
    """The judgement of one photograph; `say` words a reason by its key."""
    return {
        "verdict": quality.verdict,
        "reasons": [
            {**_fault(fault), "text": say(f"photo.{fault.reason}", **holes(fault))} for fault in quality.faults
        ],
        "view": quality.view,
        "faces": quality.faces,
        "pose": {name: round(value, 1) for name, value in asdict(quality.pose).items()} if quality.pose else None,
        "face_width_px": round(quality.face_width_px) if quality.face_width_px else None,
        "sharpness": round(quality.sharpness, 3) if quality.sharpness is not None else None,
        "clipped_percent": round(quality.clipped_percent, 2) if quality.clipped_percent is not None else None,
    }


def holes(fault: Fault) -> dict[str, str]:
    """What fills the sentence of a fault: what was found, and the bound, in figures."""
    if fault.found is None or fault.bound is None:
        return {}
    return {"found": f"{abs(fault.found):.2g}", "bound": f"{abs(fault.bound):.3g}"}


def _fault(fault: Fault) -> Json:
    return {"reason": fault.reason, "found": fault.found and round(fault.found, 3), "bound": fault.bound}
