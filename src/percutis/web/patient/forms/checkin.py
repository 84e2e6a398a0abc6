"""A check-in on one page: emergencies first, then what is usual, then everything else."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Urgency
from percutis.interop.files.words import words_of
from percutis.interop.recovery import UsualCourse
from percutis.interop.wording import label

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SymptomChoice:
    """One symptom in the patient's words, with what was said of it."""

    code: str
    name: str
    severity: str
    trend: str


def emergency_symptoms(edition: Edition) -> tuple[str, ...]:
    """The symptoms that alone are an emergency."""
    found: dict[str, None] = {}
    for flag in edition.red_flags:
        if flag.urgency is Urgency.EMERGENCY:
            for clause in flag.any:
                if not (clause.also or clause.zones or clause.severity_from or clause.trend):
                    found.update(dict.fromkeys(clause.any_of))
    return tuple(found)


def symptom_choices(
    courses: list[UsualCourse], edition: Edition, texts: Texts, post: QueryDict | None = None
) -> tuple[list[SymptomChoice], list[SymptomChoice]]:
    """What is usual after a session, and everything else that can be reported, each in the patient's words."""
    urgent = set(emergency_symptoms(edition))
    usual = [course.symptom for course in courses if course.symptom not in urgent]
    rest = [code for code in words_of(edition)["symptom"] if code not in urgent and code not in usual]
    return [_choice(code, texts, post) for code in usual], [_choice(code, texts, post) for code in rest]


def _choice(code: str, texts: Texts, post: QueryDict | None) -> SymptomChoice:
    given = post or {}
    return SymptomChoice(
        code,
        label("symptom", code, texts, "patient"),
        given.get(f"{code}.severity", ""),
        given.get(f"{code}.trend", ""),
    )


def read_symptoms(post: QueryDict, edition: Edition) -> Said:
    """What was reported, in the public format; a symptom of strength 0 was asked and is not there."""
    zones = post.getlist("zones")
    symptoms = []
    for code in words_of(edition)["symptom"]:
        severity = post.get(f"{code}.severity", "")
        if code in post.getlist("urgent"):
            severity = severity or "10"
        if severity.isdigit() and int(severity) > 0:
            symptom: Said = {"symptom": code, "severity": int(severity)}
            if zones:
                symptom["zones"] = zones
            if trend := post.get(f"{code}.trend"):
                symptom["trend"] = trend
            symptoms.append(symptom)
    said: Said = {"symptoms": symptoms}
    if temperature := post.get("temperature", "").strip().replace(",", "."):
        said["temperature_c"] = _number(temperature)
    return said


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
