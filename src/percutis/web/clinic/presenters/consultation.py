"""The consultation in words: the way through it, what is to be treated and where, what was said, what is unreadable."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.assessment import Assessment
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem
from percutis.interop.wording import day, label, labels, listed, number
from percutis.web.accounts.models import Membership
from percutis.web.clinic.forms.places import allowed_words
from percutis.web.clinic.presenters.sections import SECTIONS, section_of, section_url
from percutis.web.records.core.drafts import Said, is_typed
from percutis.web.records.models import Patient
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart

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
            name=member.user.name,
            role=label("role", member.role, texts),
            supervisor=member.supervisor.user.name if member.supervisor else "",
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
            since=_day(one.get("since"), texts),
        )
        for place, one in enumerate(said.get("concerns", ()))
    ]


def _day(said: object, texts: Texts) -> str:
    """A date as one reads it; what is none stays as it was typed."""
    try:
        return day(date.fromisoformat(str(said)), texts) if said else ""
    except ValueError:
        return str(said)


def body_chart(said: Said, texts: Texts, picked: Collection[str]) -> FaceChart:
    """The face with every zone that is asked for; its list chooses the zones of the concern in the form."""
    asked: dict[str, list[str]] = {}
    for one in said.get("concerns", ()):
        for zone in one.get("zones", ()):
            asked.setdefault(zone, []).append(label("concern", one["concern"], texts))
    marks = {zone: Mark("asked", listed(names, texts)) for zone, names in asked.items()}
    return face_chart(marks, texts, title=_("Where it is to be treated"), field="zones", picked=picked)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing that was said, and where it can be changed."""

    name: str
    words: str
    url: str
    is_unknown: bool = False


def present_lines(said: Said, edition: Edition, texts: Texts, patient: Patient) -> list[SaidLine]:
    """What is or was there, what is not known, and what the patient wishes; what never was goes without saying."""
    return [
        *_skin(said, edition, texts, patient),
        *_findings(said, edition, texts, patient),
        *_wishes(said, texts, patient),
    ]


def _skin(said: Said, edition: Edition, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    kind = said.get("skin_type", {}).get("fitzpatrick", "")
    words = kind or (_("by the questions") if said.get("skin_type") and is_typed(said, edition) else _("not known"))
    yield SaidLine(
        label("heading", "skin_type", texts), words, section_url(patient, "skin"), not is_typed(said, edition)
    )


def _findings(said: Said, edition: Edition, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    for one in said.get("findings", ()):
        if one.get("status") == "never":
            continue
        code = one.get("finding", "")
        details = (
            label("status", one.get("status", ""), texts),
            _day(one.get("last") or one.get("since"), texts),
            labels("zone", one.get("zones") or (), texts),
            f"{one['value']} {one.get('unit') or ''}".strip() if "value" in one else "",
        )
        url = section_url(patient, section_of(code, edition), code)
        words = listed(filter(None, details), texts)
        yield SaidLine(label("finding", code, texts), words, url, one.get("status") == "unknown")


def _wishes(said: Said, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    given = (
        (_("Additions asked about"), labels("addition", said.get("additions", ()), texts)),
        (_("First possible day"), _day(said.get("earliest"), texts)),
        (_("Weight (kg)"), number(said["weight_kg"]) if said.get("weight_kg") else ""),
    )
    yield from (SaidLine(name, words, section_url(patient, "wishes")) for name, words in given if words)


def problems_by_finding(error: InputError | None, said: Said) -> dict[str, list[str]]:
    """What is wrong with each answer, by the code of the finding."""
    found: dict[str, list[str]] = {}
    for problem in error.problems if error else ():
        if code := _finding_at(problem.place, said):
            found.setdefault(code, []).append(allowed_words(problem))
    return found


def _finding_at(place: str, said: Said) -> str:
    at, findings = re.match(r"findings\[(\d+)\]", place), said.get("findings", ())
    return str(findings[int(at[1])].get("finding", "")) if at and int(at[1]) < len(findings) else ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One answer that cannot be read: about what, what is allowed, and where it is put right."""

    about: str
    allowed: str
    url: str


def problem_lines(
    problems: Iterable[Problem], said: Said, edition: Edition, texts: Texts, patient: Patient
) -> list[ProblemLine]:
    """What keeps the core from giving a verdict."""
    return [_problem(problem, said, edition, texts, patient) for problem in problems]


def _problem(problem: Problem, said: Said, edition: Edition, texts: Texts, patient: Patient) -> ProblemLine:
    code = _finding_at(problem.place, said)
    if code:
        url = section_url(patient, section_of(code, edition), code)
        return ProblemLine(label("finding", code, texts), allowed_words(problem), url)
    begin = re.split(r"[.\[]", problem.place, maxsplit=1)[0]
    section = {"concerns": "concerns", "skin_type": "skin", "operator": "who"}.get(begin, "wishes")
    return ProblemLine(str(SECTIONS[section]), allowed_words(problem), section_url(patient, section))
