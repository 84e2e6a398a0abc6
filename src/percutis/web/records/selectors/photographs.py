"""Finding photographs: only of the clinic that asks, by day and view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.core.files.base import ContentFile
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.core.pictures import copies_of, copy_name
from percutis.web.records.models import Consent, Patient, Photo, Session

SEQUENCE = ("front", "left_oblique", "right_oblique", "left_profile", "right_profile")
MOST = 200


@dataclass(frozen=True, slots=True)
class PhotographDay:
    """The photographs of one day, in the order of the sequence."""

    day: date
    photographs: Sequence[Photo]


def get_photograph(*, clinic: Clinic, key: UUID) -> Photo:
    """The photograph of that key in that clinic.

    Raises:
        Http404: there is none.
    """
    found = Photo.objects.select_related("patient__clinic", "clinic", "consent").filter(clinic=clinic, key=key).first()
    if found is None:
        raise Http404
    return found


def photographs_consent(patient: Patient) -> Consent | None:
    """The standing consent to photographs; None where the newest answer is none."""
    newest = patient.consents.filter(subject="photographs").order_by("-at", "-id").first()
    return newest if newest and newest.state == "signed" and newest.tier not in ("", "none") else None


def photographs_of(*, patient: Patient) -> list[PhotographDay]:
    """Every photograph of a patient, the newest day first."""
    rows = Photo.objects.filter(patient=patient).select_related("consent", "session", "by__user").order_by("-at")[:MOST]
    views = [name for name, _word in Photo.VIEWS]
    return [
        PhotographDay(day, sorted(photos, key=lambda photo: (views.index(photo.view), photo.at)))
        for day, photos in groupby(rows, key=lambda photo: photo.at.astimezone(patient.clinic.zone).date())
    ]


def session_photographs(session: Session) -> dict[str, Photo]:
    """The newest photograph of each view that was kept in a session."""
    rows = Photo.objects.filter(session=session).select_related("consent").order_by("at", "id")
    return {photo.view: photo for photo in rows}


def earlier_photographs(session: Session) -> dict[str, Photo]:
    """The newest photograph of each view from before a session: what the pose is matched to."""
    rows = Photo.objects.filter(patient_id=session.patient_id, at__lt=session.at).exclude(session=session)
    return {photo.view: photo for photo in rows.order_by("at", "id")}


def page_copy(photo: Photo, size: str) -> bytes:
    """The copy of a photograph that pages show; made anew from the original where it is lost."""
    storage, name = photo.original.storage, copy_name(str(photo.original.name), size)
    if storage.exists(name):
        with storage.open(name) as kept:
            return bytes(kept.read())
    with photo.original.open() as original:
        copy = copies_of(original.read())[size]
    storage.save(name, ContentFile(copy))
    return copy
