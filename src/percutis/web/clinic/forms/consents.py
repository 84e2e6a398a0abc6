"""What the patient answers to a text: agreed, with a name as the signature, or not agreed, or taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.clinic.forms.concerns import offer
from percutis.web.records.core.consents import TIERS, ConsentText


class AnswerForm(forms.Form):
    """An answer to the text that was on the page; `version` says which."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, text: ConsentText, data: Any = None) -> None:
        super().__init__(data, initial={"version": text.version}, auto_id=f"id_{type(self).__name__.lower()}_%s")
        self.text = text

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to a text that was not on the page."""
        given = super().clean() or {}
        if given.get("version") != self.text.version:
            self.add_error(
                None, _("The text has changed meanwhile. Please read it again; it stands above as it is now.")
            )
        return given


class AgreeForm(AnswerForm):
    """The signature; for photographs with what they may be used for."""

    tier = forms.ChoiceField(label=_("What they may be used for"), widget=forms.RadioSelect)
    signed_name = forms.CharField(
        label=_("Name, as the patient writes it"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, text: ConsentText, texts: Texts, data: Any = None) -> None:
        super().__init__(text, data)
        if text.subject == "procedure":
            del self.fields["tier"]
        else:
            offer(self, "tier", [(tier, label("consent_photographs", tier, texts, "patient")) for tier in TIERS])


class RefuseForm(AnswerForm):
    """Not agreed, or taken back; a reason is the patient's to give."""

    why = forms.CharField(label=_("Reason, if the patient gives one"), max_length=400, required=False)
