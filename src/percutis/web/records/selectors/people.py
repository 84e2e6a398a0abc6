"""Finding patients. Access is decided here: whoever asks names the clinic, and sees nobody of another."""

from uuid import UUID

from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Patient


def get_patient(*, clinic: Clinic, key: UUID) -> Patient:
    """The patient of that key in that clinic.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = Patient.objects.select_related("clinic").filter(clinic=clinic, key=key).first()
    if found is None:
        raise Http404
    return found
