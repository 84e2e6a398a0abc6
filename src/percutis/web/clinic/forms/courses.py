"""The form of a whole course: a day and a time for every session, booked together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from percutis.web.accounts.models import Clinic
from percutis.web.clinic.forms.days import DayField
from percutis.web.records.selectors.course_visits import Proposal


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the form: its two fields, and the days on which it may be."""

    number: int
    proposal: Proposal
    day: BoundField
    clock: BoundField


class CourseTimesForm(forms.Form):
    """A day and a time for each session that has no visit yet, filled with what is proposed."""

    def __init__(self, *args: Any, clinic: Clinic, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic, self.proposals = clinic, proposals
        for one in proposals:
            starts = one.place.starts if one.place else None
            self.fields[f"day_{one.number}"] = DayField(
                label=_("Session %(number)s, day") % {"number": one.number},
                initial=starts.date() if starts else None,
                widget=forms.DateInput(attrs={"type": "date"}),
            )
            self.fields[f"clock_{one.number}"] = forms.TimeField(
                label=_("Session %(number)s, time") % {"number": one.number},
                initial=f"{starts:%H:%M}" if starts else None,
                widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
            )

    def rows(self) -> list[SessionRow]:
        """The sessions, each with its fields."""
        return [
            SessionRow(one.number, one, self[f"day_{one.number}"], self[f"clock_{one.number}"])
            for one in self.proposals
        ]

    def times(self) -> list[tuple[int, datetime]]:
        """What a valid form names, for the service."""
        given = self.cleaned_data
        return [
            (
                one.number,
                datetime.combine(given[f"day_{one.number}"], given[f"clock_{one.number}"], self.clinic.zone),
            )
            for one in self.proposals
        ]
