"""What is to be treated, where, how severe and since when: from the form to the draft and back.

Concerns are told apart by their place in the draft: one may be said twice, in other zones with another grade.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import words_of
from percutis.interop.wording import label, number
from percutis.web.clinic.forms.days import DayField
from percutis.web.records.core.drafts import Said
from percutis.web.ui.asked import whole_number


class DateInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ConcernForm(forms.Form):
    """One concern."""

    concern = forms.ChoiceField(label=_("What is to be treated"))
    zones = forms.MultipleChoiceField(label=_("Where"), widget=forms.CheckboxSelectMultiple)
    scale = forms.ChoiceField(label=_("Scale"), required=False)
    grade = forms.FloatField(label=_("Grade"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    since = DayField(label=_("Since when"), required=False, widget=DateInput(), help_text=_("For scars: their age."))

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(edition)
        treated = [zone.id for zone in edition.zones if zone.group != "never"]
        offer(self, "concern", [("", "…"), *((w, label("concern", w, texts)) for w in words["concern"])])
        offer(self, "zones", [(zone, label("zone", zone, texts)) for zone in treated])
        offer(self, "scale", [("", str(_("not graded"))), *_scales(edition, texts)])

    def clean(self) -> dict[str, Any]:
        """Refuse a grade without its scale, and a scale without a grade."""
        given = super().clean() or {}
        if given.get("grade") is not None and not given.get("scale"):
            self.add_error("scale", _("Say on which scale the grade stands."))
        if given.get("scale") and given.get("grade") is None and "grade" not in self.errors:
            self.add_error("grade", _("Say the grade on this scale, or choose “not graded”."))
        return given

    def as_said(self) -> Said:
        """The concern in the public format."""
        given = self.cleaned_data
        graded = {"scale": given["scale"], "grade": given["grade"]} if given["scale"] else {}
        since = {"since": given["since"].isoformat()} if given["since"] else {}
        return {"concern": given["concern"], "zones": given["zones"], **graded, **since}


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Offer these choices in that field; they depend on the edition or the clinic."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _scales(edition: Edition, texts: Texts) -> list[tuple[str, str]]:
    """Each scale of the edition with its ends."""
    return [
        (one.scale, f"{label('scale', one.scale, texts)} ({number(one.low)}–{number(one.high)})")
        for one in edition.scales
    ]


def concern_at(said: Said, place: str) -> Said:
    """The concern at that place of the draft; nothing where there is none."""
    concerns = said.get("concerns", ())
    number = whole_number(place, len(concerns))
    return dict(concerns[number]) if number < len(concerns) else {}


def with_concern(said: Said, concern: Said, place: str = "") -> Said:
    """The draft with this concern at its place, or added at the end."""
    concerns = list(said.get("concerns", ()))
    if concern_at(said, place):
        concerns[int(place)] = concern
    else:
        concerns.append(concern)
    return {**said, "concerns": concerns}


def without_concern(said: Said, place: str) -> Said:
    """The draft without the concern at this place."""
    kept = [one for number, one in enumerate(said.get("concerns", ())) if str(number) != place]
    return {**said, "concerns": kept}
