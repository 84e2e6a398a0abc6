"""The head of a patient's chart, the strip of the series, and what may be added next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import labels
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.names import names
from percutis.web.clinic.presenters.visits import age_on, what_of, whatsapp_link
from percutis.web.records.core.dating import Dating
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Appointment, Consent, Patient, Photo
from percutis.web.records.selectors.next_steps import Next, Standing
from percutis.web.ui.charts.series import SeriesStrip, series_strip

CONSENT_STATES = {
    "signed": ("good", gettext_lazy("Consent signed")),
    "declined": ("stop", gettext_lazy("Consent declined")),
    "withdrawn": ("stop", gettext_lazy("Consent withdrawn")),
}
NO_CONSENT = ("defer", gettext_lazy("No consent yet"))
# What a step is called, who may take it, its page, and whether it is a button that writes.
STEPS = {
    Next.SEND_FORM: (gettext_lazy("Send the form to the patient"), Right.BOOK, "send_link", "message", True),
    Next.CONSULT: (gettext_lazy("Consultation"), Right.TAKE_INTAKE, "consultation", "plan", False),
    Next.PLAN: (gettext_lazy("Make the plan"), Right.SEE_SETTINGS, "plan_new", "face", False),
    Next.SIGN_PLAN: (gettext_lazy("Look at the plan and sign it"), Right.SEE_SETTINGS, "plan", "face", False),
    Next.CONSENT: (gettext_lazy("Take the consent"), Right.TAKE_CONSENT, "consent", "edit", False),
    Next.BOOK_COURSE: (gettext_lazy("Book the course"), Right.BOOK, "course_book", "calendar", False),
    Next.OPEN_SESSION: (gettext_lazy("Open the session"), Right.TREAT, "session_open", "needle", True),
    Next.FINISH_SESSION: (gettext_lazy("Go on with the session"), Right.TREAT, "session", "needle", False),
    Next.LIFT_HOLD: (gettext_lazy("Look at the hold"), Right.SEE_CHART, "course", "lock", False),
    Next.GRADE: (gettext_lazy("Grade the outcome"), Right.SEE_CHART, "outcome_new", "face", False),
    Next.CLOSE_COURSE: (gettext_lazy("Close the course"), Right.DECIDE, "course_close", "check", False),
}


@dataclass(frozen=True, slots=True)
class Head:
    """Who it is, at a glance. Skin type and red flags only for those who may see the chart."""

    name: str
    other_name: str
    number: str
    age: int
    born: date
    phone: str
    whatsapp: str
    skin_type: str
    allergies: str
    is_on_hold: bool
    consent: tuple[str, str]
    next_visit: tuple[str, Appointment] | None
    note: str
    photograph: str


@dataclass(frozen=True, slots=True)
class Step:
    """A next step, as a link or as a button that writes."""

    words: str
    url: str
    icon: str
    writes: bool


def head_of(
    patient: Patient,
    *,
    today: date,
    consent: Consent | None,
    visits: list[Appointment],
    is_on_hold: bool,
    skin_type: str | None,
    allergies: Iterable[str],
    photograph: Photo | None,
    texts: Texts,
) -> Head:
    """The head of the chart."""
    name, other = names(patient)
    tone, words = CONSENT_STATES.get(consent.state, NO_CONSENT) if consent else NO_CONSENT
    return Head(
        name=name,
        other_name=other,
        number=patient.number,
        age=age_on(patient.born, today),
        born=patient.born,
        phone=as_read(patient.phone),
        whatsapp=whatsapp_link(patient),
        skin_type=skin_type or "",
        allergies=labels("finding", allergies, texts),
        is_on_hold=is_on_hold,
        consent=(tone, str(words)),
        next_visit=(what_of(visits[0]), visits[0]) if visits else None,
        note=patient.note,
        photograph=link(patient.clinic, "photograph", photo=photograph.key) if photograph else "",
    )


def steps_for(standing: Standing, patient: Patient, rights: frozenset[Right]) -> list[Step]:
    """The next steps that this reader may take, each with its address."""
    of_course: dict[str, object] = {"course": standing.course.pk if standing.course else 0}
    keys: dict[Next, dict[str, object]] = {
        Next.SIGN_PLAN: {"patient": patient.key, "plan": standing.plan.pk if standing.plan else 0},
        Next.CONSENT: {"patient": patient.key, "subject": "procedure"},
        Next.OPEN_SESSION: {"visit": standing.arrived.pk if standing.arrived else 0},
        Next.FINISH_SESSION: {"session": standing.session.pk if standing.session else 0},
        Next.BOOK_COURSE: of_course,
        Next.LIFT_HOLD: of_course,
        Next.GRADE: of_course,
        Next.CLOSE_COURSE: of_course,
    }
    found = []
    for step in standing.next:
        words, right, page, icon, writes = STEPS[step]
        url = link(patient.clinic, page, **keys.get(step, {"patient": patient.key}))
        if right in rights and url:
            found.append(Step(str(words), url, icon, writes))
    return found


def strip_of(
    dating: Dating, visits: dict[int, Appointment], texts: Texts, *, today: date, is_on_hold: bool
) -> SeriesStrip:
    """The series: held, booked, next, on hold; on the days that hold now."""
    sessions = dating.redated().sessions
    states: dict[int, str] = {}
    dates: dict[int, date] = {}
    for number, visit in visits.items():
        states[number] = "held" if visit.state == "done" else "booked"
        dates[number] = visit.clinic.day_of(visit.starts)
    first = next((one.number for one in sessions if one.number not in states), None)
    if first:
        states[first] = "next"
    if is_on_hold:
        states.update({one.number: "hold" for one in sessions if states.get(one.number) != "held"})
    return series_strip(sessions, texts, today=today, states=states, dates=dates)
