"""Who would treat, how the skin is typed, and what the patient wishes: from form to draft and back.

Each form begins with what the draft says (`begun_from`) and gives the draft back with its own part changed
(`as_said`); `PLACES` are the places of an intake file whose problems belong to it, each with its field.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import SKIN_TYPES
from percutis.interop.files.words import words_of
from percutis.interop.wording import isolated, label
from percutis.web.accounts.models import Membership
from percutis.web.clinic.forms.concerns import DateInput, offer
from percutis.web.clinic.forms.days import DayField
from percutis.web.records.core.drafts import OPERATOR, Said
from percutis.web.ui.names import called


class WhoForm(forms.Form):
    """Who would hold the device."""

    PLACES = {"operator": "operator"}
    operator = forms.ChoiceField(label=_("Who would treat?"), widget=forms.RadioSelect)

    def __init__(self, members: list[Membership], default: Membership, said: Said, data: Any = None) -> None:
        super().__init__(data, initial={"operator": str(said.get(OPERATOR) or default.pk)})
        offer(self, "operator", [(str(one.pk), called(one)) for one in members])

    def as_said(self, said: Said) -> Said:
        """The draft with the member who would treat."""
        return {**said, OPERATOR: int(self.cleaned_data["operator"])}


class SkinForm(forms.Form):
    """The skin type as the professional says it, or the ten answers of the questionnaire."""

    PLACES = {"skin_type": "fitzpatrick"}
    fitzpatrick = forms.ChoiceField(label=_("Skin type (Fitzpatrick)"), required=False, widget=forms.RadioSelect)

    def __init__(self, edition: Edition, texts: Texts, said: Said, data: Any = None) -> None:
        typed = said.get("skin_type", {})
        answers = {item: str(points) for item, points in typed.get("answers", {}).items()}
        super().__init__(data, initial={"fitzpatrick": typed.get("fitzpatrick", ""), **answers})
        offer(self, "fitzpatrick", [("", str(_("by the questions"))), *((kind, kind) for kind in SKIN_TYPES)])
        for item in edition.typing_items:
            points = [(str(n), isolated(texts.say(f"intake.{item.item}.{n}"), texts)) for n in range(5)]
            self.fields[item.item] = forms.ChoiceField(
                label=isolated(texts.say(f"intake.{item.item}"), texts),
                required=False,
                widget=forms.RadioSelect,
                choices=points,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The ten questions."""
        return [bound for bound in self if bound.name != "fitzpatrick"]

    def as_said(self, said: Said) -> Said:
        """The draft with the skin type; a type that is said needs no answers, and nothing said leaves it unknown."""
        given = dict(self.cleaned_data)
        kind = given.pop("fitzpatrick")
        answers = {item: int(answer) for item, answer in given.items() if answer}
        rest = {key: value for key, value in said.items() if key != "skin_type"}
        if kind:
            return {**rest, "skin_type": {"fitzpatrick": kind}}
        return {**rest, "skin_type": {"answers": answers}} if answers else rest


class WishesForm(forms.Form):
    """What else the patient asked about, from when they could come, and their weight."""

    PLACES = {"additions": "additions", "earliest": "earliest", "patient.weight_kg": "weight_kg"}
    additions = forms.MultipleChoiceField(
        label=_("Additions asked about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    earliest = DayField(label=_("First possible day"), required=False, widget=DateInput())
    weight_kg = forms.FloatField(
        label=_("Weight (kg)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
        help_text=_("For the limit of the numbing cream."),
    )

    def __init__(self, edition: Edition, texts: Texts, said: Said, data: Any = None) -> None:
        super().__init__(data, initial={name: said.get(name) for name in ("additions", "earliest", "weight_kg")})
        words = words_of(edition)["addition"]
        offer(self, "additions", [(word, label("addition", word, texts)) for word in words])

    def as_said(self, said: Said) -> Said:
        """The draft with the wishes; the weight is kept beside it until the consultation is handed in."""
        given = {**self.cleaned_data}
        given["earliest"] = given["earliest"].isoformat() if given["earliest"] else None
        rest = {key: value for key, value in said.items() if key not in given}
        return {**rest, **{name: answer for name, answer in given.items() if answer not in (None, "", [])}}
