"""Measuring, in the background: a judgement, measures and comparisons as new rows, with the version that made them."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor, system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.measuring import Compared, compared, measured, why_not
from percutis.web.records.core.seeing import catalogue_version, judged, points_of
from percutis.web.records.core.stored import aligned_name
from percutis.web.records.core.tiers import NONE
from percutis.web.records.models import Patient, Photo, PhotoComparison, PhotoJudgement, PhotoMeasure
from percutis.web.records.selectors.photographs import SEQUENCE, shown_photographs, tier_of, with_tiers
from percutis.web.records.tasks import compare_later

LONGEST = 200


def measure_kept(*, photo: Photo, at: datetime) -> PhotoJudgement:
    """The judgement of a photograph; its measures too, and its comparisons with the first and the last before it.

    What cannot be measured keeps its judgement, which says why. The log names the system.

    Raises:
        RefusedError: it was closed or erased.
    """
    _require_open(photo)
    content, placed = _content(photo), points_of(photo)
    standing = PhotoJudgement.objects.filter(photo=photo).first()
    said = judged(content, photo.view, placed) if standing is None or placed else standing.said
    values = [] if photo.view not in SEQUENCE else _measured(content, placed)
    version = catalogue_version()
    with transaction.atomic():
        row = PhotoJudgement.objects.create(clinic=photo.clinic, at=at, photo=photo, version=version, said=said)
        PhotoMeasure.objects.bulk_create(
            PhotoMeasure(
                clinic=photo.clinic, at=at, photo=photo, version=version,
                zone=one.zone, measure=one.measure, value=one.value, error=one.error,
            )
            for one in values
        )  # fmt: skip
        details = {"verdict": said["verdict"], "measures": len(values), "version": version}
        write_audit(
            by=system(photo.clinic), at=at, action="photograph.measured", subject=photo, patient=photo.patient.key,
            details=details,
        )  # fmt: skip
    for earlier in _to_compare_with(photo) if values else ():
        compare_pair(before=earlier, after=photo, at=at)
    return row


def compare_pair(*, before: Photo, after: Photo, at: datetime) -> PhotoComparison:
    """The comparison of two photographs; where there can be none, a row that says why.

    Raises:
        RefusedError: one of them was closed or erased, before or while they were compared.
    """
    problem = ""
    try:
        found = compared(_content(before), _content(after), after.view, points_of(before), points_of(after))
    except InputError as refused:
        because, problem = why_not(refused)
        found = Compared(False, because, {}, [], {})
    except RuntimeError as missing:
        found, problem = Compared(False, [], {}, [], {}), str(missing)
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=after.patient_id)
        _require_open(before, after)
        kept = {side: _keep_aligned(before, after, side, copy) for side, copy in found.aligned.items()}
        row = PhotoComparison.objects.create(
            clinic=after.clinic, at=at, patient=after.patient, before=before, after=after,
            version=catalogue_version(), comparable=found.comparable, because=found.because,
            problem=problem[:LONGEST], alignment=found.alignment, changes=found.changes, kept=kept,
        )  # fmt: skip
        details = {"view": after.view, "comparable": found.comparable, "version": row.version}
        write_audit(
            by=system(after.clinic), at=at, action="photographs.compared", subject=row, patient=after.patient.key,
            details=details,
        )  # fmt: skip
    return row


def ask_comparison(*, before: Photo, after: Photo, by: Actor, at: datetime) -> None:
    """Put a pair that somebody wants to see into the queue.

    Raises:
        RefusedError: no right to see photographs, or two that are not of one patient and one view.
    """
    by.require(Right.SEE_PHOTOGRAPHS, after.clinic, at)
    if before.patient_id != after.patient_id or before.view != after.view or before.pk == after.pk:
        raise RefusedError(_("Choose two pictures of the same view."))
    with transaction.atomic():
        details = {"view": after.view, "before": str(before.key), "after": str(after.key)}
        write_audit(
            by=by, at=at, action="photographs.comparison_asked", subject=after, patient=after.patient.key,
            details=details,
        )  # fmt: skip
        compare_later(before.pk, after.pk)


def _require_open(*photos: Photo) -> None:
    rows = with_tiers(Photo.objects.filter(pk__in=[photo.pk for photo in photos]).exclude(original=""))
    if len([row for row in rows.select_related("consent") if tier_of(row) != NONE]) < len(photos):
        raise RefusedError(_("This picture is closed: the patient does not agree, or no longer, that it is looked at."))


def _measured(content: bytes, placed: dict[str, Any] | None) -> list[Any]:
    try:
        return measured(content, placed)
    except (InputError, RuntimeError):  # the judgement says why; models that are not installed are a RuntimeError
        return []


def _to_compare_with(photo: Photo) -> list[Photo]:
    """The first picture of the view, and the last before this one. What patients send from home is looked at, and
    compared when somebody asks for it: it was taken in another room.
    """
    if photo.checkin_id is not None:
        return []
    taken_here = [one for one in shown_photographs(photo.patient) if one.checkin_id is None and one.view == photo.view]
    earlier = [one for one in taken_here if one.at < photo.at]
    return list({one.pk: one for one in (*earlier[:1], *earlier[-1:])}.values())


def _content(photo: Photo) -> bytes:
    with photo.original.open() as original:
        return bytes(original.read())


def _keep_aligned(before: Photo, after: Photo, side: str, copy: bytes) -> str:
    storage, name = after.original.storage, aligned_name(before, after, side)
    storage.delete(name)
    return storage.save(name, ContentFile(copy))
