"""Consent: signed, declined or withdrawn; always a new row, with the whole text that was read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.consents import ConsentText
from percutis.web.records.models import Consent, Patient, Plan
from percutis.web.records.services.photo_uses import close_photographs


def record_consent(
    *,
    patient: Patient,
    subject: str,
    state: str,
    text: ConsentText,
    plan: Plan | None = None,
    tier: str = "",
    signed_name: str = "",
    witness: Membership | None = None,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Consent:
    """The patient's answer. Declining and withdrawing need no reason; signing needs the name as the patient writes it.

    Raises:
        RefusedError: a signature without a name, photographs without a tier, a procedure without a signed plan, or a
            withdrawal of what was never signed.
    """
    if by.kind == "staff":
        by.require(Right.TAKE_CONSENT, patient.clinic, at)
    signed_name = " ".join(signed_name.split())
    if state == "signed" and not any(map(str.isalpha, signed_name)):
        raise RefusedError(_("Please write your name as a signature."))
    if state == "signed" and subject == "photographs" and tier not in dict(Consent.TIERS):
        raise RefusedError(_("Please choose what the photographs may be used for."))
    if state == "signed" and subject == "procedure" and (plan is None or plan.signed is None):
        raise RefusedError(_("There is no signed plan yet that one could agree to."))
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        before = patient.consents.filter(subject=subject).order_by("-id").first()
        if state == "withdrawn" and (before is None or before.state != "signed"):
            raise RefusedError(_("There is no signature that could be withdrawn."))
        row = Consent.objects.create(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            subject=subject,
            state=state,
            tier=tier if state == "signed" else "",
            plan=plan,
            version=text.version,
            language=text.language,
            text=text.as_kept(),
            signed_name=signed_name,
            witness=witness,
            why=why.strip(),
        )
        details = {"subject": subject, "state": state, "tier": row.tier, "version": text.version}
        write_audit(by=by, at=at, action=f"consent.{state}", subject=row, patient=patient.key, details=details)
        if subject == "photographs" and state != "signed":
            close_photographs(patient=patient, consent=row, by=by, at=at)
    return row
