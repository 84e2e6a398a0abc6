"""`python -m django send_messages`: one round of the courier, for the machine's own clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from percutis.web.gateways import gateway_of_clinic
from percutis.web.records.services.outbox import send_due


class Command(BaseCommand):
    """Hands over every message that is due."""

    help = "Hand over every message that is due, once, by the gateways that PERCUTIS_MESSAGES names."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """How many messages were handed over.

        Raises:
            CommandError: no gateway is named, so nothing can be handed over; messages wait in the outbox.
        """
        gateway = gateway_of_clinic()
        if gateway is None:
            raise CommandError("PERCUTIS_MESSAGES names no gateway; messages wait in the outbox.")
        self.stdout.write(f"{send_due(at=timezone.now(), gateway=gateway)} handed over")
