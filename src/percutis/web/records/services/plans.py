"""Plans: made by the core, kept as shown, signed by a doctor; the signature opens the course."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import digest_of, digest_of_plan, kept
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import Asked, intake_file, plan_file
from percutis.web.records.models import Course, Intake, Patient, Plan
from percutis.web.records.selectors.consultations import intake_devices, standing_overrides

NOT_LOOKED_THROUGH = _(
    "The patient's answers have come in. Look them through and put the consultation on record first."
)


def draft_plan(*, intake: Intake, operator: Membership, by: Actor, at: datetime) -> Plan:
    """The core's plan for this intake if `operator` treats, kept as it is shown. Not yet signed.

    Raises:
        RefusedError: an operator of another clinic, somebody who may not take a consultation, or answers that the
            patient gave and no professional has looked through.
    """
    clinic, patient = intake.patient.clinic, intake.patient
    on = clinic.day_of(at)
    by.require(Right.TAKE_INTAKE, clinic, at)
    if intake.source == "patient":
        raise RefusedError(NOT_LOOKED_THROUGH)
    if operator.clinic_id != clinic.pk:
        raise RefusedError(_("Whoever treats must be a member of this clinic."))
    edition = edition_of(clinic)
    asked = intake_file(
        intake, on=on, operator=operator, devices=intake_devices(clinic), overrides=standing_overrides(patient)
    )
    answer = kept(plan_file(asked, edition, on), edition)
    with transaction.atomic():
        row = Plan.objects.create(
            clinic=clinic,
            at=at,
            by=by.membership,
            patient=patient,
            intake=intake,
            operator=operator,
            edition=edition.id,
            on=on,
            asked=asked,
            answer=answer,
            digest=digest_of(answer),
        )
        write_audit(by=by, at=at, action="plan.drafted", subject=row, patient=patient.key)
    return row


def sign_plan(*, plan: Plan, by: Actor, at: datetime) -> Course:
    """The course that the doctor's signature opens.

    Raises:
        RefusedError: not a doctor with a licence, a plan without sessions, signed already, older than the newest
            consultation, no longer what the core answers, or another course is still open.
    """
    by.require(Right.DECIDE, plan.clinic, at)
    with transaction.atomic():
        patient = Patient.objects.select_for_update().get(pk=plan.patient_id)
        row = Plan.objects.select_for_update().select_related("clinic").get(pk=plan.pk)
        _refuse_unsignable(row, patient)
        row.signed, row.signed_by = at, by.membership
        row.save()
        course = Course.objects.create(clinic=row.clinic, at=at, by=by.membership, patient=patient, plan=row)
        write_audit(by=by, at=at, action="plan.signed", subject=row, patient=patient.key, details={"course": course.pk})
    return course


def _refuse_unsignable(plan: Plan, patient: Patient) -> None:
    if plan.signed is not None:
        raise RefusedError(_("This plan has been signed already."))
    if not plan.answer.get("sessions"):
        raise RefusedError(_("There is nothing to sign: the plan holds no session."))
    if patient.intakes.filter(version__gt=plan.intake.version).exists():
        raise RefusedError(_("The consultation has changed since this plan was made. Make the plan anew."))
    if not is_as_kept(plan):
        raise RefusedError(_("The protocol has changed since this plan was made. Make the plan anew."))
    if patient.courses.filter(closed__isnull=True).exists():
        raise RefusedError(_("Another course of this patient is still open. Close it first."))


def is_as_kept(plan: Plan) -> bool:
    """Whether the core still answers what was kept: not so when a draft edition has changed."""
    return digest_of_plan(Asked.of(plan.asked, edition_of(plan.clinic, plan.edition), plan.on)) == plan.digest
