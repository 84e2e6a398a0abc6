"""The keys to what the log says of patients in words, and how long a clinic keeps its records."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("patient", models.UUIDField(unique=True)),
                ("key", models.CharField(max_length=44)),
            ],
        ),
        migrations.AddField(
            model_name="clinic",
            name="retention_years",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="how long the law of the place keeps a record; empty is not known", null=True
            ),
        ),
    ]
