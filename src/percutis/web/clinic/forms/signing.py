"""Signing: whoever is logged in shows once more that it is they."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.models import User
from percutis.web.records.models import Override
from percutis.web.ui.names import called


class SigningForm(forms.Form):
    """The password, asked again."""

    password = forms.CharField(
        label=_("Your password, as a signature"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a password that is not the member's own."""
        given: str = self.cleaned_data["password"]
        if not self.user.check_password(given):
            raise forms.ValidationError(_("This is not the password of %(name)s."), params={"name": called(self.user)})
        return given


REASONS = {
    "specialist_letter": _("A specialist's letter"),
    "test_result": _("A test result"),
    "discussed_and_accepted": _("Discussed with the patient, who accepts the risk"),
    "local_practice": _("Practice of this clinic"),
    "other": _("Something else"),
}


class OverrideForm(SigningForm):
    """A doctor's choice, with its reason."""

    field_order = ["reason", "note", "password"]
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[(code, REASONS[code]) for code, _name in Override.REASONS], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In a few words"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays on record."),
    )
