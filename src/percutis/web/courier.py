"""Carries waiting messages out of the house: by Apprise where the clinic has named gateways, else not at all.

PERCUTIS_MESSAGES holds Apprise addresses by blank, each with a hole for the number, such as
`twilio://ID:TOKEN@SENDER/{phone}` or `whatsapp://TOKEN@ID/{phone}`. Without one, messages wait in the outbox, and the
staff can send them by hand from there.
"""

import logging
from threading import Event

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from percutis.web.records.models import Message
from percutis.web.records.services.outbox import drop_outdated, send_due
from percutis.web.running.beats import COURIER, beat

LOOK_EVERY = 15.0
HOLE = "{phone}"
log = logging.getLogger(__name__)


class AppriseGateway:
    """Every named gateway is tried in its order until one takes the message."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses

    def carry(self, message: Message) -> None:
        """Hand it over.

        Raises:
            ConnectionError: no gateway took it.
        """
        from apprise import Apprise

        for address in self.addresses:
            line = Apprise()
            if line.add(address.replace(HOLE, message.patient.phone)) and line.notify(body=message.text):
                return
        raise ConnectionError("no gateway took the message")


def gateway_of_clinic() -> AppriseGateway | None:
    """The gateways that this installation names; None while it names none."""
    return AppriseGateway(settings.MESSAGES) if settings.MESSAGES else None


def run_until(stop: Event) -> None:
    """Carry what is due, again and again, until told to stop. Nothing of a message is ever logged.

    Without a gateway nothing is carried; what is no longer so still leaves the outbox.
    """
    gateway = gateway_of_clinic()
    while True:
        close_old_connections()
        try:
            drop_outdated(at=timezone.now())
            if gateway:
                send_due(at=timezone.now(), gateway=gateway)
            beat(name=COURIER, at=timezone.now())
        except Exception:
            log.warning("the courier could not make its round", exc_info=True)
        if stop.wait(LOOK_EVERY):
            return
