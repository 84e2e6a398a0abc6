"""Registering takes as long in a large clinic as in a small one: the last number is kept, birth dates are indexed."""

from typing import Any

from django.db import migrations, models


def number_clinics(apps: Any, _editor: Any) -> None:
    """Each clinic's last number is the highest of those that it gave: P-0001, P-0002 …"""
    patient = apps.get_model("records", "Patient")
    for clinic in apps.get_model("accounts", "Clinic").objects.all():
        numbers = patient.objects.filter(clinic=clinic, number__startswith="P-").values_list("number", flat=True)
        given = (int(number[2:]) for number in numbers.iterator() if number[2:].isdecimal() and len(number) < 12)
        clinic.last_number = max(given, default=0)
        clinic.save(update_fields=["last_number"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_last_number"), ("records", "0005_erasure")]

    operations = [
        migrations.AddIndex("patient", models.Index(fields=["clinic", "born"], name="patient_born")),
        migrations.RunPython(number_clinics, migrations.RunPython.noop),
    ]
