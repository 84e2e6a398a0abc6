"""Names the application to Django: users, clinics and rights."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Users, clinics and rights."""

    name = "percutis.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The log's guards stand after every change of tables, and every log-in is timed from its first moment."""
        from percutis.web.accounts import staying  # noqa: F401 (hears of each log-in)
        from percutis.web.accounts.guards import LOG, after_tables

        post_migrate.connect(after_tables(LOG), sender=self, weak=False)
