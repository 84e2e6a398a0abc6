from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "percutis.web.clinic"
    label = "clinic"
