"""What a member did, what was done to a patient or on a day is found without reading the whole log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_log_ins")]

    operations = [
        migrations.AddIndex("auditevent", models.Index(fields=["clinic", "patient", "number"], name="audit_patient")),
        migrations.AddIndex("auditevent", models.Index(fields=["clinic", "membership", "number"], name="audit_member")),
        migrations.AddIndex("auditevent", models.Index(fields=["clinic", "at"], name="audit_at")),
    ]
