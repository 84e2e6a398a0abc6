"""Names the application to Django: the tables and their services."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    """The tables and their services."""

    name = "percutis.web.records"
    label = "records"

    def ready(self) -> None:
        """The guards of the treatment stand after every change of tables."""
        from percutis.web.accounts.guards import after_tables, before_tables
        from percutis.web.records.guards import GUARDS

        pre_migrate.connect(before_tables(GUARDS), sender=self, weak=False)
        post_migrate.connect(after_tables(GUARDS), sender=self, weak=False)
