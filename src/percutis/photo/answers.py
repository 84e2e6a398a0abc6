"""Answers about photographs as JSON, the shape that the public contract promises."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from percutis.photo.compare import Change, Comparison
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


def comparison_json(found: Comparison, say: Say) -> Json:
    """The comparison of two photographs; a reason stands there whether they may be compared or not."""
    laid, light = found.alignment, found.light
    because = found.because or (Fault("same_view_and_light"),)
    return {
        "comparable": found.comparable,
        "because": [{**_fault(one), "text": say(f"photo.{one.reason}", **holes(one))} for one in because],
        "alignment": {
            "method": laid.method,
            "flow_median_px": round(laid.flow_median_px, 2),
            "flow_p95_px": round(laid.flow_p95_px, 2),
            "noise_px": round(laid.noise_px, 3),
        },
        "light": {
            "gain": [round(one, 3) for one in light.gain],
            "gradient": round(light.gradient, 3),
            "residual_stops": round(light.residual, 3),
            "by_card": light.by_card,
            "card_unevenness": [round(card.unevenness, 4) for card in found.cards],
        },
        "zones": [_change(one) for one in found.changes],
        "proxy": say("photo.proxy"),
    }


def _change(one: Change) -> Json:
    figures = {name: _figure(getattr(one, name)) for name in ("before", "after", "change", "low", "high")}
    said = {"zone": one.zone, "measure": one.measure, "name": one.name, "unit": one.unit}
    return {**said, **figures, "beyond_noise": one.beyond_noise}


def _figure(value: float | None) -> float | None:
    """Four figures: more says nothing."""
    return None if value is None else float(f"{value:.4g}")


def holes(fault: Fault) -> dict[str, str]:
    """What fills the sentence of a fault: what was found, and the bound, in figures."""
    if fault.found is None or fault.bound is None:
        return {}
    return {"found": _figures(abs(fault.found), 2), "bound": _figures(abs(fault.bound), 3)}


def _figures(value: float, digits: int) -> str:
    """A number to so many significant digits; all that stands before the point, without an exponent."""
    return f"{value:.0f}" if value >= 10 ** (digits - 1) else f"{value:.{digits}g}"


def _fault(fault: Fault) -> Json:
    return {"reason": fault.reason, "found": fault.found and round(fault.found, 3), "bound": fault.bound}
