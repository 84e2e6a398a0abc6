"""What is said before a session, what is done in a zone, and how it goes wrong: from form to the public format."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Urgency
from percutis.interop.files.words import words_of
from percutis.interop.wording import label
from percutis.web.accounts.models import Membership
from percutis.web.records.models import Cartridge, Device, Product
from percutis.web.records.services.zones import Done
from percutis.web.ui.names import called
from percutis.web.ui.templatetags.ui import day

Facts = dict[str, Any]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
PLACES = {
    "anaesthetic.agent": "agent",
    "anaesthetic.grams": "grams",
    "anaesthetic.area_cm2": "area_cm2",
    "anaesthetic.minutes": "minutes",
    "platelet_rich_plasma.tubes": "tubes",
    "antiseptic": "antiseptic",
}


def _asked(text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=text, choices=YES_NO, widget=forms.RadioSelect, required=False)


def _amount(text: Any, **limits: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", "dir": "ltr"})
    return forms.FloatField(label=text, required=False, min_value=0, widget=widget, **limits)


class CheckForm(forms.Form):
    """Everything of the check but the day's questions, which are rows of their own."""

    operator = forms.ChoiceField(label=_("Who treats"))
    device = forms.ChoiceField(label=_("Device"), required=False)
    agent = forms.ChoiceField(label=_("Numbing cream"), required=False)
    grams = _amount(_("Grams"))
    area_cm2 = _amount(_("Area (cm²)"))
    minutes = _amount(_("Minutes on the skin"), help_text=_("Leave it to the clock, or write them."))
    occluded = _asked(_("Covered with film?"))
    reapplied = _asked(_("Applied a second time?"))
    antiseptic = forms.ChoiceField(label=_("Antiseptic"), required=False, widget=forms.RadioSelect)
    additions = forms.MultipleChoiceField(
        label=_("Put on or into the skin today"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tubes = forms.IntegerField(label=_("Tubes drawn"), required=False, min_value=0, max_value=100)
    identifiers = forms.MultipleChoiceField(
        label=_("Written on every tube"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("name", _("Name")), ("born", _("Birth date")), ("number", _("Number in this clinic"))],
    )
    same_person = _asked(_("Checked at the bedside: this patient's own blood?"))

    def __init__(
        self,
        edition: Edition,
        texts: Texts,
        operators: list[Membership],
        devices: list[Device],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(edition)
        role = {one.pk: label("role", one.role, texts) for one in operators}
        self._choose("operator", [(one.pk, f"{called(one)}, {role[one.pk]}") for one in operators])
        self._choose("device", [("", "…"), *((one.pk, one.label) for one in devices)])
        agents = [(word, label("anaesthetic", word, texts)) for word in words["anaesthetic"]]
        self._choose("agent", [("", _("not said yet")), *agents])
        self._choose("antiseptic", [(word, label("antiseptic", word, texts)) for word in words["antiseptic"]])
        self._choose("additions", [(word, label("addition", word, texts)) for word in words["addition"]])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def as_facts(self, findings: list[Facts]) -> Facts:
        """The facts of a session file; what nobody said is left out."""
        given = self.cleaned_data
        said = ("agent", "grams", "area_cm2", "minutes")
        cream = {name: given[name] for name in said if given[name] not in ("", None)}
        cream |= {name: given[name] == "yes" for name in ("occluded", "reapplied") if given[name]}
        blood: Facts = {}
        if "platelet_rich_plasma" in given["additions"]:
            blood = {} if given["tubes"] is None else {"tubes": given["tubes"]}
            blood |= {"identifiers_on_tube": given["identifiers"]} if given["identifiers"] else {}
            blood |= {"same_person": given["same_person"] == "yes"} if given["same_person"] else {}
        return {
            "findings": findings,
            "anaesthetic": {"agent": "none"} if cream.get("agent") == "none" else cream if "agent" in cream else {},
            "antiseptic": given["antiseptic"],
            "additions": given["additions"],
            "platelet_rich_plasma": blood,
        }


def initial_of(facts: Facts, operator: int, device: int | None) -> Facts:
    """What the form shows of facts that were saved."""
    cream, blood = facts.get("anaesthetic", {}), facts.get("platelet_rich_plasma", {})
    said = {True: "yes", False: "no"}
    return {
        "operator": operator,
        "device": device or "",
        "agent": cream.get("agent"),
        **{name: f"{cream[name]:g}" for name in ("grams", "area_cm2", "minutes") if name in cream},
        "occluded": said.get(cream.get("occluded"), ""),
        "reapplied": said.get(cream.get("reapplied"), ""),
        "antiseptic": facts.get("antiseptic", ""),
        "additions": facts.get("additions", []),
        "tubes": blood.get("tubes"),
        "identifiers": blood.get("identifiers_on_tube", []),
        "same_person": said.get(blood.get("same_person"), ""),
    }


def _named(cartridge: Cartridge) -> str:
    """A cartridge in a list: lot, number, and its last day in words."""
    return f"{cartridge.lot} {cartridge.number}, " + gettext("use by %(day)s") % {"day": day(cartridge.expires)}


class CartridgeForm(forms.Form):
    """A cartridge by its code or out of the stock, and its seal."""

    scan = forms.CharField(
        label=_("Scan the label, or type lot and number"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )
    cartridge = forms.ChoiceField(label=_("Or choose one, the first to expire first"), required=False)
    seal = _asked(_("Was the seal whole?"))

    def __init__(self, stock: list[Cartridge], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, _named(one)) for one in stock]
        self.fields["cartridge"].choices = [("", "…"), *choices]  # type: ignore[attr-defined]


class ProductForm(forms.Form):
    """A lot of a product that touched the skin."""

    product = forms.ChoiceField(label=_("Product and lot"))
    amount = forms.CharField(label=_("How much"), required=False, max_length=60)

    def __init__(self, stock: list[Product], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.name}, {one.lot}") for one in stock]
        self.fields["product"].choices = [("", "…"), *choices]  # type: ignore[attr-defined]


class ZoneForm(forms.Form):
    """What was done in one zone."""

    zone = forms.CharField(widget=forms.HiddenInput)
    concern = forms.CharField(widget=forms.HiddenInput)
    depth_mm = forms.FloatField(label=_("Depth set (mm)"), min_value=0)
    passes = forms.IntegerField(label=_("Passes"), min_value=1, max_value=50)
    endpoint = forms.ChoiceField(
        label=_("Endpoint reached?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=240, help_text=_("Wanted where it differs from the plan.")
    )
    why = forms.CharField(label=_("Why is it corrected?"), required=False, max_length=240)

    def as_done(self) -> Done:
        """What the service puts on record."""
        given = self.cleaned_data
        return Done(
            zone=given["zone"],
            concern=given["concern"],
            depth_mm=given["depth_mm"],
            passes=given["passes"],
            endpoint_reached={"yes": True, "no": False}.get(given["endpoint"]),
            note=given["note"],
        )


INCIDENTS = {
    "needle_stick": _("Needle stick of the staff"),
    "device": _("Fault of a device or cartridge"),
    "reaction": _("Reaction of the patient"),
    "incident": pgettext_lazy("kind of event", "Something else"),
}


class IncidentForm(forms.Form):
    """Something that went wrong."""

    kind = forms.ChoiceField(label=_("What kind"), choices=list(INCIDENTS.items()), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("How soon must a doctor look at it?"))
    what = forms.CharField(
        label=_("What happened"), max_length=400, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, label("urgency", one.value, texts)) for one in reversed(Urgency)]
        self.fields["urgency"].choices = choices  # type: ignore[attr-defined]


class BecauseForm(forms.Form):
    """A reason in a few words."""

    because = forms.CharField(
        label=_("Reason"), max_length=240, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
