"""The course as it stands: its dates as the core gives them now, whether it is on hold, and what came of it."""

from django.http import Http404

from percutis.domain.course import SessionDate
from percutis.web.accounts.models import Clinic
from percutis.web.prepared import Prepared
from percutis.web.records.core.dating import dating_of
from percutis.web.records.models import CheckIn, Course, CoursePause


def get_course(*, clinic: Clinic, pk: int) -> Course:
    """The course of that number in that clinic, with its plan and patient.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = Course.objects.select_related(
        "clinic", "patient__clinic", "plan__clinic", "plan__operator__user", "plan__intake", "closed_by__user"
    )
    course = found.filter(clinic=clinic, pk=pk, patient__erased=None).first()
    if course is None:
        raise Http404
    return course


def course_dates(course: Course) -> tuple[SessionDate, ...]:
    """Every session with its earliest, intended and latest day: the plan made anew, and what has happened since."""
    return dating_of(course).redated().sessions


HOLDS = Prepared(lambda course: CoursePause.objects.filter(course=course, lifted__isnull=True)[:1])


def is_paused(course: Course) -> bool:
    """Whether somebody has put the course on hold and no physician has lifted it."""
    return HOLDS.first(course.pk) is not None


def pause_checkin(pause: CoursePause) -> CheckIn | None:
    """The check-in that put the course on hold, where it was one: both were written at the same moment."""
    found = CheckIn.objects.filter(session__course=pause.course_id, at=pause.at, hold_course=True)
    return found.select_related("session", "patient").first()


def get_pause(*, course: Course, pk: int) -> CoursePause:
    """A hold of this course.

    Raises:
        Http404: the course has none of that number.
    """
    pause = course.pauses.select_related("course__clinic", "course__patient").filter(pk=pk).first()
    if pause is None:
        raise Http404
    return pause
