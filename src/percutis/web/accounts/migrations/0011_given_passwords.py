"""A password that somebody else gave is known by when it was given, and ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_finding_in_the_log")]

    operations = [
        migrations.AddField(
            "user",
            "password_given",
            models.DateTimeField(
                blank=True,
                help_text="when somebody else gave them their password; empty once it is their own",
                null=True,
            ),
        ),
    ]
