"""The history of a patient as cards: what, when, by whom, and where to read more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import END_ISOLATE, ISOLATE, as_written, label, labels, number
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.clinic.forms.left import LEFT_BECAUSE
from percutis.web.clinic.presenters.events import what_happened
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.money import METHODS, rupees
from percutis.web.clinic.presenters.photographs import VIEWS, view_name
from percutis.web.clinic.presenters.visits import STATES, TONES, what_of
from percutis.web.records.models import Photo, Session, ZoneLeft
from percutis.web.records.selectors.timeline import Entry
from percutis.web.ui.names import called

CONSENTS = {
    "signed": gettext_lazy("signed"),
    "declined": gettext_lazy("declined"),
    "withdrawn": pgettext_lazy("a consent", "withdrawn"),
}
SUBJECTS = {
    "procedure": gettext_lazy("Consent to the treatment"),
    "photographs": gettext_lazy("Consent to photographs"),
}
SOURCES = {
    "patient": gettext_lazy("by the patient"),
    "staff": gettext_lazy("by the clinic"),
    "fhir": gettext_lazy("from another system's record"),
}
MOST_PICTURES = 6  # of a set on the line: its views; all stand on their own page
MESSAGES = {
    "sent": gettext_lazy("Message sent"),
    "failed": gettext_lazy("Message could not be sent"),
    "unsure": gettext_lazy("Message perhaps not delivered"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that a complete session has, and whether this one has it."""

    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class TimelineCard:
    """One card: its icon, what it says, when, by whom, a state with its tone, and the page behind it.

    Each of `pictures` is the page of a photograph, its small copy, and its view in words.
    """

    kind: str
    icon: str
    title: str
    at: datetime
    who: str
    lines: tuple[str, ...]
    state: tuple[str, str]
    ticks: tuple[Tick, ...]
    url: str
    pictures: tuple[tuple[str, str, str], ...] = ()


def timeline_cards(
    entries: tuple[Entry, ...], clinic: Clinic, texts: Texts, *, sees_settings: bool
) -> list[TimelineCard]:
    """The cards of these entries. Settings are left out for whoever may not see them."""
    return [CARDS[entry.kind](_Context(entry, clinic, texts, sees_settings)) for entry in entries]


@dataclass(frozen=True, slots=True)
class _Context:
    """An entry, and what its words depend on."""

    entry: Entry
    clinic: Clinic
    texts: Texts
    sees_settings: bool

    @property
    def row(self) -> Any:
        return self.entry.row

    def card(
        self,
        icon: str,
        title: str,
        *lines: str,
        who: object = "",
        state: tuple[str, str] = ("", ""),
        url: str = "",
        ticks: tuple[Tick, ...] = (),
    ) -> TimelineCard:
        shown = tuple(line for line in lines if line)
        name = called(who) if isinstance(who, Membership) else str(who or "")
        return TimelineCard(self.entry.kind, icon, title, self.entry.at, name, shown, state, ticks, url)


def _visit(one: _Context) -> TimelineCard:
    row = one.row
    state = (TONES.get(row.state, "plain"), str(STATES[row.state]))
    return one.card(
        "calendar",
        what_of(row),
        as_written(row.note),
        who=row.practitioner,
        state=state,
        url=link(one.clinic, "visit", visit=row.pk),
    )


def _consultation(one: _Context) -> TimelineCard:
    concerns = labels("concern", [said["concern"] for said in one.row.said.get("concerns", [])], one.texts)
    title = _("Consultation, version %(version)s") % {"version": one.row.version}
    url = f"{link(one.clinic, 'versions', patient=one.row.patient.key)}#version-{one.row.version}"
    return one.card(
        "plan", title, concerns, as_written(one.row.why), str(SOURCES[one.row.source]), who=one.row.by, url=url
    )


def _assessment(one: _Context) -> TimelineCard:
    verdict = label("verdict", one.row.verdict, one.texts)
    return one.card("shield", _("Assessment"), who=one.row.by, state=(one.row.verdict, verdict))


def _override(one: _Context) -> TimelineCard:
    state = ("plain", pgettext("a choice", "withdrawn")) if one.row.withdrawn else ("modify", _("stands"))
    return one.card("edit", _("A doctor chose otherwise"), as_written(one.row.note), who=one.row.by, state=state)


def _plan(one: _Context) -> TimelineCard:
    row = one.row
    state = (
        ("good", _("signed by %(name)s") % {"name": called(row.signed_by)})
        if row.signed_by
        else ("defer", _("not signed"))
    )
    treats = _("treated by %(name)s") % {"name": called(row.operator)}
    url = link(one.clinic, "plan", patient=row.patient.key, plan=row.pk)
    return one.card("face", _("Plan"), treats, who=row.by, state=state, url=url)


def _consent(one: _Context) -> TimelineCard:
    row = one.row
    state = ("good" if row.state == "signed" else "stop", str(CONSENTS[row.state]))
    tier = label("consent_photographs", row.tier, one.texts) if row.tier else ""
    url = link(one.clinic, "consent_given", patient=row.patient.key, consent=row.pk) if one.sees_settings else ""
    return one.card(
        "edit",
        str(SUBJECTS[row.subject]),
        tier,
        as_written(row.why),
        who=row.by or row.signed_name,
        state=state,
        url=url,
    )


def _session(one: _Context) -> TimelineCard:
    row: Session = one.row
    title = _("Session %(number)s") % {"number": row.number}
    zones = [_zone(zone, one) for zone in row.standing_zones]  # type: ignore[attr-defined]
    url = link(one.clinic, "session", session=row.pk)
    return one.card(
        "needle",
        title,
        *zones,
        *(_left(left, one) for left in row.zones_left),  # type: ignore[attr-defined]
        as_written(row.abandoned_because),
        who=row.operator,
        state=_session_state(row),
        ticks=ticks_of(row),
        url=url,
    )


def _zone(zone: Any, one: _Context) -> str:
    name = label("zone", zone.zone, one.texts)
    if not one.sees_settings:
        return name
    holes = {"zone": name, "depth": number(zone.depth_mm), "passes": zone.passes}
    return (
        ngettext("%(zone)s: %(depth)s mm, %(passes)s pass", "%(zone)s: %(depth)s mm, %(passes)s passes", zone.passes)
        % holes
    )


def _left(left: ZoneLeft, one: _Context) -> str:
    """A planned zone that was not treated, and why."""
    holes = {
        "zone": label("zone", left.zone, one.texts),
        "why": LEFT_BECAUSE[left.reason],
        "words": as_written(left.words),
    }
    return _("%(zone)s: left untreated, %(why)s: %(words)s") % holes


def _session_state(row: Session) -> tuple[str, str]:
    if row.abandoned:
        return "stop", _("given up")
    if row.signed:
        return "done", _("signed")
    if row.ended:
        return "defer", _("not signed")
    return ("in_room", _("going on")) if row.started else ("defer", _("being prepared"))


def ticks_of(row: Session) -> tuple[Tick, ...]:
    """The completion row of a session, in the order of its steps."""
    told: Any = row
    has_photographs = bool(row.photographs_skipped) or told.has_photographs
    return (
        Tick(_("gate"), row.gate_id is not None),
        Tick(_("consent"), row.consent_id is not None),
        Tick(_("photographs"), has_photographs),
        Tick(_("zones"), bool(told.standing_zones)),
        Tick(_("lots"), told.has_cartridges),
        Tick(_("aftercare"), row.aftercare_given is not None),
        Tick(_("sign-off"), row.signed is not None),
    )


def _checkin(one: _Context) -> TimelineCard:
    row = one.row
    symptoms = labels("symptom", [said["symptom"] for said in row.said.get("symptoms", [])], one.texts)
    title = _("Check-in, day %(day)s") % {"day": row.day}
    state = (row.urgency, label("urgency", row.urgency, one.texts))
    answered = _("answered") if row.answered else _("not answered yet")
    url = link(one.clinic, "checkin", checkin=row.pk)
    return one.card(
        "message", title, symptoms, answered, as_written(row.reply), who=row.responder, state=state, url=url
    )


def _event(one: _Context) -> TimelineCard:
    row = one.row
    state = ("done", _("closed")) if row.closed else ("same_day", _("open"))
    what = labels("symptom", row.symptoms, one.texts) or what_happened(row, one.texts)
    return one.card("warning", _("Adverse event"), what, state=state, url=link(one.clinic, "event", event=row.pk))


def _photographs(one: _Context) -> TimelineCard:
    count = one.entry.count
    title = ngettext("%(count)s photograph", "%(count)s photographs", count) % {"count": count}
    card = one.card("camera", title, url=link(one.clinic, "photographs", patient=one.row.patient.key))
    views = list(VIEWS)
    photos = sorted(one.entry.rows, key=lambda photo: (views.index(photo.view), photo.at))
    return replace(card, pictures=tuple(_picture(photo, one.clinic) for photo in photos[:MOST_PICTURES]))


def _picture(photo: Photo, clinic: Clinic) -> tuple[str, str, str]:
    small = f"{link(clinic, 'photograph', photo=photo.key)}?size=small"
    return link(clinic, "photograph_page", photo=photo.key), small, view_name(photo.view)


def _message(one: _Context) -> TimelineCard:
    row = one.row
    state = ("stop", row.problem[:60]) if row.state == "failed" else ("", "")
    return one.card("message", str(MESSAGES[row.state]), as_written(row.text), state=state)


def _package(one: _Context) -> TimelineCard:
    row = one.row
    sold = ngettext("%(count)s session", "%(count)s sessions", row.sessions) % {"count": row.sessions}
    return one.card("box", _("Package: %(name)s") % {"name": row.name}, sold, _apart(rupees(row.price_pkr)))


def _receipt(one: _Context) -> TimelineCard:
    row = one.row
    said = _("Receipt %(number)s cancelled") if row.cancels_id else _("Receipt %(number)s")
    shown = row.cancels.number if row.cancels_id else row.number
    return one.card(
        "log", said % {"number": shown}, row.what, f"{_apart(rupees(row.amount_pkr))} · {METHODS[row.method]}"
    )


def _apart(amount: str) -> str:
    """An amount that keeps its sign and its order in a line that runs from the right."""
    return f"{ISOLATE}{amount}{END_ISOLATE}"


CARDS: dict[str, Callable[[_Context], TimelineCard]] = {
    "visit": _visit,
    "consultation": _consultation,
    "assessment": _assessment,
    "override": _override,
    "plan": _plan,
    "consent": _consent,
    "session": _session,
    "checkin": _checkin,
    "event": _event,
    "photographs": _photographs,
    "message": _message,
    "package": _package,
    "receipt": _receipt,
}
