"""Names the application to Django: the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look."""

    name = "percutis.web.ui"
    label = "ui"
