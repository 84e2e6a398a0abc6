from django.apps import AppConfig


class PatientConfig(AppConfig):
    name = "percutis.web.patient"
    label = "patient"
