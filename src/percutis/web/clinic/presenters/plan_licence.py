"""The licence of whoever is to treat by a plan, where it stands in the way: what the plan's page asks to be done."""

from datetime import date
from typing import Literal

from percutis.domain.intake import Intake
from percutis.domain.words import Verdict
from percutis.web.records.models import Plan

Hindrance = Literal["", "lapsed", "renewed"]


def licence_hindrance(row: Plan, intake: Intake, verdict: Verdict, today: date) -> Hindrance:
    """`lapsed` while the operator has no licence in date; `renewed` where one is again, but the plan was made without.

    Nothing is said of a patient who may not be treated, which no licence would change, or of a course that is closed.
    """
    course = getattr(row, "course", None)
    if verdict is Verdict.BLOCK or (course is not None and course.closed is not None):
        return ""
    if not row.operator.is_licensed_on(today):
        return "lapsed"
    return "renewed" if intake.operator is not None and not intake.operator.licensed else ""
