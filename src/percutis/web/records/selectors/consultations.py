"""What holds of a patient now: the newest intake, the standing overrides, the newest plan and the open course."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.http import Http404

from percutis.web.accounts.models import Clinic, Membership
from percutis.web.prepared import Prepared
from percutis.web.records.core.drafts import OPERATOR, Said, said_in, with_theirs
from percutis.web.records.models import Consent, Course, Device, Intake, IntakeDraft, Override, Patient, Plan


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation as it stands: what is said (a draft), since when, what the patient answered, the newest record.

    `version` is 0 while there is no draft.
    """

    said: Said
    version: int
    saved: datetime | None
    theirs: Said
    newest: Intake | None


def consultation_of(patient: Patient) -> Consultation:
    """The staff's draft, or the last intake that they recorded, filled by what the patient answered."""
    intakes = list(patient.intakes.select_related("patient__clinic", "by__user").order_by("-version"))
    drafts = {draft.source: draft for draft in patient.drafts.all()}
    draft, at_home = drafts.get("staff"), drafts.get("patient")
    handed_in = next((intake for intake in intakes if intake.source == "patient"), None)
    theirs = said_in(at_home.said) if at_home else handed_in.said if handed_in else {}
    ours = draft.said if draft else _as_draft(next((i for i in intakes if i.source != "patient"), None), intakes)
    return Consultation(
        said=with_theirs(ours, theirs),
        version=draft.version if draft else 0,
        saved=draft.saved if draft else None,
        theirs=theirs,
        newest=intakes[0] if intakes else None,
    )


def _as_draft(intake: Intake | None, intakes: list[Intake]) -> Said:
    """A draft that begins with what is on record; the weight is the one said last."""
    weight = next((one.weight_kg for one in intakes if one.weight_kg), None)
    return {**(intake.said if intake else {}), **({"weight_kg": weight} if weight else {})}


def treating_members(clinic: Clinic) -> list[Membership]:
    """Everybody of the clinic who might hold the device, by name."""
    found = Membership.objects.filter(clinic=clinic, is_active=True).exclude(role="front_desk")
    return list(found.select_related("user", "supervisor", "clinic").order_by("user__name"))


def operator_of(said: Said, members: list[Membership], default: Membership) -> Membership:
    """The member who would treat: the one that the draft names, else the default."""
    return next((member for member in members if member.pk == said.get(OPERATOR)), default)


A_Row = TypeVar("A_Row", Intake, Plan, Course)


def _of(patient: Patient, row: A_Row | None) -> A_Row | None:
    """The row beside the very patient and clinic that it was found by: no need to ask for them again."""
    if row:
        row.patient, row.clinic = patient, patient.clinic
    return row


NEWEST_INTAKE = Prepared(lambda patient: Intake.objects.filter(patient=patient).order_by("-version")[:1])
NEWEST_PLAN = Prepared(
    lambda patient: Plan.objects.filter(patient=patient).defer("asked", "answer").order_by("-at", "-id")[:1]
)
OPEN_COURSE = Prepared(
    lambda patient: (
        Course.objects.filter(patient=patient, closed__isnull=True).select_related("plan").defer("plan__answer")[:1]
    )
)
OVERRIDES = Prepared(
    lambda patient: (
        Override.objects.filter(patient=patient, withdrawn__isnull=True).select_related("by__user").order_by("at")
    )
)
PLAN = Prepared(
    lambda patient, pk: Plan.objects.filter(patient=patient, pk=pk).select_related(
        "clinic", "patient__clinic", "intake", "operator__user", "signed_by__user"
    )
)
DRAFTS = Prepared(lambda patient, source: IntakeDraft.objects.filter(patient=patient, source=source)[:1])
CONSENTS = Prepared(lambda patient: Consent.objects.filter(patient=patient).order_by("id"))


def current_intake(patient: Patient) -> Intake | None:
    """The newest version."""
    return _of(patient, NEWEST_INTAKE.first(patient.pk))


def standing_overrides(patient: Patient) -> list[Override]:
    """The doctors' choices that nobody has withdrawn."""
    return OVERRIDES(patient.pk)


def current_plan(patient: Patient) -> Plan | None:
    """The newest plan, signed or not; what it asked and answered is read when somebody asks for it."""
    return _of(patient, NEWEST_PLAN.first(patient.pk))


def open_course(patient: Patient) -> Course | None:
    """The course that is going on."""
    course = _of(patient, OPEN_COURSE.first(patient.pk))
    if course:
        course.plan.patient, course.plan.clinic = patient, patient.clinic
    return course


def intake_devices(clinic: Clinic) -> list[str]:
    """The models of the devices on the clinic's shelf, in the order in which they came."""
    found = Device.objects.filter(clinic=clinic, retired__isnull=True).order_by("id").values_list("model", flat=True)
    return list(dict.fromkeys(found))


def draft_of(patient: Patient, source: str = "staff") -> IntakeDraft | None:
    """What has been answered and not handed in, by the staff or by the patient."""
    return DRAFTS.first(patient.pk, source)


def standing_consents(patient: Patient) -> dict[str, Consent]:
    """The newest answer to each subject: procedure, photographs."""
    newest: dict[str, Consent] = {}
    for consent in CONSENTS(patient.pk):
        newest[consent.subject] = consent
    return newest


def get_plan(*, patient: Patient, pk: int) -> Plan:
    """A plan of this patient.

    Raises:
        Http404: the patient has none of that number.
    """
    plan = PLAN.first(patient.pk, pk)
    if plan is None:
        raise Http404
    return plan
