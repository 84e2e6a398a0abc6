"""Everything that a clinic keeps, as the files of a ZIP: its own tables, its log, and each patient."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.apps import apps
from django.db import models

from percutis.web.accounts.models import AuditEvent, Clinic, Membership
from percutis.web.records.core.belonging import Belonging, tables_of_patient
from percutis.web.records.exporting.one import parts_of_patient
from percutis.web.records.exporting.packing import Part, in_pieces
from percutis.web.records.exporting.reading import readme_of_clinic
from percutis.web.records.exporting.registry import registry_of
from percutis.web.records.exporting.values import Row, line, plain, read
from percutis.web.records.models import Patient

OF_USER = ("user__username", "user__name", "user__name_ur", "user__language", "user__is_active")


def parts_of_clinic(
    clinic: Clinic, patients: Iterable[Patient], at: datetime, *, using: str = "default"
) -> Iterator[Part]:
    """README.txt, a file a table, the log, all patients as a registry, and a folder for each of these patients; nothing
    of another clinic.
    """
    yield Part("README.txt", [readme_of_clinic(clinic, at).encode()])
    for table in tables_of_clinic():
        yield Part(f"clinic/{table.name}.jsonl", in_pieces(_lines(_rows(table, clinic, using))))
    log = AuditEvent._base_manager.using(using).filter(clinic=clinic.pk).order_by("number")
    yield Part("log.jsonl", in_pieces(_lines(read(log))))
    yield from registry_of(clinic, using=using)
    for patient in patients:
        yield from parts_of_patient(patient, at, folder=folder_of(patient), using=using)


def folder_of(patient: Patient) -> str:
    """Where a patient's files lie in the ZIP; nothing in a number leads out of it."""
    return f"patients/{re.sub(r'[^A-Za-z0-9-]', '_', patient.number)}/"


def tables_of_clinic() -> tuple[Belonging, ...]:
    """Every table of a clinic that is not of its patients, the clinic itself first; the log has a file of its own."""
    others = {table.model for table in tables_of_patient()} | {AuditEvent}
    found = [model for model in apps.get_models() if model not in others and _is_of_clinic(model)]
    return (Belonging(Clinic, "pk"), *(Belonging(model, "clinic") for model in found))


def _is_of_clinic(model: type[models.Model]) -> bool:
    return any(column.name == "clinic" and column.related_model is Clinic for column in model._meta.concrete_fields)


def _rows(table: Belonging, clinic: Clinic, using: str) -> Iterator[Row]:
    rows = table.model._base_manager.using(using).filter(**{table.way: clinic.pk}).order_by("pk")
    return _members(rows) if table.model is Membership else read(rows)


def _members(rows: models.QuerySet) -> Iterator[Row]:
    """Each member with what may be known of the person: neither password nor second factor."""
    people = {found.pop("pk"): found for found in rows.values("pk", *OF_USER)}
    for row in read(rows):
        person = people[row["id"]]
        yield {**row, **{name.removeprefix("user__"): plain(person[name]) for name in OF_USER}}


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    return (f"{line(row)}\n" for row in rows)
