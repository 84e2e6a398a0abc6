"""The one door of the staff's pages: who is it, in which clinic, and may they? Decided before a view runs."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from percutis.web.accounts.actors import Actor, staff
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.accounts.proof import lacking
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.prepared import Prepared


class StaffRequest(HttpRequest):
    """A request that came through the door: it knows the clinic, the member, their rights, and the moment."""

    clinic: Clinic
    membership: Membership
    actor: Actor
    rights: frozenset[Right]
    now: datetime
    today: date


View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)
PLACES = Prepared(
    lambda user, clinic: Membership.objects.select_related("clinic", "user", "supervisor").filter(
        user=user, clinic__slug=clinic, is_active=True
    )[:1]
)


def entering(view: View, right: Right, *, fresh: bool = False) -> View:
    """The view behind the door. A stranger to the clinic sees that there is nothing; a colleague without the right sees
    that it is not theirs; a `fresh` page is for whoever has lately proved who they are. A refused write shows why.
    """

    @wraps(view)
    @login_required
    def entered(request: Any, clinic: str, **kwargs: Any) -> HttpResponse:
        membership = membership_in(request.user, clinic)
        timezone.activate(membership.clinic.zone)
        request.now = timezone.now()
        request.today = timezone.localtime(request.now).date()
        request.membership, request.clinic = membership, membership.clinic
        request.actor, request.rights = staff(membership), membership.rights_on(request.today)
        if right not in request.rights:
            log.warning("refused: member %s has no right to %s", membership.pk, right.value)
            return render(request, "ui/forbidden.html", status=403)
        if sent_away := lacking(request, fresh=fresh):
            return sent_away
        try:
            return view(request, **kwargs)
        except RefusedError as refused:
            return render(request, "ui/refused.html", {"sentence": str(refused)}, status=409)
        finally:
            timezone.deactivate()

    entered.right, entered.fresh = right, fresh  # type: ignore[attr-defined]
    return entered


def membership_in(user: Any, clinic: str) -> Membership:
    """The user's place in the clinic of that slug.

    Raises:
        Http404: they have none there; a stranger cannot tell whether there is such a clinic.
    """
    membership = PLACES.first(user.pk, clinic)
    if membership is None:
        raise Http404
    return membership
