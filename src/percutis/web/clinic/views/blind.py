"""A second rating in blinded order: drawn, graded, and only then told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from percutis.interop.wording import label
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.photographs import BlindForm, BlindGradeForm
from percutis.web.clinic.presenters.blind import blind_rows, photo_choices
from percutis.web.clinic.presenters.course import scale_lines
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.views.addresses import key_of
from percutis.web.clinic.views.serving import picture
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Course
from percutis.web.records.selectors.comparisons import aligned_copy, blind_grades_of, comparison_of, get_blind_pair
from percutis.web.records.selectors.courses import get_course
from percutis.web.records.selectors.outcomes import concerns_of, grades_of
from percutis.web.records.selectors.photographs import open_photograph, page_copy, shown_photographs
from percutis.web.records.services.blinding import draw_pair, grade_pair
from percutis.web.records.services.photographs import record_look


def new(request: StaffRequest, course: int) -> HttpResponse:
    """What was graded blind in a course, beside the first rater; and another pair to draw."""
    row = get_course(clinic=request.clinic, pk=course)
    edition = edition_of(request.clinic, row.plan.edition)
    texts = texts_of(edition)
    form = _form(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        before, after = sorted(
            (open_photograph(clinic=request.clinic, key=key_of(given[name])) for name in ("before", "after")),
            key=lambda photo: photo.at,
        )
        try:
            pair = draw_pair(
                course=row, before=before, after=after, concern=given["concern"], scale=given["scale"],
                by=request.actor, at=request.now,
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("clinic:blind", clinic=request.clinic.slug, pair=pair.key)
    context = {
        "course": row,
        "patient": row.patient,
        "names": names(row.patient),
        "form": form,
        "graded": blind_rows(blind_grades_of(row.pk), grades_of(row), texts),
    }
    return render(request, "clinic/photographs/blind_new.html", context, status=422 if form.errors else 200)


def grade(request: StaffRequest, pair: UUID) -> HttpResponse:
    """A and B, without name, date or order; the grade, once."""
    row = get_blind_pair(clinic=request.clinic, key=pair, rater=request.membership.pk)
    if hasattr(row, "grade"):
        return redirect("clinic:blind_new", clinic=request.clinic.slug, course=row.course_id)
    edition = edition_of(request.clinic, row.course.plan.edition)
    texts = texts_of(edition)
    form = BlindGradeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grade_pair(pair=row, by=request.actor, at=request.now, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error("grade_a", str(refused))
        else:
            messages.success(request, _("The grades are on record. Which was the earlier is told below."))
            return redirect("clinic:blind_new", clinic=request.clinic.slug, course=row.course_id)
    wanted = {scale.id for scale in edition.scales if scale.scale == row.scale}
    scales = [line for line in scale_lines(edition, texts) if line[0] in wanted]
    context = {"pair": row, "form": form, "scales": scales}
    return render(request, "clinic/photographs/blind.html", context, status=422 if form.errors else 200)


def side(request: StaffRequest, pair: UUID, side: str) -> HttpResponse:
    """A or B: in one frame and one light where the two were compared, so that neither tells the order."""
    row = get_blind_pair(clinic=request.clinic, key=pair, rater=request.membership.pk)
    if side not in ("a", "b"):
        raise Http404
    is_later = (side == "a") == row.is_swapped
    found = open_photograph(clinic=request.clinic, key=(row.after if is_later else row.before).key)
    record_look(photo=found, size="blinded", by=request.actor, at=request.now)
    aligned = aligned_copy(comparison_of(row.before, row.after), "after" if is_later else "before")
    return picture(aligned or page_copy(found, "large"))


def _form(course: Course, data: Any) -> BlindForm:
    edition = edition_of(course.clinic, course.plan.edition)
    texts = texts_of(edition)
    shown = shown_photographs(course.patient)
    last = [photo for photo in shown if photo.view == shown[0].view][-1:] if shown else []
    form = BlindForm(data, initial={"after": last[0].key if last else ""})
    concerns = [(one, label("concern", one, texts)) for one in concerns_of(course)]
    photos = photo_choices(shown, texts)
    form.fields["concern"].choices = [*concerns, ("", _("the whole course"))]  # type: ignore[attr-defined]
    form.fields["scale"].choices = [(one.scale, label("scale", one.scale, texts)) for one in edition.scales]  # type: ignore[attr-defined]
    for name in ("before", "after"):
        form.fields[name].choices = photos  # type: ignore[attr-defined]
    return form
