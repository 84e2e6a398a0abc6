"""Which tables hold something of a patient, and the way from each to its patient: read from the tables themselves, so a
new one belongs the moment it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from percutis.web.records.models import Patient


@dataclass(frozen=True, slots=True)
class Belonging:
    """One table of a patient; `way` is how Django asks from its rows for the patient, such as `session__patient`."""

    model: type[models.Model]
    way: str

    @property
    def nearer(self) -> type[models.Model] | None:
        """The table that its way leads over first; None for the patient's own."""
        step = self.way.partition("__")[0]
        return None if step == "pk" else self.model._meta.get_field(step).related_model

    @property
    def name(self) -> str:
        """How an export calls the table, such as `zone_treatment`."""
        return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in self.model.__name__).lstrip("_")

    @property
    def columns(self) -> tuple[models.Field, ...]:
        """Its columns, in their order."""
        return tuple(self.model._meta.concrete_fields)

    def rows(self, patient: Patient, using: str = "default") -> models.QuerySet:
        """The patient's rows, by key."""
        return self.model._base_manager.using(using).filter(**{self.way: patient.pk}).order_by("pk")


@cache
def tables_of_patient() -> tuple[Belonging, ...]:
    """Every table of a patient, the patient's own first, then by how far away it stands."""
    ways: dict[type[models.Model], str] = {Patient: "pk"}
    last: set[type[models.Model]] = {Patient}
    while last:
        found = {model: way for model in apps.get_models() if model not in ways and (way := _way(model, last, ways))}
        ways.update(found)
        last = set(found)
    return tuple(Belonging(model, way) for model, way in ways.items())


def _way(model: type[models.Model], nearer: set[type[models.Model]], ways: dict[type[models.Model], str]) -> str:
    """The way over a table that stands one step nearer; over a column that is always filled, where there is one."""
    steps = sorted(_steps(model, nearer), key=lambda step: step.null)
    if not steps:
        return ""
    way = ways[steps[0].related_model]
    return steps[0].name if way == "pk" else f"{steps[0].name}__{way}"


def _steps(model: type[models.Model], nearer: set[type[models.Model]]) -> Iterator[models.ForeignKey]:
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and column.related_model in nearer:
            yield column
