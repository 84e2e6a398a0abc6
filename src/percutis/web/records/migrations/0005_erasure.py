"""When a patient's record was deleted, by whom and why."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_log_words"),
        ("records", "0004_messages_on_their_way"),
    ]

    operations = [
        migrations.AddField(
            model_name="patient",
            name="erased",
            field=models.DateTimeField(blank=True, help_text="when what identifies the patient was deleted", null=True),
        ),
        migrations.AddField(
            model_name="patient",
            name="erased_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("asked", "asked"),
                    ("kept_long_enough", "kept_long_enough"),
                    ("mistake", "mistake"),
                    ("other", "other"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="erased_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased__isnull", True), ("erased_by__isnull", True)),
                    models.Q(("erased__isnull", False), ("erased_by__isnull", False)),
                    _connector="OR",
                ),
                name="patient_erased_by_somebody",
            ),
        ),
    ]
