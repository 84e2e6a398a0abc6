"""What is asked of photographs: one to try, its use, its points, why it is deleted, and two grades."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.clinic.presenters.photographs import ClosedRow
from percutis.web.records.core.tiers import NONE

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
POINTS = {
    "eye_right_outer": _("Outer corner of the right eye"),
    "eye_left_outer": _("Outer corner of the left eye"),
    "nose_tip": _("Tip of the nose"),
    "mouth_right": _("Right corner of the mouth"),
    "mouth_left": _("Left corner of the mouth"),
    "chin": _("Lowest point of the chin"),
    "hairline": _("Middle of the hairline"),
}


class TakeForm(forms.Form):
    """One picture to try, and what only a person can answer."""

    picture = forms.FileField(
        label=_("Take or choose a picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPT, "capture": "environment"}),
    )
    make_up = forms.BooleanField(label=_("There is make-up on the skin"), required=False)
    glasses = forms.BooleanField(label=_("Glasses are worn"), required=False)


class TierForm(forms.Form):
    """What one picture may be used for, within what was signed."""

    tier = forms.ChoiceField(label=_("May be used for"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why it is changed"), max_length=400, required=False)

    def __init__(self, allowed: Iterable[str], texts: Texts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(tier, label("consent_photographs", tier, texts)) for tier in allowed]
        self.fields["tier"].choices = [*offered, (NONE, _("nothing: close it for everybody"))]  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    """Which closed pictures are opened again, and for what, within what was signed."""

    every = forms.BooleanField(label=_("All of them"), required=False)
    photos = forms.MultipleChoiceField(
        label=_("Which pictures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one picture.")},
    )
    tier = forms.ChoiceField(label=_("May be used for"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("What the patient said"), max_length=400, required=False)

    def __init__(
        self, rows: Iterable[ClosedRow], allowed: Iterable[str], texts: Texts, data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        offered: Any = self.fields
        offered["photos"].choices = [(str(row.key), _in_two_lines(row)) for row in rows]
        offered["photos"].required = not (data and data.get("every"))
        offered["tier"].choices = [(tier, label("consent_photographs", tier, texts)) for tier in allowed]

    def chosen(self) -> set[str]:
        """The keys of the pictures."""
        listed: Any = self.fields["photos"]
        every = {key for key, _row in listed.choices}
        return every if self.cleaned_data["every"] else set(self.cleaned_data["photos"])


def _in_two_lines(row: ClosedRow) -> SafeString:
    first, second = f"{row.view} · {row.taken}", row.ended
    return format_html('{}<br><small class="soft">{}</small>', first, second)


class WhyForm(forms.Form):
    """Why pictures are deleted."""

    why = forms.CharField(label=_("Why it is deleted"), max_length=400)


class PointsForm(forms.Form):
    """Where each point lies, in per cent from the left and from the top of the picture."""

    def __init__(self, names: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = tuple(names)
        for name in self.names:
            for axis, said in (("x", _("per cent from the left")), ("y", _("per cent from the top"))):
                self.fields[f"{name}_{axis}"] = forms.FloatField(
                    label=said,
                    min_value=0,
                    max_value=100,
                    widget=forms.NumberInput(attrs={"step": "0.1", "dir": "ltr", "inputmode": "decimal"}),
                )

    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """Each point: its name, what it is called, and its two fields."""
        return [(name, POINTS.get(name, name), self[f"{name}_x"], self[f"{name}_y"]) for name in self.names]

    def placed(self) -> dict[str, tuple[float, float]]:
        """The points in parts of the picture."""
        given = self.cleaned_data
        return {name: (given[f"{name}_x"] / 100, given[f"{name}_y"] / 100) for name in self.names}


class BlindForm(forms.Form):
    """What is graded blind: the concern, the scale, and two dates of one view."""

    concern = forms.ChoiceField(label=_("Concern"), required=False)
    scale = forms.ChoiceField(label=_("Scale"))
    before = forms.ChoiceField(label=_("One picture"))
    after = forms.ChoiceField(label=_("Another picture of the same view"))


class BlindGradeForm(forms.Form):
    """A grade for A and one for B."""

    grade_a = forms.FloatField(label=_("Grade of A"), widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}))
    grade_b = forms.FloatField(label=_("Grade of B"), widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}))
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
