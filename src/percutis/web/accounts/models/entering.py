"""What proves who somebody of the staff is, beside the password; and how often it was tried."""

from django.db import models

from percutis.web.accounts.models.staff import User


class SecondFactor(models.Model):
    """The secret a user shares with the program that shows their codes; unconfirmed until a first code was right."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    sealed = models.CharField(max_length=200, help_text="the secret, unreadable without the installation's key")
    begun = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    last_step = models.PositiveBigIntegerField(default=0, help_text="of the newest code taken: none works twice")

    def __str__(self) -> str:
        return f"second factor of {self.user}"


class RecoveryCode(models.Model):
    """A code on paper that stands for a lost telephone, once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.user}"


class Try(models.Model):
    """One wrong try to prove who one is, or one that is being looked at. Names and addresses stand only as digests."""

    KINDS = (("password", "password"), ("code", "code"))

    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=64, help_text="digest of the log-in name")
    address = models.CharField(max_length=64, help_text="digest of the network address")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "name", "at"], name="tries_of_a_name"),
            models.Index(fields=["kind", "address", "at"], name="tries_of_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} tried at {self.at:%Y-%m-%d %H:%M}"


class LogIn(models.Model):
    """One log-in of somebody of the staff. The session holds its mark, and ends when the log-in is ended here."""

    user = models.ForeignKey(User, models.CASCADE, related_name="log_ins")
    mark = models.CharField(max_length=32, unique=True)
    begun = models.DateTimeField()
    seen = models.DateTimeField(help_text="to five minutes")
    device = models.CharField(max_length=80, blank=True, help_text="as the browser says: Firefox, Android")
    ended = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"log-in of {self.user} at {self.begun:%Y-%m-%d %H:%M}"
