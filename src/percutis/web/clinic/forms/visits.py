"""The forms of the diary: what is booked, when, with whom, and where."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from percutis.web.accounts.models import Clinic, Membership, Room
from percutis.web.clinic.forms.days import DayField
from percutis.web.clinic.presenters.visits import KINDS
from percutis.web.records.models import Device
from percutis.web.records.selectors.visits import devices_of, practitioners_of, rooms_of
from percutis.web.ui.names import called

BOOKABLE = ("consultation", "session", "review")


class PlaceForm(forms.Form):
    """With whom, on which day, where, and at what time of day."""

    practitioner = forms.TypedChoiceField(label=pgettext_lazy("of a visit", "With"), coerce=int)
    day = DayField(label=pgettext_lazy("of a visit", "Day"), widget=forms.DateInput(attrs={"type": "date"}))
    room = forms.TypedChoiceField(label=_("Room"), coerce=int, required=False, empty_value=None)
    device = forms.TypedChoiceField(label=_("Device"), coerce=int, required=False, empty_value=None)
    clock = forms.TimeField(
        label=pgettext_lazy("of a visit", "Time"),
        help_text=_("One of the free times above, or any other in steps of five minutes."),
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # a free time that is chosen stands for a typed one
        self.clinic = clinic
        self.fields["clock"].required = not self.data.get("free")
        self.people, self.rooms, self.devices = (
            practitioners_of(clinic=clinic),
            rooms_of(clinic=clinic),
            devices_of(clinic=clinic),
        )
        self._offer("practitioner", [(one.pk, called(one)) for one in self.people])
        self._offer("room", [("", _("Any free room")), *((one.pk, one.name) for one in self.rooms)])
        self._offer("device", [("", _("Any that the plan allows")), *((one.pk, one.label) for one in self.devices)])

    def _offer(self, field: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The free time that was chosen goes before the one that was typed; one of them there must be."""
        given = super().clean() or {}
        if chosen := self.data.get("free"):
            try:
                given["clock"] = time.fromisoformat(chosen)
            except ValueError:
                given["clock"] = None
        if not given.get("clock") and "clock" not in self.errors:  # a free time that is none
            self.add_error("clock", _("Choose a free time, or type one."))
        return given

    def practitioner_chosen(self) -> Membership | None:
        """Whom the form names."""
        return _chosen(self.people, self["practitioner"].value())

    def room_chosen(self) -> Room | None:
        """The room that the form names."""
        return _chosen(self.rooms, self["room"].value())

    def device_chosen(self) -> Device | None:
        """The device that the form names."""
        return _chosen(self.devices, self["device"].value())

    def day_chosen(self) -> date | None:
        """The day that the form names, also while the rest is still empty."""
        try:
            return self.fields["day"].clean(self["day"].value())
        except forms.ValidationError:
            return None

    def starts(self) -> datetime:
        """The moment that a valid form names."""
        day: date = self.cleaned_data["day"]
        clock: time = self.cleaned_data["clock"]
        return datetime.combine(day, clock, self.clinic.zone)


class BookForm(PlaceForm):
    """A new visit of a known patient."""

    field_order = ["kind", "practitioner", "day", "room", "device", "clock", "note"]
    kind = forms.ChoiceField(
        label=_("Kind of visit"), choices=[(kind, KINDS[kind]) for kind in BOOKABLE], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=pgettext_lazy("of the desk", "Note"),
        max_length=240,
        required=False,
        help_text=_("For the desk; nothing about health."),
    )


class MoveForm(PlaceForm):
    """A visit at another time; the version tells two editors apart."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(label=_("Why"), max_length=160, widget=forms.TextInput(attrs={"data-focus": "yes"}))


class CourseForm(forms.Form):
    """With whom a course is booked, around what time of day, and from when on."""

    practitioner = forms.TypedChoiceField(label=pgettext_lazy("of a visit", "With"), coerce=int)
    around = forms.TimeField(
        label=_("About what time of day"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M"),
    )
    first = DayField(label=_("First session from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = practitioners_of(clinic=clinic)
        choices = [(one.pk, called(one)) for one in self.people]
        self.fields["practitioner"].choices = choices  # type: ignore[attr-defined]

    def practitioner_chosen(self) -> Membership | None:
        """Whom the form names."""
        return _chosen(self.people, self["practitioner"].value())


def _chosen(rows: Iterable[Any], key: object) -> Any:
    """The row of that key, however a form holds it."""
    return next((row for row in rows if str(row.pk) == str(key)), None)
