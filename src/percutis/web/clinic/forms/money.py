"""The forms of packages and payments. Amounts are whole rupees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from percutis.web.records.selectors.money import Balance
from percutis.web.records.services.money import MOST_PKR, MOST_SESSIONS

METHODS = (("cash", _("Cash")), ("transfer", _("Transfer")), ("card", _("Card")))


class PackageForm(forms.Form):
    """So many sessions for one price."""

    name = forms.CharField(label=pgettext_lazy("of a package", "Name"), max_length=120)
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1, max_value=MOST_SESSIONS)
    price_pkr = forms.IntegerField(label=_("Price in rupees"), min_value=0, max_value=MOST_PKR)


class PaymentForm(forms.Form):
    """Money taken: for what, how much, and how."""

    what = forms.CharField(label=_("What was paid for"), max_length=160)
    amount_pkr = forms.IntegerField(label=_("Amount in rupees"), min_value=1, max_value=MOST_PKR)
    method = forms.ChoiceField(label=_("How"), choices=METHODS, widget=forms.RadioSelect, initial="cash")
    reference = forms.CharField(
        label=_("Reference"), max_length=80, required=False, help_text=_("A transfer needs its reference.")
    )
    package = forms.TypedChoiceField(label=_("Package"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, balances: list[Balance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.packages = [one.package for one in balances]
        choices = [("", _("None")), *((one.pk, one.name) for one in self.packages)]
        self.fields["package"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A transfer with its reference."""
        given = super().clean() or {}
        if given.get("method") == "transfer" and not given.get("reference", "").strip():
            self.add_error("reference", _("A transfer needs its reference."))
        return given

    def payment(self) -> dict[str, Any]:
        """What the service asks for."""
        chosen = self.cleaned_data["package"]
        return {**self.cleaned_data, "package": next((one for one in self.packages if one.pk == chosen), None)}
