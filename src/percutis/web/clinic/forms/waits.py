"""The form of a wish on the wait list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from percutis.web.accounts.models import Clinic
from percutis.web.clinic.forms.days import DayField
from percutis.web.clinic.forms.visits import BOOKABLE
from percutis.web.clinic.presenters.visits import KINDS
from percutis.web.records.selectors.visits import practitioners_of
from percutis.web.ui.names import called


class WaitForm(forms.Form):
    """What for, between which days, with whom."""

    kind = forms.ChoiceField(
        label=_("Kind of visit"),
        choices=[(kind, KINDS[kind]) for kind in BOOKABLE],
        widget=forms.RadioSelect,
        initial="consultation",
    )
    earliest = DayField(label=_("Not before"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    latest = DayField(label=_("Not after"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    practitioner = forms.TypedChoiceField(
        label=pgettext_lazy("of a visit", "With"), coerce=int, required=False, empty_value=None
    )
    wish = forms.CharField(
        label=_("Wish"), max_length=240, required=False, help_text=_("Such as: mornings only. Nothing about health.")
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = practitioners_of(clinic=clinic)
        choices = [("", _("Anybody")), *((one.pk, called(one)) for one in self.people)]
        self.fields["practitioner"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given = super().clean() or {}
        if given.get("earliest") and given.get("latest") and given["latest"] < given["earliest"]:
            self.add_error("latest", _("This is before the earliest day."))
        return given

    def given(self) -> dict[str, Any]:
        """What the service asks for."""
        person = self.cleaned_data["practitioner"]
        return {**self.cleaned_data, "practitioner": next((one for one in self.people if one.pk == person), None)}
