"""Members and rooms count their changes, so that the second of two editors is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_second_factor")]

    operations = [
        migrations.AddField("membership", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("room", "version", models.PositiveIntegerField(default=1)),
    ]
