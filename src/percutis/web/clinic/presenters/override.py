"""A rule that leaves a doctor a choice, as the page of that choice shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from percutis.domain.assessment import Assessment
from percutis.domain.decision import Reason, Sentence
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label, number, say
from percutis.web.clinic.presenters.plan_lines import source_keys
from percutis.web.records.core.overrides import Choice


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """What the protocol says of this patient, and what may be chosen instead, with the sources of that."""

    rule: str
    sentence: str
    until: date | None
    action: str
    action_word: str
    instead: str
    sources: tuple[str, ...]


def choice_view(choice: Choice, answer: Assessment | None, texts: Texts) -> ChoiceView:
    """The rule as it spoke of this patient, where it did; else in general."""
    spoke = next((reason for reason in answer.reasons if reason.rule == choice.entry.id), None) if answer else None
    return ChoiceView(
        rule=choice.entry.id,
        sentence=say(spoke.text if spoke else Sentence(choice.entry.key), texts),
        until=spoke.until if spoke else None,
        action=spoke.action.value if spoke else "",
        action_word=label("action", spoke.action.value, texts) if spoke else "",
        instead=_instead(choice, spoke, texts),
        sources=source_keys(choice.cites),
    )


def _instead(choice: Choice, spoke: Reason | None, texts: Texts) -> str:
    """The permissive value in words."""
    if choice.depth_mm is not None:
        return _("at most %(depth)s mm") % {"depth": number(choice.depth_mm)}
    if choice.interval_days is not None:
        return _("at least %(days)s days between sessions") % {"days": choice.interval_days}
    if choice.hours is not None:
        return _("%(n)s hours") % {"n": choice.hours}
    if not choice.action:
        return label("action", "warn", texts)
    action = label("action", choice.action, texts)
    window = choice.window
    if window is None:
        return action
    lengths = ((_("%(n)s months"), window.months), (_("%(n)s days"), window.days), (_("%(n)s hours"), window.hours))
    wait = " ".join(words % {"n": count} for words, count in lengths if count)
    return _("a wait of %(wait)s, then: %(action)s") % {"wait": wait, "action": action}
