"""What holds of a patient now: the newest intake, the standing overrides, the newest plan and the open course."""

from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Consent, Course, Device, Intake, IntakeDraft, Override, Patient, Plan


def current_intake(patient: Patient) -> Intake | None:
    """The newest version."""
    return patient.intakes.select_related("patient__clinic", "by__user").order_by("-version").first()


def standing_overrides(patient: Patient) -> list[Override]:
    """The doctors' choices that nobody has withdrawn."""
    return list(patient.overrides.filter(withdrawn__isnull=True).select_related("by__user").order_by("at"))


def current_plan(patient: Patient) -> Plan | None:
    """The newest plan, signed or not."""
    return patient.plans.select_related("signed_by__user", "operator__user", "intake").order_by("-at", "-id").first()


def open_course(patient: Patient) -> Course | None:
    """The course that is going on."""
    return patient.courses.filter(closed__isnull=True).select_related("plan__operator__user").first()


def intake_devices(clinic: Clinic) -> list[str]:
    """The models of the devices on the clinic's shelf, in the order in which they came."""
    found = Device.objects.filter(clinic=clinic, retired__isnull=True).order_by("id").values_list("model", flat=True)
    return list(dict.fromkeys(found))


def draft_of(patient: Patient, source: str = "staff") -> IntakeDraft | None:
    """What has been answered and not handed in, by the staff or by the patient."""
    return patient.drafts.filter(source=source).first()


def standing_consents(patient: Patient) -> dict[str, Consent]:
    """The newest answer to each subject: procedure, photographs."""
    newest: dict[str, Consent] = {}
    for consent in patient.consents.order_by("at", "id"):
        newest[consent.subject] = consent
    return newest


def get_plan(*, patient: Patient, pk: int) -> Plan:
    """A plan of this patient.

    Raises:
        Http404: the patient has none of that number.
    """
    found = patient.plans.select_related("clinic", "patient__clinic", "intake", "operator__user", "signed_by__user")
    plan = found.filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan
