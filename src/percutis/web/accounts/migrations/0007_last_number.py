"""A clinic remembers the last number that it gave to a patient, so that the next is found without asking everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_log_words")]

    operations = [
        migrations.AddField(
            "clinic",
            "last_number",
            models.PositiveIntegerField(default=0, editable=False, help_text="given to a patient"),
        ),
    ]
