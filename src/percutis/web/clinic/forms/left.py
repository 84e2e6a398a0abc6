"""Why a planned zone was left untreated: a coded reason and a few words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label

LEFT_BECAUSE = {
    "gate": _("the gate took it out"),
    "wish": _("the patient wished it"),
    "pain": _("too painful"),
    "skin": _("the skin there, today"),
    "incident": _("an incident ended the session"),
    "time": _("no time left"),
    "other": _("another reason"),
}


class LeftForm(forms.Form):
    """One zone; `title` names it. `is_out` proposes the gate's reason."""

    reason = forms.ChoiceField(label=_("Why was it left untreated?"))
    words = forms.CharField(label=_("In a few words"), max_length=240, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, key: tuple[str, str], texts: Texts, data: Any = None, *, is_out: bool = False) -> None:
        """The form of one zone for one concern."""
        initial = {"reason": "gate" if is_out else ""}
        super().__init__(data, prefix="-".join(key), initial=initial)
        self.key = key
        self.title = f"{label('zone', key[0], texts)}, {label('concern', key[1], texts)}"
        self.fields["reason"].choices = [("", "–"), *LEFT_BECAUSE.items()]  # type: ignore[attr-defined]

    def as_left(self) -> dict[str, str]:
        """What the service asks for."""
        return {"zone": self.key[0], "concern": self.key[1], **self.cleaned_data}
