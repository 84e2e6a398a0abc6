"""What the gallery shows: a form with every kind of field, right and faulty, and reasons of the newest edition."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from percutis.domain.decision import Reason, sentence_of
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.rules import Rule
from percutis.domain.words import Action
from percutis.protocol.load import load_edition
from percutis.web.ui.reasons import QuestionView, ReasonView, reason_view
from percutis.web.ui.templatetags.ui import texts

WHEN = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=gettext_lazy("Name"))
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("As it is dialled here, such as 0300 1234567, or with its country code."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    born = forms.DateField(label=gettext_lazy("Born on"), widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("female", gettext_lazy("Female")), ("male", gettext_lazy("Male"))],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of messages and pages"), choices=[("en", "English"), ("ur", "اردو")]
    )
    whatsapp = forms.BooleanField(label=gettext_lazy("Reached by WhatsApp (else by SMS)"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    picture = forms.FileField(label=gettext_lazy("The picture"), required=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """One half of the gallery, in one language."""

    language: str
    direction: str
    form: SampleForm
    faulty: SampleForm
    reasons: list[ReasonView]
    questions: list[QuestionView]
    other: str
    lots: tuple[tuple[str, int], ...]
    when: datetime
    day: date


def sample(language: str, direction: str) -> Sample:
    """The half in the language that is on; its rules are others than those of the other half, as ids stand once."""
    given = {"name": "", "phone": "0300", "born": "", "sex": "neither", "language": "ur"}
    return Sample(
        language=language,
        direction=direction,
        form=SampleForm(
            prefix=language,
            initial={
                "name": _("Name"),
                "phone": "0300 0000000",
                "born": WHEN.date(),
                "sex": "female",
                "whatsapp": True,
            },
        ),
        faulty=SampleForm({f"{language}x-{name}": value for name, value in given.items()}, prefix=f"{language}x"),
        reasons=_reasons(load_edition(), is_second=direction == "rtl"),
        questions=[
            QuestionView("sample", "status", _("Is anything applied to the face at night?"), "#questions"),
            QuestionView("sample", "last", _("When was it used last?")),
        ],
        other=_("Both languages"),
        lots=(("SAMPLE-1", 12), ("SAMPLE-2", 3)),
        when=WHEN,
        day=WHEN.date(),
    )


def _reasons(edition: Edition, *, is_second: bool) -> list[ReasonView]:
    """One reason of each action."""
    of_action = ([rule for rule in edition.rules if rule.action is action] for action in Action)
    chosen = (rules[is_second] for rules in of_action if len(rules) > is_second)
    return [reason_view(_reason(rule), texts()) for rule in chosen]


def _reason(rule: Rule) -> Reason:
    return Reason(
        rule=rule.id,
        action=rule.action,
        until=WHEN.date() if rule.window else None,
        zones=(),
        findings=(),
        text=sentence_of(rule),
        cites=rule.cites,
        strength=rule.strength,
        evidence=rule.evidence,
        override=rule.permissive.by if rule.permissive else None,
    )
