"""What every step of a session shares: the session looked up, its head, its steps, and the way on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.session.steps import STEPS, furthest, step_url, steps_of
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.core.editions import texts_of
from percutis.web.records.models import Session
from percutis.web.records.selectors.courses import is_paused
from percutis.web.records.selectors.sessions import edition_for, get_session
from percutis.web.records.selectors.visits import get_visit
from percutis.web.records.services.sessions import open_session


@dataclass(frozen=True, slots=True)
class Work:
    """What one screen works on."""

    request: StaffRequest
    session: Session
    edition: Edition
    texts: Texts

    @property
    def may_write(self) -> bool:
        """Whether this member may treat, in a session that was not given up."""
        return Right.TREAT in self.request.rights and self.session.abandoned is None


def work_on(request: StaffRequest, session: int) -> Work:
    """The session of that number in this clinic, with the edition of its course."""
    row = get_session(clinic=request.clinic, pk=session)
    edition = edition_for(row)
    return Work(request, row, edition, texts_of(edition))


@require_POST
def open_it(request: StaffRequest, visit: int) -> HttpResponse:
    """Open the session of a visit, or go on with it; whoever opens it is proposed as who treats."""
    found = get_visit(clinic=request.clinic, visit=visit)
    row = open_session(appointment=found, operator=request.membership, by=request.actor, at=request.now)
    return redirect("clinic:session", clinic=request.clinic.slug, session=row.pk)


def index(request: StaffRequest, session: int) -> HttpResponse:
    """The step that comes next."""
    row = get_session(clinic=request.clinic, pk=session)
    return redirect(step_url(row, furthest(row)))


def shown(work: Work, step: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The screen of a step inside its frame."""
    session, steps = work.session, steps_of(work.session, step)
    place = list(STEPS).index(step)
    frame = {
        "session": session,
        "patient": session.patient,
        "names": names(session.patient),
        "step": step,
        "heading": STEPS[step],
        "steps": steps,
        "before": steps[place - 1] if place else None,
        "after": steps[place + 1] if place + 1 < len(steps) else None,
        "may_write": work.may_write,
        "is_held": is_paused(session.course),
        "protocol_url": f"/{work.request.clinic.slug}/protocol/entry/",
    }
    return render(work.request, f"clinic/session/{step}.html", frame | context, status=status)


def to_step(work: Work, step: str, anchor: str = "") -> HttpResponse:
    """On to a step, after something has been written."""
    return redirect(step_url(work.session, step) + anchor)
