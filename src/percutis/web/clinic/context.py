"""What stands on top of every page of the staff: patients in an emergency whom nobody has answered."""

from typing import Any

from django.http import HttpRequest

from percutis.web.accounts.models import Clinic
from percutis.web.accounts.rights import Right
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.visits import names
from percutis.web.clinic.presenters.waiting import waiting_in_words
from percutis.web.records.selectors.checkins import urgent_checkins, urgent_count
from percutis.web.ui.names import called


def emergencies(request: HttpRequest) -> dict[str, Any]:
    """For the templates: `emergencies`, a name, waiting time and address each, and how many there are; for those who
    may answer.
    """
    clinic: Clinic | None = getattr(request, "clinic", None)
    rights: frozenset[Right] = getattr(request, "rights", frozenset())
    if clinic is None or Right.ANSWER not in rights:
        return {}
    count = urgent_count(clinic)
    if not count:  # nearly always: then nothing else is read
        return {"emergencies": [], "emergency_count": 0}
    now = request.now  # type: ignore[attr-defined]
    found = [
        {
            "name": names(one.patient)[0],
            "waiting": waiting_in_words(one.at, now),
            "url": link(clinic, "checkin", checkin=one.pk),
            "responder": called(one.responder),
        }
        for one in urgent_checkins(clinic)
    ]
    return {"emergencies": found, "emergency_count": count}
