"""Names the application to Django: the pages of the staff."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """The pages of the staff."""

    name = "percutis.web.clinic"
    label = "clinic"
