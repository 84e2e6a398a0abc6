"""What is still missing for each of some visits, in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Max

from percutis.protocol.load import load_edition
from percutis.web.prepared import Prepared, together
from percutis.web.records.core.preparation import preparations_of
from percutis.web.records.models import Appointment, Consent, CoursePause, Intake, Photo, TaskTick

INTAKES = Prepared(
    lambda patients: Intake.objects.filter(
        pk__in=Intake.objects.filter(patient__in=patients).values("patient").annotate(last=Max("pk")).values("last")
    )
)
CONSENTS = Prepared(lambda patients: Consent.objects.filter(patient__in=patients).defer("text").order_by("pk"))
PAUSES = Prepared(lambda courses: CoursePause.objects.filter(course__in=courses, lifted__isnull=True).only("course"))
PHOTOGRAPHS = Prepared(
    lambda patients, first, last: Photo.objects.filter(
        patient__in=patients, checkin__isnull=True, at__gte=first, at__lte=last
    ).only("patient", "at")
)
TICKS = Prepared(lambda courses: TaskTick.objects.filter(course__in=courses).order_by("pk"))
UNFINISHED = ("booked", "confirmed", "arrived", "in_room")


class Mark(StrEnum):
    """Something that wants looking at before a visit, what blocks treatment first."""

    HOLD = "hold"
    FORM_MISSING = "form_missing"
    CONSENT_MISSING = "consent_missing"
    ALLERGY = "allergy"
    PREPARATION_NOT_DONE = "preparation_not_done"
    PHOTO_DUE = "photo_due"


BLOCKING = (Mark.HOLD, Mark.FORM_MISSING, Mark.CONSENT_MISSING)


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit of a day and its marks; `allergies` are codes of findings, for those who may see the chart."""

    visit: Appointment
    marks: tuple[Mark, ...]
    allergies: tuple[str, ...]
    open_tasks: tuple[str, ...]


def with_marks(visits: Sequence[Appointment]) -> list[DayVisit]:
    """Each visit with what is still missing for it, asked at once, however many visits."""
    if not visits:
        return []
    patients, courses = {visit.patient_id for visit in visits}, {visit.course_id for visit in visits if visit.course_id}
    newest, answers, pauses, photographs, ticks = together(
        (INTAKES, (patients,)),
        (CONSENTS, (patients,)),
        (PAUSES, (courses,)),
        (PHOTOGRAPHS, (patients, *_days_of(visits))),
        (TICKS, (courses,)),
    )
    intakes = {intake.patient_id: intake for intake in newest}
    consents = {(consent.patient_id, consent.subject): consent for consent in answers}
    held = {pause.course_id for pause in pauses}
    photographed = {(one.patient_id, visits[0].clinic.day_of(one.at)) for one in photographs}
    open_tasks = _open_tasks(visits, ticks)
    found = []
    for visit in visits:
        intake = intakes.get(visit.patient_id)
        allergies = allergies_of(intake, visit.clinic.edition) if intake else ()
        wanted = {
            Mark.HOLD: visit.course_id in held,
            Mark.FORM_MISSING: intake is None,
            Mark.CONSENT_MISSING: visit.kind == "session" and not _has_consent(consents, visit),
            Mark.ALLERGY: bool(allergies),
            Mark.PREPARATION_NOT_DONE: bool(open_tasks[visit.pk]),
            Mark.PHOTO_DUE: _is_photo_due(consents, photographed, visit),
        }
        unfinished = visit.state in UNFINISHED
        marks = tuple(mark for mark, holds in wanted.items() if holds and (unfinished or mark is Mark.ALLERGY))
        found.append(DayVisit(visit, marks, allergies, tuple(open_tasks[visit.pk])))
    return found


def allergies_of(intake: Intake, edition: str) -> tuple[str, ...]:
    """The allergies that an intake names: findings of that kind in the edition which are or were so."""
    kinds = {finding.code: finding.kind for finding in load_edition(edition).findings}
    findings = intake.said.get("findings", [])
    return tuple(
        one["finding"]
        for one in findings
        if one.get("status") in ("active", "past") and kinds.get(one.get("finding")) == "allergy"
    )


def _has_consent(consents: dict[tuple[int, str], Consent], visit: Appointment) -> bool:
    """Signed, and for the plan of this course where the answer names a plan."""
    consent = consents.get((visit.patient_id, "procedure"))
    if consent is None or consent.state != "signed":
        return False
    return consent.plan_id is None or visit.course is None or consent.plan_id == visit.course.plan_id


def _days_of(visits: Sequence[Appointment]) -> tuple[datetime, datetime]:
    """From the day before the first of them to the day after the last."""
    margin = timedelta(days=1)
    return min(one.starts for one in visits) - margin, max(one.starts for one in visits) + margin


def _is_photo_due(
    consents: dict[tuple[int, str], Consent], photographed: set[tuple[int, date]], visit: Appointment
) -> bool:
    """A session or a review asks for photographs of that day, unless they were declined or skipped with a reason."""
    consent = consents.get((visit.patient_id, "photographs"))
    declined = consent is not None and (consent.state != "signed" or consent.tier == "none")
    session = getattr(visit, "session", None)
    skipped = session is not None and bool(session.photographs_skipped)
    wanted = visit.course_id is not None and visit.kind in ("session", "review")
    is_done = (visit.patient_id, visit.clinic.day_of(visit.starts)) in photographed
    return wanted and not declined and not skipped and not is_done


def _open_tasks(visits: Sequence[Appointment], ticked: Iterable[TaskTick]) -> dict[int, list[str]]:
    """For each session, the preparation of its plan that nobody has ticked."""
    sessions = [visit for visit in visits if visit.course_id and visit.kind == "session"]
    ticks: dict[tuple[int | None, int], dict[str, bool]] = defaultdict(dict)
    for tick in ticked:
        ticks[tick.course_id, tick.number][tick.task] = tick.is_done
    asked = preparations_of(visit.course.plan for visit in sessions if visit.course)
    found: dict[int, list[str]] = defaultdict(list)
    for visit in sessions:
        if visit.course and visit.number:
            done = ticks[visit.course_id, visit.number]
            tasks = asked[visit.course.plan_id].get(visit.number, ())
            found[visit.pk] = [task for task in tasks if not done.get(task)]
    return found
