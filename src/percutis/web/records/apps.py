"""Names the application to Django: the tables and their services."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The tables and their services."""

    name = "percutis.web.records"
    label = "records"
