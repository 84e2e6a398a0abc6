"""Finding photographs: only of the clinic that asks, by day and view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.prepared import Prepared
from percutis.web.records.core.pictures import copies_of, copy_name
from percutis.web.records.core.tiers import NONE, least
from percutis.web.records.models import (
    Consent,
    Patient,
    Photo,
    PhotoErasure,
    PhotoMeasure,
    PhotoTier,
    PhotoTrial,
    Session,
)
from percutis.web.ui.asked import whole_number

SEQUENCE = ("front", "left_oblique", "right_oblique", "left_profile", "right_profile")
MOST = 200


@dataclass(frozen=True, slots=True)
class PhotographDay:
    """The photographs of one day, in the order of the sequence."""

    day: date
    photographs: Sequence[Photo]


def get_photograph(*, clinic: Clinic, key: UUID) -> Photo:
    """The photograph of that key in that clinic, with `tier`, what it may be used for now.

    Raises:
        Http404: there is none, or it was erased.
    """
    rows = Photo.objects.select_related("patient__clinic", "clinic", "consent", "session", "by__user")
    found = with_tiers(rows.filter(clinic=clinic, key=key).exclude(original="")).first()
    if found is None:
        raise Http404
    return found


def open_photograph(*, clinic: Clinic, key: UUID) -> Photo:
    """The same, where it may be looked at.

    Raises:
        Http404: there is none, or it was erased.
        RefusedError: the patient has taken the agreement back, or the picture was closed.
    """
    found = get_photograph(clinic=clinic, key=key)
    if tier_of(found) == NONE:
        raise RefusedError(_("This picture is closed: the patient does not agree, or no longer, that it is looked at."))
    return found


def with_tiers(rows: QuerySet[Photo]) -> QuerySet[Photo]:
    """Photographs with what decides their use: `own_tier`, `given_tier`, and the newest answer of the patient."""
    own = PhotoTier.objects.filter(photo=OuterRef("pk")).order_by("-at", "-id").values("tier")[:1]
    newest = Consent.objects.filter(patient=OuterRef("patient"), subject="photographs").order_by("-id")
    return rows.annotate(
        own_tier=Subquery(own),
        standing_state=Subquery(newest.values("state")[:1]),
        standing_tier=Subquery(newest.values("tier")[:1]),
    )


def tier_of(photo: Photo) -> str:
    """What a picture, read by `with_tiers`, may be used for now."""
    state, standing, own = (getattr(photo, name) for name in ("standing_state", "standing_tier", "own_tier"))
    if state != "signed":
        return NONE
    return least((standing, own or (photo.consent.tier if photo.consent else standing)))


def open_rows(rows: QuerySet[Photo]) -> QuerySet[Photo]:
    """Of these photographs those that may be looked at, in one query."""
    told: Any = with_tiers(rows.exclude(original=""))
    is_open = Q(own_tier__isnull=True) | ~Q(own_tier=NONE)  # most have no row of their own: the consent speaks
    found: QuerySet[Photo] = told.filter(is_open, standing_state="signed").exclude(standing_tier=NONE)
    return found


OPEN = Prepared(lambda patient: open_rows(Photo.objects.filter(patient=patient))[:1])


def has_open_photographs(patient: Patient) -> bool:
    """Whether there is a picture of this patient that may be looked at."""
    return OPEN.first(patient.pk) is not None


def shown_photographs(patient: Patient) -> list[Photo]:
    """Those of a patient that may be looked at, the oldest first."""
    rows = patient.photographs.exclude(original="").select_related("consent", "session", "by__user")
    return [photo for photo in with_tiers(rows).order_by("at", "id")[:MOST] if tier_of(photo) != NONE]


def photographs_consent(patient: Patient) -> Consent | None:
    """The standing consent to photographs; None where the newest answer is none."""
    newest = patient.consents.filter(subject="photographs").order_by("-id").first()
    return newest if newest and newest.state == "signed" and newest.tier not in ("", "none") else None


def photographs_of(*, patient: Patient) -> list[PhotographDay]:
    """Every photograph of a patient that may be looked at, the newest day first."""
    views = [name for name, _word in Photo.VIEWS]
    return [
        PhotographDay(day, sorted(photos, key=lambda photo: (views.index(photo.view), photo.at)))
        for day, photos in groupby(reversed(shown_photographs(patient)), key=lambda photo: day_of(photo))
    ]


def day_of(photo: Photo) -> date:
    """The clinic's day on which it was taken."""
    return photo.patient.clinic.day_of(photo.at)


def erasures_of(patient: Patient) -> list[PhotoErasure]:
    """The pictures of a patient that are no more, the newest end first."""
    rows = PhotoErasure.objects.filter(photo__patient=patient).select_related("photo", "by__user")
    return list(rows.order_by("-at", "-id")[:MOST])


def measures_of(photo: Photo) -> list[PhotoMeasure]:
    """What was last measured on one picture."""
    newest = photo.measures.order_by("-at").values("at")[:1]
    return list(photo.measures.filter(at=Subquery(newest)).order_by("id"))


def closed_count(patient: Patient) -> int:
    """How many pictures are kept and closed: nobody is shown them."""
    return patient.photographs.exclude(original="").count() - len(shown_photographs(patient))


def closed_photographs(patient: Patient) -> list[Photo]:
    """Those of a patient that were closed and are kept, the newest first, each with every decision on its use."""
    tiers = Prefetch("tiers", PhotoTier.objects.select_related("by__user"))
    told: Any = with_tiers(patient.photographs.exclude(original=""))
    return list(
        told.filter(own_tier=NONE).select_related("consent").prefetch_related(tiers).order_by("-at", "-id")[:MOST]
    )


def tiers_of(photo: Photo) -> list[PhotoTier]:
    """Every decision on the use of a picture, the newest first."""
    return list(photo.tiers.select_related("by__user"))


def get_trial(*, clinic: Clinic, key: UUID) -> PhotoTrial:
    """The picture on trial of that key in that clinic.

    Raises:
        Http404: there is none, or it was answered.
    """
    rows = PhotoTrial.objects.select_related("patient__clinic", "session", "clinic")
    found = rows.filter(clinic=clinic, key=key).first()
    if found is None:
        raise Http404
    return found


def session_of(patient: Patient, given: str | None) -> Session | None:
    """The session of this patient that an address names; None for any other."""
    return patient.sessions.filter(pk=whole_number(given)).first()


def taken_and_earlier(
    patient: Patient, session: Session | None, today: date
) -> tuple[dict[str, Photo], dict[str, Photo]]:
    """By view: what was taken here in this session (or today), and the newest picture from before."""
    taken: dict[str, Photo] = {}
    earlier: dict[str, Photo] = {}
    for photo in (one for one in shown_photographs(patient) if one.checkin_id is None):
        is_now = photo.session_id == session.pk if session else day_of(photo) == today
        (taken if is_now else earlier)[photo.view] = photo
    return taken, earlier


def session_photographs(session: Session) -> dict[str, Photo]:
    """The newest photograph of each view that was kept in a session."""
    return {photo.view: photo for photo in shown_photographs(session.patient) if photo.session_id == session.pk}


def earlier_photographs(session: Session) -> dict[str, Photo]:
    """The newest photograph of each view from before a session: what the pose is matched to."""
    shown = shown_photographs(session.patient)
    return {photo.view: photo for photo in shown if photo.at < session.at and photo.session_id != session.pk}


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
