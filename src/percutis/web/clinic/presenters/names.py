"""People by name: in the script of the page first, where the name was given in it."""

from django.utils.translation import get_language

from percutis.web.accounts.models import Membership
from percutis.web.records.models import Patient


def names(patient: Patient) -> tuple[str, str]:
    """The name in the script of the page, then in the other; the second may be empty."""
    if get_language() == "ur" and patient.name_ur:
        return patient.name_ur, patient.name
    return patient.name, patient.name_ur


def called(member: Membership) -> str:
    """The name of somebody of the staff in the script of the page."""
    user = member.user
    return user.name_ur if get_language() == "ur" and user.name_ur else user.name
