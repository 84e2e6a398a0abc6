"""What somebody gives to prove who they are."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, UsernameField
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 128
REFUSALS: dict[str, Any] = {
    "password_incorrect": _("This is not your old password."),
    "password_mismatch": _("The two new passwords are not the same."),
}
ONE_TIME = {"autocomplete": "one-time-code", "dir": "ltr"}


class LogInForm(forms.Form):
    """Name and password."""

    username = UsernameField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """A code of the second factor: six digits, or ten signs from the paper."""

    code = forms.CharField(
        label=_("Code"), max_length=20,
        widget=forms.TextInput(attrs={**ONE_TIME, "autofocus": True, "class": "code-input"}),
    )  # fmt: skip


class ProveForm(forms.Form):
    """The password once more; and a code, of whoever has a second factor."""

    password = forms.CharField(
        label=_("Password"), strip=False, max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autofocus": True, "autocomplete": "current-password"}),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code"), max_length=20,
        widget=forms.TextInput(attrs=ONE_TIME),
    )  # fmt: skip

    def __init__(self, *args: object, asks_code: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not asks_code:
            del self.fields["code"]


class PasswordForm(PasswordChangeForm):
    """Another password for oneself: no longer than the log-in takes, so that nobody locks themselves out."""

    error_messages = REFUSALS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))
        self.fields["old_password"].label = _("Old password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("The new password once more")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """Another one than before: the old one may be somebody else's gift."""
        chosen: str = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError(_("This is your old password. Choose another."))
        return chosen
