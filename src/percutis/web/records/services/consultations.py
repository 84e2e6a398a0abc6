"""What was said at the consultation: drafts while it goes on, a version when it is handed in, and doctors' choices."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import kept as kept_answer
from percutis.web.records.core.drafts import WRITER
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import assess_file, intake_file, read_asked
from percutis.web.records.core.overrides import overridable_rules
from percutis.web.records.models import Assessment, Intake, IntakeDraft, Override, Patient
from percutis.web.records.selectors.consultations import current_intake, intake_devices, standing_overrides

Said = dict[str, Any]
CHANGED_MEANWHILE = _("Somebody else has changed this consultation meanwhile; yours is not saved yet.")


def save_draft(
    *, patient: Patient, source: str, said: Said, version: int | None = None, by: Actor, at: datetime
) -> IntakeDraft:
    """The draft with these answers; `version` is the one that the writer saw (None: whichever stands; 0: none yet).

    A page saves while one answers and again when one goes on: a version that the same member wrote is no conflict.
    A draft is no record: it is not audited, and the handing in of it is.

    Raises:
        RefusedError: somebody else saved meanwhile.
    """
    writer = by.membership.pk if by.membership else None
    kept = {**said, WRITER: writer} if writer else said
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        found = IntakeDraft.objects.filter(patient=patient, source=source).first()
        if found is None:
            return IntakeDraft.objects.create(patient=patient, source=source, said=kept, saved=at)
        if version is not None and version != found.version and found.said.get(WRITER) != writer:
            raise RefusedError(CHANGED_MEANWHILE)
        found.said, found.saved, found.version = kept, at, found.version + 1
        found.save()
        return found


def record_intake(
    *,
    patient: Patient,
    said: Said,
    source: str,
    weight_kg: float | None = None,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Intake:
    """The next version of the patient's intake; the draft it came from is gone.

    Raises:
        InputError: every problem of what was said, as the reader of intake files finds it.
        RefusedError: a correction without a reason.
    """
    if by.kind == "staff":
        by.require(Right.TAKE_INTAKE, patient.clinic, at)
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        before = current_intake(patient)
        if before and not why and by.kind == "staff" and before.source == "staff":
            raise RefusedError(_("Say in a few words why the consultation is being changed."))
        row = Intake(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            version=before.version + 1 if before else 1,
            source=source,
            weight_kg=weight_kg,
            said=said,
            why=why,
        )
        _refuse_unreadable(row, at)
        row.save()
        IntakeDraft.objects.filter(patient=patient, source=source).delete()
        write_audit(
            by=by,
            at=at,
            action="intake.recorded",
            subject=row,
            patient=patient.key,
            details={"version": row.version, "source": source, "why": why},
        )
    return row


def _refuse_unreadable(row: Intake, at: datetime) -> None:
    on = row.patient.clinic.day_of(at)
    read_asked(intake_file(row, on=on), edition_of(row.patient.clinic), on)


def discard_draft(*, patient: Patient, by: Actor, at: datetime) -> None:
    """Nothing: what the staff answered and did not hand in is gone; what is on record stays.

    Raises:
        RefusedError: somebody who takes no consultations.
    """
    by.require(Right.TAKE_INTAKE, patient.clinic, at)
    IntakeDraft.objects.filter(patient=patient, source="staff").delete()


def record_assessment(*, intake: Intake, by: Actor, at: datetime, operator: Membership | None = None) -> Assessment:
    """The core's verdict for an intake, kept as it was given, with the clinic's devices and the standing overrides.

    It is for `operator` as the one who would treat, or for whoever asks.
    """
    clinic, patient = intake.patient.clinic, intake.patient
    on = clinic.day_of(at)
    edition = edition_of(clinic)
    asked = intake_file(
        intake,
        on=on,
        operator=operator or by.membership,
        devices=intake_devices(clinic),
        overrides=standing_overrides(patient),
    )
    answer = assess_file(asked, edition, on)
    with transaction.atomic():
        row = Assessment.objects.create(
            clinic=clinic,
            at=at,
            by=by.membership,
            patient=patient,
            intake=intake,
            edition=edition.id,
            on=on,
            verdict=answer.verdict.value,
            until=answer.until,
            asked=asked,
            answer=kept_answer(answer, edition),
        )
        details = {"verdict": row.verdict, "until": row.until.isoformat() if row.until else None}
        write_audit(by=by, at=at, action="assessment.recorded", subject=row, patient=patient.key, details=details)
    return row


def record_override(*, patient: Patient, rule: str, reason: str, note: str, by: Actor, at: datetime) -> Override:
    """A doctor's choice of the permissive value of one rule. It stands for this patient until it is withdrawn.

    Raises:
        RefusedError: not a doctor with a licence, a rule that leaves no choice, no reason, or one that stands already.
    """
    by.require(Right.DECIDE, patient.clinic, at)
    edition = edition_of(patient.clinic)
    if rule not in overridable_rules(edition):
        raise RefusedError(_("This rule leaves no other choice to anybody."))
    if not note.strip() or reason not in dict(Override.REASONS):
        raise RefusedError(_("Choose a reason and say it in a few words; it stays on the record under your name."))
    with transaction.atomic():
        if patient.overrides.filter(rule=rule, withdrawn__isnull=True).exists():
            raise RefusedError(_("This choice stands already."))
        row = Override.objects.create(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            rule=rule,
            reason=reason,
            note=note.strip(),
            edition=edition.id,
        )
        details = {"rule": rule, "reason": reason, "note": note.strip()}
        write_audit(by=by, at=at, action="override.recorded", subject=row, patient=patient.key, details=details)
    return row


def withdraw_override(*, override: Override, by: Actor, at: datetime) -> Override:
    """The choice, no longer standing.

    Raises:
        RefusedError: not a doctor with a licence, or withdrawn already.
    """
    by.require(Right.DECIDE, override.clinic, at)
    with transaction.atomic():
        row = Override.objects.select_for_update().select_related("patient").get(pk=override.pk)
        if row.withdrawn is not None:
            raise RefusedError(_("This choice has been withdrawn already."))
        row.withdrawn, row.withdrawn_by = at, by.membership
        row.save()
        write_audit(
            by=by, at=at, action="override.withdrawn", subject=row, patient=row.patient.key, details={"rule": row.rule}
        )
    return row
