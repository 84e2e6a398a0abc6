"""Carries waiting messages out of the house, again and again."""

import logging
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

from percutis.web.gateways import gateway_of_clinic
from percutis.web.records.services.outbox import doubt_unanswered, drop_outdated, send_due
from percutis.web.running.beats import COURIER, beat

LOOK_EVERY = 15.0
log = logging.getLogger(__name__)


def run_until(stop: Event) -> None:
    """Carry what is due, again and again, until told to stop. Nothing of a message is ever logged.

    Without a gateway nothing is carried; what is no longer so still leaves the outbox.
    """
    gateway = gateway_of_clinic()

    def goes_on() -> bool:
        """A sign of life between two messages, and whether there is time for another."""
        beat(name=COURIER, at=timezone.now())
        return not stop.is_set()

    while True:
        close_old_connections()
        try:
            doubt_unanswered(at=timezone.now())
            drop_outdated(at=timezone.now())
            if gateway:
                send_due(at=timezone.now(), gateway=gateway, goes_on=goes_on)
            beat(name=COURIER, at=timezone.now())
        except Exception:
            log.warning("the courier could not make its round", exc_info=True)
        if stop.wait(LOOK_EVERY):
            return
