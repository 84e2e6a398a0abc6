"""The steps of a session: which are done, which is next, and why one cannot be reached yet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from percutis.web.records.models import Photo, Session
from percutis.web.records.selectors.sessions import photographs_wanted

STEPS = {
    "check": pgettext_lazy("step of a session", "Check"),
    "photographs": pgettext_lazy("step of a session", "Photographs"),
    "gate": pgettext_lazy("step of a session", "Gate"),
    "treat": pgettext_lazy("step of a session", "Treat"),
    "lots": pgettext_lazy("step of a session", "Lots"),
    "aftercare": pgettext_lazy("step of a session", "Aftercare"),
    "sign": pgettext_lazy("step of a session", "Sign"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, its page, whether it is done, and why it is closed."""

    word: str
    title: str
    url: str
    is_here: bool
    is_done: bool
    closed_because: str


def steps_of(session: Session, here: str) -> list[Step]:
    """Every step in order."""
    done = _done(session)
    return [
        Step(word, str(title), step_url(session, word), word == here, done[word], closed_because(session, word))
        for word, title in STEPS.items()
    ]


def step_url(session: Session, step: str) -> str:
    """The page of a step."""
    kwargs = {"clinic": session.clinic.slug, "session": session.pk, "step": step}
    return reverse("clinic:session_step", kwargs=kwargs)


def closed_because(session: Session, step: str) -> str:
    """Why a step cannot be reached yet, in words; empty while it can."""
    if step == "gate" and session.started is None and not session.facts:
        return _("First save today's answers.")
    if step in ("treat", "lots", "sign") and session.started is None:
        return _("First pass the gate and start the session.")
    if step == "aftercare" and session.ended is None:
        return _("First record the end of the session: every clock runs from it.")
    return ""


def furthest(session: Session) -> str:
    """The first step that is not done and can be reached."""
    done = _done(session)
    reachable = [step for step in STEPS if not closed_because(session, step)]
    return next((step for step in reachable if not done[step]), reachable[-1])


def _done(session: Session) -> dict[str, bool]:
    return {
        "check": bool(session.facts),
        "photographs": bool(session.photographs_skipped)
        or not photographs_wanted(session)
        or Photo.objects.filter(session=session).exists(),
        "gate": session.started is not None,
        "treat": session.ended is not None,
        "lots": session.ended is not None and session.cartridges.exists(),
        "aftercare": session.aftercare_given is not None,
        "sign": session.signed is not None,
    }
