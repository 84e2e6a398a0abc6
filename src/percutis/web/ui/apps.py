from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "percutis.web.ui"
    label = "ui"
