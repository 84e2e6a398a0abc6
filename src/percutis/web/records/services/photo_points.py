"""Points placed by hand, where the machine finds no face or the wrong one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.rights import Right
from percutis.web.records.core.seeing import asked_points, face_of
from percutis.web.records.models import Photo, PhotoPoints
from percutis.web.records.tasks import measure_later

Place = tuple[float, float]


def place_points(*, photo: Photo, placed: Mapping[str, Place], by: Actor, at: datetime) -> PhotoPoints:
    """The points as a new row, in parts of the picture's width and height; it is then measured on them.

    Raises:
        InputError: a point is missing, outside the picture, or the points cannot be a face.
        RefusedError: no right to.
    """
    by.require(Right.SEE_PHOTOGRAPHS, photo.clinic, at)
    points = {name: placed[name] for name in asked_points() if name in placed}
    outside = [
        Problem(f"points.{name}", f"{100 * x:g}, {100 * y:g}", "0 to 100")
        for name, (x, y) in points.items()
        if not (0 <= x <= 1 and 0 <= y <= 1)
    ]
    if outside:
        raise InputError(tuple(outside))
    face_of(points, photo.width, photo.height)
    with transaction.atomic():
        kept = {name: [round(x, 5), round(y, 5)] for name, (x, y) in points.items()}
        row = PhotoPoints.objects.create(clinic=photo.clinic, at=at, by=by.membership, photo=photo, placed=kept)
        write_audit(
            by=by, at=at, action="photograph.points_placed", subject=photo, patient=photo.patient.key,
            details={"points": len(kept)},
        )  # fmt: skip
        measure_later(photo.pk)
    return row
