"""The course page: its dates, what happened in order, its holds, its grades, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from percutis.domain.assessment import Assessment
from percutis.domain.course import Wait
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.domain.words import Verdict
from percutis.interop.wording import capital, day, days, isolated, label, number, say
from percutis.web.clinic.forms.following import CLOSING
from percutis.web.clinic.presenters.events import event_line
from percutis.web.clinic.presenters.inbox import reason_line
from percutis.web.clinic.presenters.links import link
from percutis.web.records.core.checkins import triage_file
from percutis.web.records.core.courses import said_of_wait
from percutis.web.records.core.dating import Dating
from percutis.web.records.models import Appointment, Course, CourseEvent, CoursePause, Event, Session
from percutis.web.records.selectors.courses import pause_checkin
from percutis.web.records.selectors.outcomes import Graded
from percutis.web.ui.charts.change import ChangeChart, change_chart
from percutis.web.ui.charts.series import SeriesStrip, series_strip
from percutis.web.ui.names import called
from percutis.web.ui.reasons import ReasonView


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the course's history."""

    on: date
    at: datetime
    kind: str
    sentence: str
    by: str
    rule: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold: why, since when, and how it ended."""

    pk: int
    at: datetime
    by: str
    because: str
    reasons: tuple[ReasonView, ...]
    checkin_url: str
    lifted: datetime | None
    lifted_by: str
    finding: str


@dataclass(frozen=True, slots=True)
class GradeView:
    """One concern on one scale."""

    concern: str
    scale: str
    meaning: str
    direction: str
    sentence: str
    chart: ChangeChart | None
    grades: tuple[tuple[date, str, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, and whose word it is."""

    sentence: str
    rule: str = ""
    url: str = ""
    words: str = ""


def strip_of(
    dating: Dating, visits: dict[int, Appointment], texts: Texts, *, today: date, is_paused: bool
) -> SeriesStrip:
    """The series: held as the record says, booked, next, on hold."""
    redated = dating.redated()
    held = held_on(dating)
    dates: dict[int, date] = {number: visit.clinic.day_of(visit.starts) for number, visit in visits.items()} | held
    states = dict.fromkeys(visits, "booked") | dict.fromkeys(held, "held")
    coming = next((one.number for one in redated.sessions if one.number not in states), None)
    if coming:
        states[coming] = "next"
    if is_paused:
        states.update({one.number: "hold" for one in redated.sessions if one.number not in held})
    return series_strip(redated.sessions, texts, today=today, states=states, dates=dates)


def held_on(dating: Dating) -> dict[int, date]:
    """The day of each session that took place."""
    return {event.number: event.on for event in dating.happened if type(event).__name__ == "Held"}  # type: ignore[union-attr]


def history(course: Course, texts: Texts) -> list[Happened]:
    """What happened to the course, the newest first."""
    lines = [*_events(course, texts), *_pauses(course), *_adverse(course, texts)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _events(course: Course, texts: Texts) -> Iterator[Happened]:
    sessions = {session.number: session for session in course.sessions.filter(abandoned__isnull=True)}
    for event in course.events.select_related("by__user").order_by("id"):
        yield Happened(
            event.on, event.at, event.kind, _said(event, texts), _who(event), event.rule, _session_url(event, sessions)
        )


def _said(event: CourseEvent, texts: Texts) -> str:
    on = day(event.on, texts)
    if event.kind == "held":
        return _("Session %(number)s was held on %(day)s.") % {"number": event.number, "day": on}
    if event.kind == "moved":
        return _("Session %(number)s is wanted on %(day)s.") % {"number": event.number, "day": on}
    if event.interval_at_least_days:
        holes = {"day": on, "days": event.interval_at_least_days}
        return _("From %(day)s on, at least %(days)s days between sessions.") % holes
    return _("No session before %(day)s.") % {"day": on}


def _pauses(course: Course) -> Iterator[Happened]:
    for pause in course.pauses.select_related("by__user", "lifted_by__user"):
        yield Happened(
            course.clinic.day_of(pause.at), pause.at, "hold", _("Put on hold: %(why)s") % {"why": _why_held(pause)},
            called(pause.by),
        )  # fmt: skip
        if pause.lifted:
            yield Happened(
                course.clinic.day_of(pause.lifted), pause.lifted, "lifted",
                _("Hold lifted: %(finding)s") % {"finding": pause.finding},
                called(pause.lifted_by),
            )  # fmt: skip


def _adverse(course: Course, texts: Texts) -> Iterator[Happened]:
    for event in Event.objects.filter(session__course=course).select_related("by__user", "clinic"):
        yield Happened(
            course.clinic.day_of(event.at), event.at, "event", event_line(event, texts),
            called(event.by), "", link(course.clinic, "event", event=event.pk),
        )  # fmt: skip


def _session_url(event: CourseEvent, sessions: dict[int, Session]) -> str:
    session = sessions.get(event.number or 0) if event.kind == "held" else None
    return link(event.clinic, "session", session=session.pk) if session else ""


def _who(event: CourseEvent) -> str:
    return called(event.by)


def _why_held(pause: CoursePause) -> str:
    """In the reader's language where a check-in put it there; else as the person wrote it."""
    checkin = pause_checkin(pause)
    return _("check-in of day %(day)s") % {"day": checkin.day} if checkin else pause.because


def hold_view(pause: CoursePause, edition: Edition, texts: Texts) -> HoldView:
    """A hold; one that came from a check-in says the core's reasons in the reader's language."""
    checkin = pause_checkin(pause)
    reasons = triage_file(checkin.said, edition).reasons if checkin else ()
    return HoldView(
        pk=pause.pk,
        at=pause.at,
        by=called(pause.by),
        because=pause.because,
        reasons=tuple(reason_line(reason, texts) for reason in reasons),
        checkin_url=link(pause.clinic, "checkin", checkin=checkin.pk) if checkin else "",
        lifted=pause.lifted,
        lifted_by=called(pause.lifted_by),
        finding=pause.finding,
    )


def grade_views(graded: Sequence[Graded], edition: Edition, texts: Texts) -> list[GradeView]:
    """Each concern and scale, with the change that the core says and the line of it."""
    scales = {scale.scale: scale for scale in edition.scales}
    views = []
    for one in graded:
        scale = scales[one.scale]
        name = capital(label("scale", one.scale, texts))
        concern = capital(label("concern", one.concern, texts)) if one.concern else ""
        points = [(outcome.on, outcome.grade) for outcome in one.outcomes]
        views.append(
            GradeView(
                concern=concern,
                scale=name,
                meaning=_wording(scale.key, texts),
                direction=one.change.direction if one.change else "",
                sentence=_change(one),
                chart=change_chart(name, points, scale.low, scale.high, texts, better=scale.better),
                grades=tuple(
                    (row.on, number(row.grade), row.after_session, called(row.by), row.note) for row in one.outcomes
                ),
            )
        )
    return views


def _change(one: Graded) -> str:
    if one.change is None:
        return ""
    holes = {"before": number(one.change.before), "after": number(one.change.after)}
    words = {
        "better": _("From %(before)s to %(after)s: better."),
        "same": _("%(before)s before and after: unchanged."),
        "worse": _("From %(before)s to %(after)s: worse."),
    }
    return words[one.change.direction] % holes


def next_steps(
    course: Course,
    plan: Plan,
    dating: Dating,
    texts: Texts,
    *,
    today: date,
    is_paused: bool,
    booked: Sequence[int],
    now: Assessment | None = None,
) -> list[NextStep]:
    """What the core says comes next: a hold first, then the next session's window, then the review. `now` is its
    verdict today on the newest consultation.
    """
    if course.closed:
        return []
    if is_paused:
        return [NextStep(_("On hold: a physician looks first, and says whether the course may go on."))]
    held = held_on(dating)
    coming = next((one for one in dating.redated().sessions if one.number not in held), None)
    if coming is None:
        return [*_reviews(course, plan, held, texts)]
    window = days(max(coming.earliest, min(today, coming.latest)), coming.latest, texts)
    url = "" if coming.number in booked else link(course.clinic, "course_book", course=course.pk)
    return [
        *_verdict(course, now, texts),
        NextStep(
            _("Session %(number)s is possible: %(window)s.") % {"number": coming.number, "window": window},
            url=url,
            words=_("Book the course") if url else "",
        ),
    ]


def _verdict(course: Course, now: Assessment | None, texts: Texts) -> Iterator[NextStep]:
    """The verdict of today, where it does not let the patient be treated as planned."""
    if now is None or now.verdict in (Verdict.PROCEED, Verdict.MODIFY):
        return
    said = label("verdict", now.verdict.value, texts)
    until = _(" (until %(day)s)") % {"day": day(now.until, texts)} if now.until else ""
    yield NextStep(
        _("The newest consultation, judged today: %(verdict)s%(until)s.") % {"verdict": said, "until": until},
        url=link(course.clinic, "consultation", patient=course.patient.key),
        words=_("Consultation"),
    )


def trials(plan: Plan, texts: Texts) -> list[NextStep]:
    """What published trials found for such a patient, hoped for and unwanted."""
    return [NextStep(say(outcome.text, texts), outcome.rule) for outcome in plan.expected]


def _reviews(course: Course, plan: Plan, held: dict[int, date], texts: Texts) -> Iterator[NextStep]:
    """The reviews after the last session, as many days after it as the plan has them."""
    yield NextStep(_("Every session has been held."))
    last = max((one for one in plan.sessions), key=lambda one: one.number)
    done = held.get(last.number, last.target)
    for task in plan.tasks:
        if task.kind == "review":
            start = task.start.date() if isinstance(task.start, datetime) else task.start
            yield NextStep(f"{day(done + (start - last.target), texts)}: {say(task.text, texts)}", task.rule)


@dataclass(frozen=True, slots=True)
class BrokenWait:
    """A wait that a wish would break: in a sentence, with the rule or the sources that ask for it."""

    sentence: str
    names: tuple[str, ...]


def broken_wait(wait: Wait, dating: Dating, edition: Edition, texts: Texts) -> BrokenWait:
    """The wait in words; the interval has sources, a reaction its rule, and the record's own facts have neither."""
    known = {entry.id for entry in edition.entries()}
    cites = tuple(cite.key for cite in dating.interval.cites) if dating.interval and wait.rule == "interval" else ()
    return BrokenWait(said_of_wait(wait, dating, texts), (wait.rule,) if wait.rule in known else cites)


def closed_because(course: Course) -> str:
    """Why a course was closed, in words."""
    return str(CLOSING.get(course.closed_because, ""))


def _wording(key: str, texts: Texts) -> str:
    found = texts.wording.get(key)
    return isolated(found.clinician, texts) if found else ""


def scale_lines(edition: Edition, texts: Texts) -> list[tuple[str, str, str]]:
    """Every scale: its entry, its name, and what its grades mean."""
    return [
        (scale.id, capital(label("scale", scale.scale, texts)), _wording(scale.key, texts)) for scale in edition.scales
    ]
