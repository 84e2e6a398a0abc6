"""What comes into the stock, and why something leaves it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import words_of
from percutis.interop.wording import label
from percutis.web.clinic.forms.concerns import DateInput
from percutis.web.clinic.forms.days import DayField
from percutis.web.records.models import Product

CODE = {"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}
KINDS = {
    "anaesthetic": _("Numbing cream"),
    "antiseptic": _("Antiseptic"),
    "addition": _("Put on or into the skin"),
    "other": _("Something else"),
}


def _models(edition: Edition, texts: Texts) -> list[tuple[str, str]]:
    """The devices that the protocol knows and does not refuse."""
    known = [one for one in edition.devices if one.device_class not in edition.refused_classes]
    return [(one.id, label("device", one.id, texts)) for one in known]


class DeviceForm(forms.Form):
    """A device on the shelf."""

    model = forms.ChoiceField(label=_("Model"))
    serial = forms.CharField(label=_("Serial number"), max_length=60, widget=forms.TextInput(attrs=CODE))
    label = forms.CharField(
        label=_("Name in this clinic"), max_length=60, help_text=_("As the staff call it, such as Pen 1.")
    )

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = _models(edition, texts)  # type: ignore[attr-defined]


class CartridgesForm(forms.Form):
    """A delivery of cartridges of one lot, numbered one after the other."""

    model = forms.ChoiceField(label=_("For the device"))
    lot = forms.CharField(label=_("Lot"), max_length=40, widget=forms.TextInput(attrs=CODE))
    first = forms.IntegerField(label=_("First number"), min_value=0, initial=1)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=500)
    expires = DayField(label=_("Use by"), widget=DateInput())

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = _models(edition, texts)  # type: ignore[attr-defined]


class ProductForm(forms.Form):
    """One lot of a product."""

    what = forms.ChoiceField(label=_("What it is"))
    name = forms.CharField(label=_("Name on the label"), max_length=120)
    lot = forms.CharField(label=_("Lot"), max_length=40, widget=forms.TextInput(attrs=CODE))
    expires = DayField(label=_("Use by"), required=False, widget=DateInput())

    def __init__(self, edition: Edition, texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(edition)
        groups: list[tuple[Any, Any]] = []
        for kind, _name in Product.KINDS[:3]:
            known = [word for word in words[kind] if word != "none"]
            groups.append((KINDS[kind], [(f"{kind}:{word}", label(kind, word, texts)) for word in known]))
        self.fields["what"].choices = [*groups, ("other:", KINDS["other"])]  # type: ignore[attr-defined]

    def as_received(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        kind, _colon, code = given.pop("what").partition(":")
        return {**given, "kind": kind, "code": code}
