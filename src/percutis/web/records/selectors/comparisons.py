"""Pairs of photographs, what was measured of them, and the course of one view against its first picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import BlindPair, Patient, Photo, PhotoComparison, Session, ZoneTreatment
from percutis.web.records.selectors.photographs import SEQUENCE, day_of, open_photograph, shown_photographs


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures of one view, the earlier first, and their newest comparison; None while there is none."""

    before: Photo
    after: Photo
    comparison: PhotoComparison | None


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of one view that may be looked at, the oldest first, and which views have two or more."""

    view: str
    photographs: tuple[Photo, ...]
    views: tuple[str, ...]


def album_of(patient: Patient, view: str = "") -> Album:
    """The pictures of that view, or of the first view that has two."""
    shown = shown_photographs(patient)
    by_view = {name: tuple(one for one in shown if one.view == name) for name in (*SEQUENCE, "close_up")}
    views = tuple(name for name, found in by_view.items() if len(found) > 1)
    chosen = view if view in by_view else (views[0] if views else SEQUENCE[0])
    return Album(chosen, by_view[chosen], views)


def pair_of(album: Album, before: UUID | None, after: UUID | None) -> Pair | None:
    """The two that were asked for, the earlier first, or the first and the last; None before there are two."""
    photos = album.photographs
    if len(photos) < 2:
        return None
    by_key = {photo.key: photo for photo in photos}
    one = by_key.get(before, photos[0]) if before else photos[0]
    other = by_key.get(after, photos[-1]) if after else photos[-1]
    if one.pk == other.pk:
        one, other = (photos[0], one) if one.pk != photos[0].pk else (one, photos[-1])
    first, second = sorted((one, other), key=lambda photo: (photo.at, photo.pk))
    return Pair(first, second, comparison_of(first, second))


def comparison_of(before: Photo, after: Photo) -> PhotoComparison | None:
    """The newest comparison of a pair."""
    return PhotoComparison.objects.filter(before=before, after=after).first()


def course_of(album: Album) -> list[Pair]:
    """Every later picture that the clinic took against the first of its view."""
    taken_here = [photo for photo in album.photographs if photo.checkin_id is None]
    if not taken_here:
        return []
    first, *later = taken_here
    rows = PhotoComparison.objects.filter(before=first, after__in=later).order_by("at", "id")
    newest = {row.after_id: row for row in rows}
    return [Pair(first, photo, newest.get(photo.pk)) for photo in later]


def aligned_copy(row: PhotoComparison | None, side: str) -> bytes | None:
    """One side of a pair in the frame of both (`before`, or `after` in the earlier's light); None where it is gone."""
    name = row.kept.get(side) if row else None
    storage = Photo._meta.get_field("original").storage
    if not name or not storage.exists(name):
        return None
    with storage.open(name) as kept:
        return bytes(kept.read())


def get_comparison(*, clinic: Clinic, pk: int) -> PhotoComparison:
    """The comparison of that number, where both of its pictures may be looked at.

    Raises:
        Http404: there is none in this clinic.
        RefusedError: one of the two was closed.
    """
    row = PhotoComparison.objects.select_related("before", "after").filter(clinic=clinic, pk=pk).first()
    if row is None:
        raise Http404
    for photo in (row.before, row.after):
        open_photograph(clinic=clinic, key=photo.key)
    return row


def days_since_session(photos: Sequence[Photo]) -> dict[int, int | None]:
    """For each picture how many days the last session that had ended lay back; None before the first."""
    if not photos:
        return {}
    patient = photos[0].patient
    ended = Session.objects.filter(patient=patient, ended__isnull=False).values_list("ended", flat=True)
    days = sorted(patient.clinic.day_of(moment) for moment in ended if moment)
    return {photo.pk: _since(day_of(photo), days) for photo in photos}


def _since(day: date, sessions: Sequence[date]) -> int | None:
    before = [one for one in sessions if one < day]
    return (day - before[-1]) // timedelta(days=1) if before else None


def treated_zones(patient: Patient) -> tuple[str, ...]:
    """The zones that were treated in any session, else those of the newest plan."""
    done = ZoneTreatment.objects.filter(session__patient=patient, replaced_by__isnull=True)
    zones = tuple(done.order_by("zone").values_list("zone", flat=True).distinct())
    if zones:
        return zones
    plan = patient.plans.order_by("-at", "-id").first()
    said = plan.asked.get("concerns", []) if plan else []
    return tuple(dict.fromkeys(zone for one in said for zone in one.get("zones", [])))


def get_blind_pair(*, clinic: Clinic, key: UUID, rater: int) -> BlindPair:
    """The pair drawn for that rater.

    Raises:
        Http404: there is none, or it was drawn for somebody else.
    """
    rows = BlindPair.objects.select_related("course__patient", "course__plan", "before", "after", "clinic", "grade")
    found = rows.filter(clinic=clinic, key=key, by=rater, course__patient__erased=None).first()
    if found is None:
        raise Http404
    return found


def blind_grades_of(course_id: int) -> list[BlindPair]:
    """Every pair of a course that was graded, the newest first."""
    rows = BlindPair.objects.filter(course=course_id, grade__isnull=False)
    return list(rows.select_related("grade", "before", "after", "by__user").order_by("-at"))
