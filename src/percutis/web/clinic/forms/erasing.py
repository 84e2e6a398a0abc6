"""The form that deletes a record: the number typed by hand, a reason of the list, and what the clinic has asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.web.records.models import Patient

BECAUSE = {
    "asked": _("The patient asks for it"),
    "kept_long_enough": _("It was kept as long as it had to be"),
    "mistake": _("It was registered by mistake"),
    "other": _("Another reason"),
}


class EraseForm(forms.Form):
    """Nothing in it is kept but the reason, as a code: whoever deletes a name must not write it down anew."""

    because = forms.ChoiceField(label=_("Why"), choices=tuple(BECAUSE.items()), widget=forms.RadioSelect)
    nothing_forbids = forms.BooleanField(
        label=_("We have found out how long the law wants this record kept, and nothing forbids deleting it now"),
        required=False,
    )
    number = forms.CharField(
        label=_("The patient's number, typed by hand"),
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, patient: Patient, asks_law: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient = patient
        if asks_law:
            self.fields["nothing_forbids"].required = True
        else:
            del self.fields["nothing_forbids"]

    def clean_number(self) -> str:
        """The number of this patient and of no other."""
        number: str = self.cleaned_data["number"].strip().upper()
        if number != self.patient.number.upper():
            raise forms.ValidationError(_("This is not the number of this patient."))
        return number
