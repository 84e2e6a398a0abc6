"""The worker's clock: ends trials that nobody answered; every hour, forgets ended log-ins and sweeps the store."""

import logging
from datetime import timedelta
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

from percutis.web.accounts.services.log_ins import forget_unusable
from percutis.web.records.services.photo_sweeping import sweep_store
from percutis.web.records.services.photo_trials import end_unanswered
from percutis.web.running.beats import take_turn

LOOK_EVERY = 60.0
SWEEP, SWEEP_EVERY = "sweep", timedelta(hours=1)
log = logging.getLogger("percutis.worker")


def sweep_until(stop: Event) -> None:
    """Make the rounds until told to stop; of several workers one sweeps at a time."""
    while True:
        close_old_connections()
        try:
            go_round()
        except Exception:
            log.warning("the hour's sweep could not be made", exc_info=True)
        if stop.wait(LOOK_EVERY):
            return


def go_round() -> None:
    """One round."""
    now = timezone.now()
    end_unanswered(at=now)
    if take_turn(name=SWEEP, every=SWEEP_EVERY, at=now):
        forget_unusable(at=now)
        sweep_store(at=now)
