"""How patients come to their own pages: a link that the clinic sends, and a code to the telephone that is on record.

Only hashes are kept. A wrong code is counted apart from passwords; after a few, that code is worth nothing, and after
many, the link.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor, system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import OneTimeCode, Patient, PatientLink
from percutis.web.records.services.messages import cancel_messages, queue_message

LINK_LASTS = timedelta(days=90)
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES_AN_HOUR = 5
MOST_WRONG = 50  # of one link while it lasts: whoever holds it and knows no code guesses once in twenty thousand


@dataclass(frozen=True, slots=True)
class SentLink:
    """A new link; the token is known here and in the message, and nowhere else."""

    link: PatientLink
    token: str

    @property
    def path(self) -> str:
        """The address below the clinic's own host; it brings the patient's language, so that no page has to look."""
        return f"{reverse('patient:enter', kwargs={'token': self.token})}?in={self.link.patient.language}"


def send_link(*, patient: Patient, kind: str = "intake_link", by: Actor, at: datetime) -> SentLink:
    """A new link, put into the outbox; links sent before go on until they end or are revoked."""
    by.require(Right.SEE_PATIENT, patient.clinic, at)
    return _make_link(patient, kind, by, at)


def _make_link(patient: Patient, kind: str, by: Actor, at: datetime) -> SentLink:
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        link = PatientLink.objects.create(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            token_hash=hash_of(token),
            expires=at + LINK_LASTS,
        )
        sent = SentLink(link, token)
        about = {"path": sent.path, "is_known": patient.intakes.exists()}
        queue_message(patient=patient, kind=kind, key=f"{kind}:{link.pk}:", due=at, about=about, by=by, at=at)
        write_audit(by=by, at=at, action="link.sent", subject=link, patient=patient.key)
    return sent


def revoke_links(*, patient: Patient, by: Actor, at: datetime) -> int:
    """How many links of the patient no longer open anything."""
    by.require(Right.SEE_PATIENT, patient.clinic, at)
    with transaction.atomic():
        standing = list(patient.links.select_for_update().filter(revoked__isnull=True, expires__gt=at))
        count = patient.links.filter(pk__in=[link.pk for link in standing]).update(revoked=at)
        for link in standing:
            cancel_messages(clinic=patient.clinic, prefix=f"intake_link:{link.pk}:", by=by, at=at)
        write_audit(by=by, at=at, action="links.revoked", patient=patient.key, details={"count": count})
    return count


def hash_of(token: str) -> str:
    """The hash that is kept of a token; a token is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_link(token: str, at: datetime) -> PatientLink | None:
    """The link that a token opens, if it still opens anything."""
    found = PatientLink.objects.select_related("patient__clinic").filter(
        token_hash=hash_of(token), expires__gt=at, revoked__isnull=True
    )
    return found.first()


def request_code(*, link: PatientLink, at: datetime) -> OneTimeCode:
    """A new code, put into the outbox for the telephone on record.

    Raises:
        RefusedError: too many codes within an hour.
    """
    clinic = link.patient.clinic
    with transaction.atomic():
        PatientLink.objects.select_for_update().get(pk=link.pk)
        if link.codes.filter(at__gt=at - timedelta(hours=1)).count() >= MOST_CODES_AN_HOUR:
            raise RefusedError(_("Too many codes have been asked for. Wait an hour, or call the clinic."))
        digits, by, expires = f"{secrets.randbelow(1_000_000):06d}", system(clinic), at + CODE_LASTS
        code = OneTimeCode.objects.create(link=link, at=at, expires=expires, code_hash=make_password(digits))
        cancel_messages(clinic=clinic, prefix=f"code:{link.pk}:", by=by, at=at)
        about = {"code": digits, "until": expires.isoformat()}
        queue_message(
            patient=link.patient, kind="code", key=f"code:{link.pk}:{code.pk}", due=at, about=about, by=by, at=at
        )
        write_audit(by=by, at=at, action="code.sent", subject=link, patient=link.patient.key)
    return code


def confirm_code(*, link: PatientLink | None, digits: str, at: datetime) -> bool:
    """Whether these are the digits of the newest code. A wrong try is counted and logged, a right code used up.

    A link that does not stand is answered no, and no quicker.
    """
    if link is None:
        make_password(digits)
        return False
    clinic, patient = link.patient.clinic, link.patient
    with transaction.atomic():
        code = link.codes.select_for_update().order_by("-at", "-id").first()
        if code is None or code.used is not None or code.expires <= at or code.tries >= MOST_TRIES:
            make_password(digits)
            return False
        if not check_password(digits.strip(), code.code_hash):
            code.tries += 1
            code.save(update_fields=["tries"])
            details = {"tries": code.tries}
            write_audit(
                by=system(clinic), at=at, action="code.wrong", subject=link, patient=patient.key, details=details
            )
            _end_guessed(link, at)
            return False
        code.used = at
        code.save(update_fields=["used"])
        by = Actor(clinic=clinic, kind="patient", patient=patient.key)
        write_audit(by=by, at=at, action="patient.entered", subject=link, patient=patient.key)
    return True


def _end_guessed(link: PatientLink, at: datetime) -> None:
    """The link opens nothing any more where so many codes were wrong: somebody else has it."""
    wrong = link.codes.aggregate(count=Sum("tries"))["count"]
    if wrong >= MOST_WRONG:
        PatientLink.objects.filter(pk=link.pk, revoked__isnull=True).update(revoked=at)
        by, patient = system(link.patient.clinic), link.patient.key
        write_audit(by=by, at=at, action="link.guessed", subject=link, patient=patient, details={"count": wrong})
