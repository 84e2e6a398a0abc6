"""Names the application to Django: the patient's own pages."""

from django.apps import AppConfig


class PatientConfig(AppConfig):
    """The patient's own pages."""

    name = "percutis.web.patient"
    label = "patient"
