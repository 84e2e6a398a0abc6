"""People by name: in the script of the page first, where the name was given in it."""

from django.utils.translation import get_language

from percutis.web.records.models import Patient
from percutis.web.ui.names import called


def names(patient: Patient) -> tuple[str, str]:
    """The name in the script of the page, then in the other; the second may be empty."""
    if get_language() == "ur" and patient.name_ur:
        return patient.name_ur, patient.name
    return called(patient), patient.name_ur
