"""Where a view goes next, and whom an address names."""

from uuid import UUID

from percutis.web.accounts.entry import StaffRequest
from percutis.web.clinic.presenters.links import link
from percutis.web.records.models import Appointment


def day_address(request: StaffRequest, visit: Appointment) -> str:
    """The day of a visit, at the visit."""
    day = request.clinic.day_of(visit.starts)
    return f"{link(request.clinic, 'day_of', day=day.isoformat())}#visit-{visit.pk}"


def key_of(given: str) -> UUID:
    """The patient's key; anything else belongs to nobody."""
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)
