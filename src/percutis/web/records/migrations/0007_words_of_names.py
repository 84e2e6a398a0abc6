"""A search by a part of a name takes as long in a large clinic as in a small one: the parts have rows and an index."""

from itertools import islice
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

MANY = 2000


def fill(apps: Any, _editor: Any) -> None:
    """The words of everybody on record."""
    word = apps.get_model("records", "PatientWord")
    people = apps.get_model("records", "Patient").objects.filter(erased__isnull=True)
    rest = people.only("clinic_id", "name", "name_ur").iterator(MANY)
    while some := list(islice(rest, MANY)):
        parts = ((one, {part.casefold() for part in f"{one.name} {one.name_ur}".split()}) for one in some)
        word.objects.bulk_create(
            word(clinic_id=one.clinic_id, patient=one, word=part) for one, found in parts for part in sorted(found)
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_one_guard_of_the_log"), ("records", "0006_registering")]

    operations = [
        migrations.CreateModel(
            name="PatientWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(help_text="folded, it may be thrice as long as written", max_length=360)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.clinic"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="records.patient"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["clinic", "word", "patient"],
                        name="patient_words",
                        opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
