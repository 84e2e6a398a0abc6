"""What cannot be read of a consultation: beside each answer, and as a list with the way to each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem
from percutis.interop.wording import label
from percutis.web.clinic.forms.places import allowed_words
from percutis.web.clinic.presenters.sections import SECTIONS, section_of, section_url
from percutis.web.records.core.drafts import Said
from percutis.web.records.models import Patient


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
