"""A comparison on paper: both photographs in one frame, and every zone with what changed in it, as PDF by typst."""

import json
import tempfile
from collections.abc import Callable
from itertools import groupby
from math import floor, log10
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from percutis.photo.answers import Say, holes
from percutis.photo.compare import Change, Comparison
from percutis.photo.picture import Pixels, encoded
from percutis.photo.quality import Fault

TEMPLATE = Path(__file__).parent / "paper.typ"
LETTERS = Path(__file__).parents[1] / "letters.typ"
WIDE = 900  # pixels of a picture on paper
Json = dict[str, Any]


def comparison_pdf(
    found: Comparison, say: Say, zone: Callable[[str], str], language: str, names: tuple[str, str], fonts: Path | None
) -> bytes:
    """The sheet; `say` words a phrase, `zone` names a zone, `names` are what the two files are called."""
    import typst

    with tempfile.TemporaryDirectory(prefix="percutis-") as folder:
        pictures = [
            _picture(Path(folder) / "before.jpg", found.alignment.before, f"{say('photo.before')}: {names[0]}"),
            _picture(Path(folder) / "after.jpg", encoded(found.light.light), f"{say('photo.after')}: {names[1]}"),
        ]
        content = {**_content(found, say, zone), "language": language, "right_to_left": language == "ur"}
        page = Path(folder) / "page.typ"
        for template, copy in ((TEMPLATE, page), (LETTERS, page.with_name(LETTERS.name))):
            copy.write_text(template.read_text("utf-8"), "utf-8")
        return typst.compile(
            page,
            format="pdf",
            font_paths=[fonts] if fonts else [],
            sys_inputs={"content": json.dumps({**content, "pictures": pictures}, ensure_ascii=False)},
            pdf_standards="ua-1",
        )


def _content(found: Comparison, say: Say, zone: Callable[[str], str]) -> Json:
    because = found.because or (Fault("same_view_and_light"),)
    laid = found.alignment
    method = say(f"photo.method.{laid.method}")
    moved = {"middle": f"{laid.flow_median_px:.1f}", "most": f"{laid.flow_p95_px:.1f}"}
    return {
        "title": say("photo.page"),
        "comparable": found.comparable,
        "verdict": say("photo.comparable" if found.comparable else "photo.not_comparable"),
        "because": [say(f"photo.{one.reason}", **holes(one)) for one in because],
        "about": [say("photo.aligned", method=method, **moved), light_line(found, say)],
        "proxy": say("photo.proxy"),
        **_summary(found, say, zone),
        "parts": [
            _part(zone(name), list(changes), say) for name, changes in groupby(found.changes, lambda one: one.zone)
        ],
    }


def _summary(found: Comparison, say: Say, zone: Callable[[str], str]) -> Json:
    """What changed by more than chance, in a sentence each."""
    measured = [one for one in found.changes if one.change is not None]
    beyond = [one for one in measured if one.beyond_noise]
    counts = {"count": len(beyond), "all": len(measured)}
    return {
        "changed_title": say("photo.changed", **counts) if beyond else say("photo.nothing_changed"),
        "changed": [f"{zone(one.zone)}: {_named(one, say)} {amount(one)}" for one in beyond],
    }


def amount(one: Change) -> str:
    """The change in its unit, to the figures that its interval allows, isolated for a page from the right."""
    return f"\u2066{as_sure(one.change, one)} {one.unit}\u2069"


def as_sure(value: float | None, one: Change) -> str:
    """A signed number with no more places than the width of the interval gives sense to."""
    if value is None or one.low is None or one.high is None:
        return "–"
    width = max((one.high - one.low) / 2, 1e-9)
    places = max(0, 1 - floor(log10(width)))
    said = f"{value:+.{places}f}"
    return said if float(said) else said.lstrip("+-")


def _named(one: Change, say: Say) -> str:
    return say(f"photo.measure.{one.name}")


def light_line(found: Comparison, say: Say) -> str:
    """How the light was evened out, in words."""
    gain = dict(zip(("red", "green", "blue"), (f"{one:.2f}" for one in found.light.gain), strict=True))
    key = "photo.light_card" if found.light.by_card else "photo.light"
    return say(key, **gain, gradient=f"{found.light.gradient:.2f}")


def figure(value: float | None) -> str:
    """Three figures, a dash for none."""
    return "–" if value is None else f"{value:.3g}"


def _part(title: str, changes: list[Change], say: Say) -> Json:
    head = ["", say("photo.before"), say("photo.after"), say("photo.change"), say("photo.interval")]
    rows = [_row(one, say) for one in changes if one.change is not None]
    return {"title": title, "head": head, "rows": rows}


def _row(one: Change, say: Say) -> Json:
    """A row; the interval as shares of a line on which the change that chance makes fills a half."""
    change, low, high = one.change or 0.0, one.low or 0.0, one.high or 0.0
    reach = 2 * max((high - low) / 2, abs(change) / 1.6, 1e-9)
    shares = {name: max(-1.0, min(1.0, value / reach)) for name, value in (("low", low), ("high", high))}
    return {
        "name": f"{_named(one, say)} · {one.unit}",
        "before": figure(one.before),
        "after": figure(one.after),
        "change": as_sure(change, one),
        "middle": change / reach,
        "beyond": one.beyond_noise,
        **shares,
    }


def _picture(path: Path, pixels: Pixels, caption: str) -> Json:
    whole = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    scale = min(1.0, WIDE / whole.shape[1])
    size = (round(whole.shape[1] * scale), round(whole.shape[0] * scale))
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(path), cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return {"file": path.name, "caption": caption}
