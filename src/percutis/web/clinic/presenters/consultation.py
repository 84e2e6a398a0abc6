"""The consultation in words: what is to be treated, where it lies on the face, and which answer has a problem."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.interop.wording import label, labels, number
from percutis.web.ui.charts.face import FaceChart, Mark, face_chart

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern as said."""

    concern: str
    name: str
    zones: str
    grade: str
    since: str


def concern_lines(said: Said, texts: Texts) -> list[ConcernLine]:
    """What is to be treated, a line each."""
    return [
        ConcernLine(
            concern=one["concern"],
            name=label("concern", one["concern"], texts),
            zones=labels("zone", one.get("zones", ()), texts),
            grade=f"{label('scale', one['scale'], texts)}: {number(one['grade'])}" if "grade" in one else "",
            since=str(one.get("since") or ""),
        )
        for one in said.get("concerns", ())
    ]


def body_chart(said: Said, texts: Texts, picked: Collection[str]) -> FaceChart:
    """The face with every zone that is asked for; its list chooses the zones of the concern in the form."""
    asked: dict[str, list[str]] = {}
    for one in said.get("concerns", ()):
        for zone in one.get("zones", ()):
            asked.setdefault(zone, []).append(label("concern", one["concern"], texts))
    marks = {zone: Mark("asked", ", ".join(names)) for zone, names in asked.items()}
    return face_chart(marks, texts, title=_("Where it is to be treated"), field="zones", picked=picked)


def problems_by_finding(error: InputError | None, said: Said) -> dict[str, list[str]]:
    """What is wrong with each answer, by the code of the finding."""
    found: dict[str, list[str]] = {}
    for problem in error.problems if error else ():
        place = re.match(r"findings\[(\d+)\]", problem.place)
        if place and int(place[1]) < len(said.get("findings", ())):
            code = said["findings"][int(place[1])]["finding"]
            found.setdefault(code, []).append(_("allowed: %(allowed)s") % {"allowed": problem.allowed})
    return found
