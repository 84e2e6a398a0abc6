"""A message that is being handed over, and one of which nobody knows whether it arrived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_left_returned_and_feeds")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("handing", "handing"),
                    ("unsure", "unsure"),
                    ("sent", "sent"),
                    ("failed", "failed"),
                    ("cancelled", "cancelled"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
