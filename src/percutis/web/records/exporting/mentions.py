"""What a patient's rows name and is not the patient's: who treated, in which room, with which device and lot."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from percutis.web.accounts.models import Clinic, Membership
from percutis.web.records.core.belonging import Belonging, tables_of_patient
from percutis.web.records.exporting.values import Row, read

OF_CLINIC = ("id", "name", "name_ur", "address", "phone", "timezone", "jurisdiction")
OF_MEMBER = {"id": "id", "name": "user__name", "role": "role", "licence_number": "licence_number"}


class Mentions:
    """Collects the keys as rows go by, and gives the rows behind them."""

    def __init__(self) -> None:
        self.own = {table.model for table in tables_of_patient()}
        self.keys: dict[type[models.Model], set[Any]] = {}

    def over(self, table: Belonging, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows as they are; what each names is remembered."""
        foreign = list(self._foreign(table.columns))
        for row in rows:
            for name, model in foreign:
                if row[name] is not None:
                    self.keys.setdefault(model, set()).add(row[name])
            yield row

    def _foreign(self, columns: Sequence[models.Field]) -> Iterator[tuple[str, type[models.Model]]]:
        for column in columns:
            if isinstance(column, models.ForeignKey) and column.related_model not in self.own:
                yield column.attname, column.related_model

    def rows(self, using: str) -> Iterator[tuple[str, list[Row]]]:
        """Each table that was named, with the rows that were."""
        for model, keys in sorted(self.keys.items(), key=lambda found: found[0].__name__):
            found = model._base_manager.using(using).filter(pk__in=keys).order_by("pk")
            yield Belonging(model, "").name, _said(found)


def _said(found: models.QuerySet) -> list[Row]:
    if found.model is Membership:
        asked = found.values_list(*OF_MEMBER.values())
        return [dict(zip(OF_MEMBER, values, strict=True)) for values in asked]
    if found.model is Clinic:
        return list(found.values(*OF_CLINIC))
    return list(read(found))
