"""The key to what the log says of one patient in free words."""

from django.db import models


class LogKey(models.Model):
    """Opens those words. When it is destroyed they are noise, and every line of the log stands as it was written."""

    patient = models.UUIDField(unique=True)
    key = models.CharField(max_length=44)

    def __str__(self) -> str:
        return f"key to the log of {self.patient}"
