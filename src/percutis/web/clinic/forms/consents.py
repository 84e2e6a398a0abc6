"""What the patient answers to a text: agreed, not agreed, or taken back. The name is the signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.clinic.forms.concerns import offer
from percutis.web.records.core.consents import TIERS, ConsentText
from percutis.web.records.models import Consent


class ConsentForm(forms.Form):
    """The answer; `state` is the button that was pressed, `version` the text that was on the page."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=Consent.STATES, widget=forms.HiddenInput)
    tier = forms.ChoiceField(label=_("What they may be used for"), widget=forms.RadioSelect, required=False)
    signed_name = forms.CharField(
        label=_("Name, as the patient writes it"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    why = forms.CharField(label=_("Reason, if the patient gives one"), max_length=400, required=False)

    def __init__(self, text: ConsentText, texts: Texts, data: Any = None) -> None:
        super().__init__(data)
        self.text = text
        if text.subject == "procedure":
            del self.fields["tier"]
        else:
            offer(self, "tier", [(tier, label("consent_photographs", tier, texts, "patient")) for tier in TIERS])

    def clean(self) -> dict[str, Any]:
        """Refuse a signature without a name, without a use of photographs, or under a text that was not on the page."""
        given = super().clean() or {}
        if given.get("version") != self.text.version:
            self.add_error(
                None, _("The text has changed meanwhile. Please read it again; it stands above as it is now.")
            )
        if given.get("state") == "signed":
            if not given.get("signed_name", "").strip():
                self.add_error("signed_name", _("Please write your name as a signature."))
            if "tier" in self.fields and not given.get("tier"):
                self.add_error("tier", _("Please choose what the photographs may be used for."))
        return given
