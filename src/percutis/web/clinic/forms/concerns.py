"""What is to be treated and where, how the skin is typed, and what the patient wishes: from form to draft and back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import SKIN_TYPES
from percutis.interop.files.words import words_of
from percutis.interop.wording import label

Said = dict[str, Any]


class DateInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ConcernForm(forms.Form):
    """One concern: what, where, how severe on which scale, since when."""

    concern = forms.ChoiceField(label=_("What is to be treated"))
    zones = forms.MultipleChoiceField(label=_("Where"), widget=forms.CheckboxSelectMultiple)
    scale = forms.ChoiceField(label=_("Scale"), required=False)
    grade = forms.FloatField(label=_("Grade"), required=False)
    since = forms.DateField(
        label=_("Since when"), required=False, widget=DateInput(), help_text=_("For scars: their age.")
    )

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(edition)
        treated = [zone.id for zone in edition.zones if zone.group != "never"]
        self.fields["concern"].choices = [("", "…"), *((w, label("concern", w, texts)) for w in words["concern"])]
        self.fields["zones"].choices = [(zone, label("zone", zone, texts)) for zone in treated]
        self.fields["scale"].choices = [("", _("not graded")), *((w, label("scale", w, texts)) for w in words["scale"])]

    def as_said(self) -> Said:
        """The concern in the public format."""
        given = self.cleaned_data
        said: Said = {"concern": given["concern"], "zones": given["zones"]}
        if given["scale"]:
            said["scale"] = given["scale"]
        if given["scale"] and given["grade"] is not None:
            said["grade"] = given["grade"]
        if given["since"]:
            said["since"] = given["since"].isoformat()
        return said


def with_concern(said: Said, concern: Said, before: str = "") -> Said:
    """The draft with this concern in place of the one of the same name (or of the one that was edited)."""
    kept = [one for one in said.get("concerns", ()) if one["concern"] not in (concern["concern"], before)]
    return {**said, "concerns": [*kept, concern]}


def without_concern(said: Said, name: str) -> Said:
    """The draft without this concern."""
    return {**said, "concerns": [one for one in said.get("concerns", ()) if one["concern"] != name]}


class SkinForm(forms.Form):
    """The skin type as the professional says it, or the ten answers of the questionnaire."""

    fitzpatrick = forms.ChoiceField(
        label=_("Skin type (Fitzpatrick)"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Say it, or answer the ten questions below and leave this open."),
    )

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fitzpatrick"].choices = [("", _("by the questions")), *((kind, kind) for kind in SKIN_TYPES)]
        for item in edition.typing_items:
            answers = [(str(points), texts.say(f"intake.{item.item}.{points}")) for points in range(5)]
            self.fields[item.item] = forms.ChoiceField(
                label=texts.say(f"intake.{item.item}"), required=False, widget=forms.RadioSelect, choices=answers
            )

    def as_said(self, said: Said) -> Said:
        """The draft with the skin type; nothing said leaves it unknown."""
        given = dict(self.cleaned_data)
        kind = given.pop("fitzpatrick")
        answers = {item: int(answer) for item, answer in given.items() if answer}
        rest = {key: value for key, value in said.items() if key != "skin_type"}
        if kind:
            return {**rest, "skin_type": {"fitzpatrick": kind}}
        return {**rest, "skin_type": {"answers": answers}} if answers else rest


class WishesForm(forms.Form):
    """What else the patient asked about, from when they could come, and their weight."""

    additions = forms.MultipleChoiceField(
        label=_("Additions asked about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    earliest = forms.DateField(label=_("First possible day"), required=False, widget=DateInput())
    weight_kg = forms.FloatField(
        label=_("Weight (kg)"),
        required=False,
        min_value=1,
        max_value=400,
        help_text=_("For the limit of the numbing cream."),
    )

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(w, label("addition", w, texts)) for w in words_of(edition)["addition"]]
        self.fields["additions"].choices = choices

    def as_said(self, said: Said) -> Said:
        """The draft with the wishes; the weight is kept beside it until the consultation is finished."""
        given = self.cleaned_data
        rest = {key: value for key, value in said.items() if key not in ("additions", "earliest", "weight_kg")}
        if given["additions"]:
            rest["additions"] = given["additions"]
        if given["earliest"]:
            rest["earliest"] = given["earliest"].isoformat()
        if given["weight_kg"]:
            rest["weight_kg"] = given["weight_kg"]
        return rest
