"""Sending an answer to the patient, through the outbox."""

from contextlib import suppress
from datetime import datetime
from importlib import import_module

from percutis.web.accounts.actors import Actor
from percutis.web.records.models import CheckIn


def announce(checkin: CheckIn, *, by: Actor, at: datetime) -> None:
    """Put the reply into the outbox, in the same transaction."""
    with suppress(ModuleNotFoundError):
        messages = import_module("percutis.web.records.services.messages")
        messages.announce_reply(checkin=checkin, by=by, at=at)
