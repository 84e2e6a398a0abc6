"""A calendar's link, of a patient or of a practitioner: made anew, which ends the one before, or ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import CalendarFeed, Patient
from percutis.web.records.services.links import hash_of


@dataclass(frozen=True, slots=True)
class OpenedFeed:
    """A new link; its token is known here and to whoever is shown it, and nowhere else."""

    feed: CalendarFeed
    token: str

    @property
    def path(self) -> str:
        """The address below the clinic's own host."""
        return f"/calendar/{self.token}.ics"


@transaction.atomic
def open_feed(*, of: Patient | Membership, by: Actor, at: datetime) -> OpenedFeed:
    """The link of a patient's or a practitioner's calendar; the one before opens nothing any more.

    Raises:
        RefusedError: somebody else's calendar.
    """
    end_feed(of=of, by=by, at=at)
    token = secrets.token_urlsafe(24)
    feed = CalendarFeed.objects.create(
        clinic=of.clinic, at=at, by=by.membership, token_hash=hash_of(token), **_whose(of)
    )
    write_audit(by=by, at=at, action="calendar.opened", subject=feed, patient=_key(of))
    return OpenedFeed(feed, token)


@transaction.atomic
def end_feed(*, of: Patient | Membership, by: Actor, at: datetime) -> int:
    """How many links were ended: one, or none that stood.

    Raises:
        RefusedError: somebody else's calendar.
    """
    is_own = by.patient == of.key if isinstance(of, Patient) else by.membership == of
    if not is_own:
        raise RefusedError(_("Your role in this clinic, or your licence, does not allow this."))
    count = CalendarFeed.objects.filter(revoked__isnull=True, **_whose(of)).update(revoked=at)
    if count:
        write_audit(by=by, at=at, action="calendar.ended", patient=_key(of))
    return count


def _whose(of: Patient | Membership) -> dict[str, Patient | Membership]:
    return {"patient" if isinstance(of, Patient) else "member": of}


def _key(of: Patient | Membership) -> UUID | None:
    return of.key if isinstance(of, Patient) else None
