"""Forms of what follows a session: answers, events, holds, grades, and the closing of a course."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.outcomes import Scale
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import capital, label
from percutis.web.clinic.forms.days import DayField
from percutis.web.clinic.presenters.events import ENDINGS, KINDS

TEXT = {"rows": 3, "dir": "auto"}
DAY = {"type": "date"}


class ReplyForm(forms.Form):
    """The answer that goes to the patient."""

    reply = forms.CharField(
        label=_("Answer to the patient"), widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}), max_length=2000
    )


class EventNoteForm(forms.Form):
    """What was seen or done about an event."""

    text = forms.CharField(label=_("Seen or done"), max_length=1000, widget=forms.Textarea(attrs=TEXT))


class EventEndForm(forms.Form):
    """How an event ended."""

    ended_as = forms.ChoiceField(label=_("How it ended"), choices=list(ENDINGS.items()), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What was found"), max_length=1000, required=False, widget=forms.Textarea(attrs=TEXT)
    )


class EventForm(forms.Form):
    """An event that nobody reported by a check-in."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("How soon somebody must look"))
    session = forms.ChoiceField(label=_("After which session"), required=False)
    what = forms.CharField(label=_("What happened"), max_length=400, widget=forms.Textarea(attrs=TEXT))

    def __init__(
        self,
        urgencies: Sequence[tuple[str, str]],
        sessions: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].choices = urgencies  # type: ignore[attr-defined]
        self.fields["session"].choices = [("", _("none")), *sessions]  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why a course is put on hold."""

    because = forms.CharField(label=_("Why"), max_length=240, widget=forms.TextInput(attrs={"dir": "auto"}))


class LiftForm(forms.Form):
    """What a physician found, and from when the course may go on."""

    finding = forms.CharField(label=_("What you found"), max_length=400, widget=forms.Textarea(attrs=TEXT))
    not_before = DayField(
        label=_("No session before"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text=_("Leave it empty where the dates of the course may stand."),
    )


class WishForm(forms.Form):
    """A session that is wanted on another day."""

    number = forms.TypedChoiceField(label=_("Session"), coerce=int)
    to = DayField(label=_("Wanted on"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, numbers: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """A grade on one of the edition's scales."""

    concern = forms.ChoiceField(label=_("Concern"), required=False)
    scale = forms.ChoiceField(label=_("Scale"))
    grade = forms.FloatField(label=_("Grade"), widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}))
    on = DayField(label=_("Graded on"), widget=forms.DateInput(attrs=DAY))
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs=TEXT))

    def __init__(
        self, concerns: Iterable[str], scales: Iterable[Scale], texts: Texts, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(concern, capital(label("concern", concern, texts))) for concern in concerns]
        self.fields["concern"].choices = [*named, ("", _("the whole course"))]  # type: ignore[attr-defined]
        self.fields["scale"].choices = [  # type: ignore[attr-defined]
            (scale.scale, f"{capital(label('scale', scale.scale, texts))}: {scale.low:g}–{scale.high:g}")
            for scale in scales
        ]


CLOSING = {
    "complete": _("Complete: every session was held"),
    "stopped": _("Stopped"),
    "moved_away": _("The patient has moved away"),
    "new_plan": _("A new plan takes its place"),
}


class CloseForm(forms.Form):
    """Why a course ends."""

    because = forms.ChoiceField(label=_("Why it is closed"), choices=list(CLOSING.items()), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs=TEXT))


class PhonedForm(forms.Form):
    """What a patient says by telephone or at the desk, written down by the staff."""

    temperature_c = forms.FloatField(
        label=_("Temperature, °C"), required=False, widget=forms.NumberInput(attrs={"step": "0.1", "dir": "ltr"})
    )
    oxygen_saturation_percent = forms.FloatField(
        label=_("Oxygen saturation, %"), required=False, widget=forms.NumberInput(attrs={"step": "1", "dir": "ltr"})
    )
    notices = forms.MultipleChoiceField(label=_("Also said"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, notices: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notices"].choices = notices  # type: ignore[attr-defined]
