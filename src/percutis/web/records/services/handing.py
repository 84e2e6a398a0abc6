"""A patient who stands before us without a message: the code read out, or the clinic's own device handed over.

Both are for whoever sees the patient in person, and both are on the log under their name.
"""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import OneTimeCode, Patient, PatientLink
from percutis.web.records.services.links import CODE_LASTS, hash_of
from percutis.web.records.services.messages import cancel_messages

HANDED = "link_handed"  # in the session of a browser that staff hand over: the link that opens in it
HANDED_LASTS = timedelta(hours=1)


def read_out_code(*, link: PatientLink, by: Actor, at: datetime) -> str:
    """Six digits to be read out to the patient, who has opened this link; codes sent before are worth nothing.

    Raises:
        RefusedError: without the right, another clinic's, or a link that opens nothing any more.
    """
    patient = link.patient
    by.require(Right.SEE_PATIENT, patient.clinic, at)
    if link.revoked is not None or link.expires <= at:
        raise RefusedError(_("This link opens nothing any more. Send a new one."))
    with transaction.atomic():
        digits = f"{secrets.randbelow(1_000_000):06d}"
        cancel_messages(clinic=patient.clinic, prefix=f"code:{link.pk}:", by=by, at=at)
        OneTimeCode.objects.create(link=link, at=at, expires=at + CODE_LASTS, code_hash=make_password(digits))
        write_audit(by=by, at=at, action="code.read_out", subject=link, patient=patient.key)
    return digits


def hand_over_device(*, patient: Patient, by: Actor, at: datetime) -> PatientLink:
    """A link of one hour that opens in this very browser and nowhere else: nobody knows a token of it. Whoever calls
    ends the session of the staff in the browser.

    Raises:
        RefusedError: without the right, or another clinic's patient.
    """
    by.require(Right.SEE_PATIENT, patient.clinic, at)
    with transaction.atomic():
        link = PatientLink.objects.create(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            token_hash=hash_of(secrets.token_urlsafe(24)),
            expires=at + HANDED_LASTS,
        )
        write_audit(by=by, at=at, action="device.handed_over", subject=link, patient=patient.key)
    return link
