"""The consultation in words: the way through it, who might treat, what is to be treated and where."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.assessment import Assessment
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import Problem
from percutis.interop.wording import label, labels, listed, number
from percutis.web.accounts.models import Membership
from percutis.web.clinic.presenters.sections import SECTIONS, section_of, section_url
from percutis.web.records.core.drafts import Said
from percutis.web.records.core.when_said import day_said
from percutis.web.records.models import Patient
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart
from percutis.web.ui.names import called

ASKED = ("concerns", "skin", "health", "medicines", "allergies", "treatments", "habits")


@dataclass(frozen=True, slots=True)
class ScreenLink:
    """One section on the way through: how many of its questions are open, and whether none is."""

    name: str
    title: str
    url: str
    open: int
    is_done: bool


def screen_links(
    said: Said, edition: Edition, patient: Patient, answer: Assessment | tuple[Problem, ...]
) -> list[ScreenLink]:
    """Every section, and the summing up."""
    questions = answer.questions if isinstance(answer, Assessment) else ()
    counts = Counter(section_of(question.finding, edition) for question in questions)
    counts["concerns"] += not said.get("concerns")
    known = isinstance(answer, Assessment)
    return [
        ScreenLink(
            name, str(title), section_url(patient, name), counts[name], known and name in ASKED and not counts[name]
        )
        for name, title in (*SECTIONS.items(), ("finish", _("Sum up")))
    ]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member who might treat; `option` is the control."""

    option: Any
    name: str
    role: str
    supervisor: str
    is_licensed: bool


def who_lines(form: Any, members: list[Membership], on: date, texts: Texts) -> list[MemberLine]:
    """The members to choose from, with what decides their scope."""
    return [
        MemberLine(
            option=option,
            name=called(member),
            role=label("role", member.role, texts),
            supervisor=called(member.supervisor),
            is_licensed=member.is_licensed_on(on),
        )
        for option, member in zip(form["operator"], members, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern as said."""

    place: str
    name: str
    zones: str
    grade: str
    since: str


def concern_lines(said: Said, texts: Texts) -> list[ConcernLine]:
    """What is to be treated, a line each."""
    return [
        ConcernLine(
            place=str(place),
            name=label("concern", one["concern"], texts),
            zones=labels("zone", one.get("zones", ()), texts),
            grade=f"{label('scale', one['scale'], texts)}: {number(one['grade'])}" if "grade" in one else "",
            since=day_said(one.get("since"), texts),
        )
        for place, one in enumerate(said.get("concerns", ()))
    ]


def body_chart(said: Said, texts: Texts, picked: Collection[str]) -> FaceChart:
    """The face with every zone that is asked for; its list chooses the zones of the concern in the form."""
    asked: dict[str, list[str]] = {}
    for one in said.get("concerns", ()):
        for zone in one.get("zones", ()):
            asked.setdefault(zone, []).append(label("concern", one["concern"], texts))
    marks = {zone: Mark("asked", listed(names, texts)) for zone, names in asked.items()}
    return face_chart(marks, texts, title=_("Where it is to be treated"), field="zones", picked=picked)
