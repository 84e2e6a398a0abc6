"""A second rater who does not know which picture is the earlier: the order is drawn before, told after the grade."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import BlindGrade, BlindPair, Course, Outcome, Photo


def draw_pair(
    *, course: Course, before: Photo, after: Photo, concern: str, scale: str, by: Actor, at: datetime
) -> BlindPair:
    """Two pictures of a course for one rater, in an order that was drawn.

    Raises:
        RefusedError: no right, two that are not of this patient and one view, an unknown scale, or a rater who has
            graded this course: the second must be another.
    """
    by.require(Right.SEE_PHOTOGRAPHS, course.clinic, at)
    same = before.view == after.view and before.at < after.at
    if not same or {before.patient_id, after.patient_id} != {course.patient_id}:
        raise RefusedError(_("Choose two pictures of the same view."))
    if scale not in {one.scale for one in edition_of(course.clinic, course.plan.edition).scales}:
        raise RefusedError(_("This scale is not known."))
    if Outcome.objects.filter(course=course, by=by.membership).exists():
        raise RefusedError(_("You have graded this course yourself. The second rater must be somebody else."))
    with transaction.atomic():
        row = BlindPair.objects.create(
            clinic=course.clinic, at=at, by=by.membership, course=course, before=before, after=after,
            is_swapped=bool(secrets.randbits(1)), concern=concern, scale=scale,
        )  # fmt: skip
        details = {"scale": scale, "view": after.view}
        write_audit(by=by, at=at, action="blind.drawn", subject=row, patient=course.patient.key, details=details)
    return row


def grade_pair(
    *, pair: BlindPair, grade_a: float, grade_b: float, note: str = "", by: Actor, at: datetime
) -> BlindGrade:
    """What the rater says of A and of B, once.

    Raises:
        RefusedError: another rater's pair, one that was graded, or a grade outside the scale.
    """
    by.require(Right.SEE_PHOTOGRAPHS, pair.clinic, at)
    if by.membership is None or pair.by_id != by.membership.pk:
        raise RefusedError(_("This pair was drawn for somebody else."))
    edition = edition_of(pair.clinic, pair.course.plan.edition)
    scale = next(one for one in edition.scales if one.scale == pair.scale)
    for grade in (grade_a, grade_b):
        if not scale.low <= grade <= scale.high or (scale.whole and grade != int(grade)):
            raise RefusedError(
                _("This scale goes from %(low)s to %(high)s.") % {"low": f"{scale.low:g}", "high": f"{scale.high:g}"}
            )
    with transaction.atomic():
        BlindPair.objects.select_for_update().get(pk=pair.pk)
        if BlindGrade.objects.filter(pair=pair).exists():
            raise RefusedError(_("This pair was graded already; a grade is given once."))
        row = BlindGrade.objects.create(
            clinic=pair.clinic, at=at, by=by.membership, pair=pair, grade_a=grade_a, grade_b=grade_b,
            note=note.strip()[:400],
        )  # fmt: skip
        details = {"scale": pair.scale, "a": grade_a, "b": grade_b, "swapped": pair.is_swapped}
        write_audit(by=by, at=at, action="blind.graded", subject=row, patient=pair.course.patient.key, details=details)
    return row
