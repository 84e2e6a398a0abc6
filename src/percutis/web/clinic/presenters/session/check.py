"""The check in words: the clock of the numbing cream with its limits, and the cartridges on the tray."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.wording import isolated, label, number, say
from percutis.web.records.models import Session
from percutis.web.records.selectors.sessions import numbing_minutes


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of the numbing cream: since when, how many minutes, and what limits it."""

    cream: str
    started: datetime | None
    minutes: int | None
    is_running: bool
    limits: tuple[str, ...]
    sentence: str
    share: int


def clock_view(session: Session, plan: Plan, texts: Texts, now: datetime) -> ClockView | None:
    """The clock, where a cream has been named; `share` is how far it is to the least time, in per cent."""
    said = session.facts.get("anaesthetic", {})
    agent = said.get("agent", "none")
    if agent == "none":
        return None
    running = numbing_minutes(session, now)
    minutes = running if running is not None else said.get("minutes")
    options = plan.anaesthetic.options if plan.anaesthetic else ()
    option = next((one for one in options if one.agent == agent), None)
    least = option.at_least_minutes if option else None
    return ClockView(
        cream=label("anaesthetic", agent, texts),
        started=session.numbing_started,
        minutes=None if minutes is None else int(minutes),
        is_running=running is not None,
        limits=tuple(isolated(one, texts) for one in _limits(option)) if option else (),
        sentence=say(option.text, texts) if option else "",
        share=min(100, round((minutes or 0) / least * 100)) if least else 0,
    )


def _limits(option: object) -> list[str]:
    words = (
        ("at_least_minutes", _("at least %(value)s min")),
        ("at_most_minutes", _("at most %(value)s min")),
        ("max_grams", _("at most %(value)s g")),
        ("max_area_cm2", _("at most %(value)s cm²")),
        ("max_grams_per_10_cm2", _("at most %(value)s g on 10 cm²")),
    )
    found = ((words, getattr(option, name)) for name, words in words)
    return [words % {"value": number(value)} for words, value in found if value is not None]
