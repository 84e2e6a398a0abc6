"""A course in words: why a day is not possible, and the summary with which it is closed."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from percutis.domain.course import CONSULTATION, Wait
from percutis.domain.edition.texts import Texts
from percutis.interop import wording
from percutis.protocol.load import load_texts
from percutis.web.records.core.dating import Dating
from percutis.web.records.models import Course, Event, Outcome, Session, ZoneLeft

SUMMARY_LANGUAGE = "en"  # the record is kept in one language, like the core's answers in it


def said_of_wait(wait: Wait, dating: Dating, texts: Texts) -> str:
    """A wait that a wished day breaks, as a sentence for the staff."""
    first = dating.planned[0].earliest
    if wait.rule == "held":
        return _("That session has been held already.")
    if wait.before == CONSULTATION:
        day = wording.day(first + timedelta(days=wait.least), texts)
        return _not_before(wait.rule, day)
    holes = {"least": wait.least, "most": wait.most, "before": wait.before.split()[-1], "after": wait.after.split()[-1]}
    if wait.most is None:
        return _("Between session %(before)s and session %(after)s lie at least %(least)s days.") % holes
    return _("Between session %(before)s and session %(after)s lie %(least)s to %(most)s days.") % holes


def _not_before(rule: str, day: str) -> str:
    if rule == "physician":
        return _("Not before %(day)s, which a physician set when the hold was lifted.") % {"day": day}
    if rule in ("earliest", "planned"):
        return _("Not before %(day)s, the first day that the signed plan allows.") % {"day": day}
    return _("Not before %(day)s, because of the reaction to an earlier session.") % {"day": day}


def course_summary(course: Course, *, note: str = "") -> str:
    """What the record holds of a course, a line each: sessions with zones and depths, events, grades, the reason.

    For the staff; it names settings.
    """
    texts = load_texts(course.plan.edition, SUMMARY_LANGUAGE)
    with translation.override(SUMMARY_LANGUAGE):
        lines = [*_head(course, texts), *_sessions(course, texts), *_events(course, texts), *_grades(course, texts)]
    return "\n".join([*lines, f"Note: {note}"] if note else lines)


def _head(course: Course, texts: Texts) -> Iterator[str]:
    plan = course.plan
    yield f"Patient {course.patient.number}. Plan of {wording.day(plan.on, texts)}, edition {plan.edition}."
    if course.closed:
        why = course.closed_because.replace("_", " ")
        yield f"Closed on {wording.day(course.clinic.day_of(course.closed), texts)}: {why}."


def _sessions(course: Course, texts: Texts) -> Iterator[str]:
    held = course.sessions.filter(ended__isnull=False).prefetch_related("zones", "cartridges__cartridge", "left")
    found = list(held.select_related("device", "operator__user").order_by("number"))
    yield f"Sessions held: {len(found)}."
    for session in found:
        yield _session(session, course, texts)


def _passes(count: int) -> str:
    return ngettext("%(count)s pass", "%(count)s passes", count) % {"count": count}


def _session(session: Session, course: Course, texts: Texts) -> str:
    day = wording.day(course.clinic.day_of(session.ended), texts) if session.ended else ""
    replaced = {zone.replaces_id for zone in session.zones.all()}
    zones = wording.listed(
        (
            f"{wording.label('zone', zone.zone, texts)} {wording.number(zone.depth_mm)} mm, {_passes(zone.passes)}"
            for zone in session.zones.all()
            if zone.pk not in replaced
        ),
        texts,
    )
    lots = wording.listed((use.cartridge.lot for use in session.cartridges.all()), texts)
    device = f" with {session.device.label}" if session.device else ""
    used = f"; cartridge lot {lots}" if lots else ""
    left = "".join(f"; {_left(one, texts)}" for one in session.left.all())
    return f"Session {session.number}, {day}, by {session.operator.user}{device}: {zones or 'no zone'}{used}{left}."


def _left(one: ZoneLeft, texts: Texts) -> str:
    return f"{wording.label('zone', one.zone, texts)} left untreated ({one.get_reason_display()}: {one.words})"


def _events(course: Course, texts: Texts) -> Iterator[str]:
    for event in Event.objects.filter(session__course=course).order_by("at"):
        ended = event.ended_as.replace("_", " ") if event.closed else "still open"
        day = wording.day(course.clinic.day_of(event.at), texts)
        yield f"Event of {day}, {event.kind.replace('_', ' ')}: {event.what} Ended: {ended}."


def _grades(course: Course, texts: Texts) -> Iterator[str]:
    by_scale: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in course.outcomes.order_by("on", "id"):
        by_scale.setdefault((outcome.concern, outcome.scale), []).append(outcome)
    for (concern, scale), grades in by_scale.items():
        about = f", {wording.label('concern', concern, texts)}" if concern else ""
        line = " then ".join(f"{wording.number(one.grade)} ({wording.day(one.on, texts)})" for one in grades)
        yield f"{wording.label('scale', scale, texts)}{about}: {line}."
