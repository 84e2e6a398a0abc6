"""What every page of a patient shows: the clinic, and how to reach it."""

from typing import Any

from django.utils.translation import gettext as _

from percutis.web.accounts.models import User
from percutis.web.patient.entry import PatientRequest


def frame_of(request: PatientRequest) -> dict[str, Any]:
    """For the templates: `patient`, `patient_name`, `clinic`, `clinic_name`, in the language of the page."""
    clinic, patient = request.clinic, request.patient
    is_urdu = request.LANGUAGE_CODE == "ur"
    return {
        "patient": patient,
        "patient_name": patient.name_ur if is_urdu and patient.name_ur else patient.name,
        "clinic": clinic,
        "clinic_name": clinic.name_ur if is_urdu and clinic.name_ur else clinic.name,
    }


def name_of(user: User, language: str) -> str:
    """A member of the staff by name, in the script of the page."""
    return user.name_ur if language == "ur" and user.name_ur else user.name


def your_sides() -> tuple[str, str]:
    """The sides of a drawn face as the one who is drawn calls them."""
    return _("your right"), _("your left")
