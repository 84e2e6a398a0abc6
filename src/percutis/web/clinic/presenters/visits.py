"""A visit as words: its kind, its state, what is missing for it, and what may be done next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import labels, say
from percutis.web.clinic.presenters.names import names as names  # other pages ask for it here
from percutis.web.records.core.phones import as_read
from percutis.web.records.core.places import work_starts
from percutis.web.records.models import Appointment, Patient
from percutis.web.records.selectors.marks import BLOCKING, DayVisit, Mark
from percutis.web.ui.names import called

KINDS = {
    "consultation": gettext_lazy("Consultation"),
    "session": gettext_lazy("Session"),
    "review": pgettext_lazy("kind of visit", "Review"),
    "walk_in": gettext_lazy("Walk-in"),
}
STATES = {
    "booked": pgettext_lazy("state of a visit", "Booked"),
    "confirmed": pgettext_lazy("state of a visit", "Confirmed"),
    "arrived": pgettext_lazy("state of a visit", "Arrived"),
    "in_room": pgettext_lazy("state of a visit", "In the room"),
    "done": pgettext_lazy("state of a visit", "Done"),
    "no_show": pgettext_lazy("state of a visit", "Did not come"),
    "cancelled": pgettext_lazy("state of a visit", "Cancelled"),
}
TONES = {"arrived": "waiting", "in_room": "in_room", "done": "done", "no_show": "no_show", "cancelled": "plain"}
MARKS = {
    Mark.HOLD: ("lock", gettext_lazy("On hold")),
    Mark.FORM_MISSING: ("plan", gettext_lazy("Form missing")),
    Mark.CONSENT_MISSING: ("edit", gettext_lazy("Consent missing")),
    Mark.ALLERGY: ("warning", gettext_lazy("Allergy")),
    Mark.PREPARATION_NOT_DONE: ("list", gettext_lazy("Preparation open")),
    Mark.PHOTO_DUE: ("camera", gettext_lazy("Photograph due")),
}
NAMED = 3  # open tasks that a drawer names; the rest are counted
# The buttons of a visit by its state: the next state, its words, its weight and its icon.
STEPS = {
    "booked": (
        ("arrived", gettext_lazy("Arrived"), "primary", "check"),
        ("confirmed", gettext_lazy("Confirm"), "plain", ""),
    ),
    "confirmed": (("arrived", gettext_lazy("Arrived"), "primary", "check"),),
    "arrived": (
        ("in_room", gettext_lazy("In the room"), "primary", "next"),
        ("confirmed", gettext_lazy("Not arrived after all"), "quiet", "back"),
    ),
    "in_room": (
        ("done", gettext_lazy("Done"), "primary", "check"),
        ("arrived", gettext_lazy("Not in the room after all"), "quiet", "back"),
    ),
    "done": (("in_room", gettext_lazy("Not done after all"), "quiet", "back"),),
}


@dataclass(frozen=True, slots=True)
class MarkView:
    """A small mark: its icon, its words, and whether it blocks treatment."""

    icon: str
    words: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A button that changes the state of a visit."""

    state: str
    words: str
    weight: str
    icon: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit in words."""

    pk: int
    patient: Patient
    name: str
    other_name: str
    number: str
    day: date
    starts: datetime
    ends: datetime
    times: str
    what: str
    who: str
    where: str
    state: str
    state_words: str
    tone: str
    marks: tuple[MarkView, ...]
    numbing_until: str
    is_blocked: bool
    is_open: bool
    note: str


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """What the drawer shows of a visit beside its view."""

    view: VisitView
    phone: str
    whatsapp: str
    age: int
    missing: tuple[tuple[MarkView, str], ...]
    steps: tuple[Step, ...]
    may_move: bool
    may_cancel: bool
    may_be_absent: bool
    version: int


def visit_view(found: DayVisit) -> VisitView:
    """The visit in words."""
    visit, zone = found.visit, found.visit.clinic.zone
    starts, ends = visit.starts.astimezone(zone), visit.ends.astimezone(zone)
    name, other = names(visit.patient)
    needed = work_starts(visit.clinic, visit.kind, starts)
    return VisitView(
        pk=visit.pk,
        patient=visit.patient,
        name=name,
        other_name=other,
        number=visit.patient.number,
        day=starts.date(),
        starts=starts,
        ends=ends,
        times=f"{starts:%H:%M}–{ends:%H:%M}",
        what=what_of(visit),
        who=called(visit.practitioner),
        where=" · ".join(str(one) for one in (visit.room, visit.device) if one),
        state=visit.state,
        state_words=str(STATES[visit.state]),
        tone=TONES.get(visit.state, "plain"),
        marks=tuple(mark_view(mark) for mark in found.marks),
        numbing_until=f"{needed:%H:%M}" if starts < needed < ends else "",
        is_blocked=any(mark in BLOCKING for mark in found.marks),
        is_open=visit.is_open,
        note=visit.note,
    )


def visit_detail(found: DayVisit, texts: Texts, edition: Edition, *, now: datetime, is_clinical: bool) -> VisitDetail:
    """The drawer of a visit. What is missing is named for those who may see the chart, and only said to the desk."""
    visit = found.visit
    named = {
        Mark.ALLERGY: labels("finding", found.allergies, texts),
        Mark.PREPARATION_NOT_DONE: _tasks(found, texts, edition),
    }
    missing = tuple((mark_view(mark), named.get(mark, "") if is_clinical else "") for mark in found.marks)
    waits = visit.state in ("booked", "confirmed")
    return VisitDetail(
        view=visit_view(found),
        phone=as_read(visit.patient.phone),
        whatsapp=whatsapp_link(visit.patient),
        age=age_on(visit.patient.born, visit.clinic.day_of(visit.starts)),
        missing=missing,
        steps=tuple(Step(state, str(words), weight, icon) for state, words, weight, icon in STEPS.get(visit.state, ())),
        may_move=waits,
        may_cancel=visit.is_open,
        may_be_absent=waits and visit.starts <= now,
        version=visit.version,
    )


def what_of(visit: Appointment) -> str:
    """The kind of a visit; of a session also its number."""
    kind = str(KINDS[visit.kind])
    return _("Session %(number)s") % {"number": visit.number} if visit.kind == "session" and visit.number else kind


def mark_view(mark: Mark) -> MarkView:
    """A mark in words."""
    icon, words = MARKS[mark]
    return MarkView(icon, str(words), mark in BLOCKING)


def age_on(born: date, day: date) -> int:
    """Full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def whatsapp_link(patient: Patient) -> str:
    """Where a chat with the patient opens; empty for somebody who is not reached by WhatsApp."""
    return f"https://wa.me/{patient.phone.lstrip('+')}" if patient.whatsapp else ""


def _tasks(found: DayVisit, texts: Texts, edition: Edition) -> str:
    """The preparation that nobody has ticked, by name; of many the first, and how many more."""
    keys = {task.id: task.key for task in edition.tasks}
    named = [say(Sentence(keys.get(task, task)), texts) for task in found.open_tasks[:NAMED]]
    more = len(found.open_tasks) - len(named)
    rest = [ngettext("(and %(count)s more)", "(and %(count)s more)", more) % {"count": more}] if more else []
    return " ".join((*named, *rest))
