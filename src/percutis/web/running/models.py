"""What the running application knows of itself: who was last at work, and when a backup was last made."""

from django.db import models


class Beat(models.Model):
    """When something last did its round: the courier, or one worker. One row each, written over and over."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class BackupMade(models.Model):
    """A backup that was made and read back whole. Says nothing of where it lies."""

    at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    photographs = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField(help_text="bytes")
    missing = models.PositiveBigIntegerField(default=0, help_text="photographs on record that the store did not have")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"backup of {self.at:%Y-%m-%d %H:%M}"
