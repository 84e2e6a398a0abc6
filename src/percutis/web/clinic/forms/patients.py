"""The form of a patient's own details."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from percutis.domain.errors import InputError
from percutis.web.clinic.forms.days import DayField
from percutis.web.records.core.phones import international

SEXES = (("", _("Not said")), ("female", _("Female")), ("male", _("Male")), ("other", _("Other")))
LANGUAGES = (("en", "English"), ("ur", "اردو"))


class PatientForm(forms.Form):
    """What is asked of everybody at the desk; nothing clinical."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    name_ur = forms.CharField(
        label=_("Name in Urdu script"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ur", "dir": "rtl", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        help_text=_("As it is dialled here, such as 0300 1234567, or with its country code."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    born = DayField(label=_("Born on"), widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of messages and pages"), choices=LANGUAGES, widget=forms.RadioSelect, initial="ur"
    )
    whatsapp = forms.BooleanField(label=_("Reached by WhatsApp (else by SMS)"), required=False, initial=True)
    note = forms.CharField(
        label=pgettext_lazy("of the desk", "Note"),
        max_length=240,
        required=False,
        help_text=_("For the desk; nothing about health."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_phone(self) -> str:
        """The number in the one form of the record."""
        try:
            return international(self.cleaned_data["phone"])
        except InputError:
            raise forms.ValidationError(_("No telephone has this number. Type it as it is dialled.")) from None

    def clean_born(self) -> date:
        """A birth that has been."""
        born: date = self.cleaned_data["born"]
        if born > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return born

    def person(self) -> dict[str, Any]:
        """What the services ask for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
