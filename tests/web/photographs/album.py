"""Pictures of these tests: a real portrait that science uses, and a face drawn by code; kept by the service."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from percutis.web.demo.faces import Look, portrait
from percutis.web.records.models import Photo
from percutis.web.records.services.photographs import keep_photograph
from tests.web.cast import NOW, Cast
from tests.web.treat.stage import upload

LOOK = Look((168, 120, 92), scars=40, depth=0.24, redness=0.4, seed=1)
LATER = replace(LOOK, scars=20, depth=0.14, redness=0.2, shift=(3, 2))
DARK = replace(LOOK, light=0.25)


@cache
def drawn(look: Look = LOOK, view: str = "front") -> bytes:
    """The drawn face."""
    return portrait(look, view)


@cache
def astronaut(redder: int = 0) -> bytes:
    """The portrait of scikit-image, its face large enough to be measured; a cheek redder by so much."""
    from skimage.data import astronaut as whole

    face = Image.fromarray(whole()).crop((120, 0, 330, 240)).resize((1260, 1440), Image.Resampling.LANCZOS)
    if redder:
        spot, mask = Image.new("RGB", face.size, (220, 60, 60)), Image.new("L", face.size, 0)
        ImageDraw.Draw(mask).ellipse((720, 640, 900, 840), fill=redder)
        face.paste(spot, mask=mask)
    return saved(face)


@cache
def wall() -> bytes:
    """A picture without a face."""
    return saved(Image.linear_gradient("L").resize((1100, 1100)).convert("RGB"))


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    kept = BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def kept(cast: Cast, content: bytes | None = None, at: datetime = NOW, **given: Any) -> Photo:
    """A photograph of the cast's patient."""
    fields = {"patient": cast.patient, "view": "front", "by": cast.as_("doctor"), "at": at}
    return keep_photograph(**{**fields, "upload": upload(drawn() if content is None else content), **given})
