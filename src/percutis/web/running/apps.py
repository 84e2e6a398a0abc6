"""What is kept about the running application itself."""

from django.apps import AppConfig


class RunningConfig(AppConfig):
    """The tables of beats and backups."""

    name = "percutis.web.running"
    label = "running"
