"""A shelf of the outbox is read in its order, however much was ever sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_words_of_names")]

    operations = [
        migrations.RemoveIndex("message", "records_mes_clinic__a537db_idx"),
        migrations.AddIndex(
            "message", models.Index(fields=["clinic", "state", "sent", "due", "id"], name="message_shelves")
        ),
    ]
