"""What holds of a patient now: the newest intake, the standing overrides, the newest plan and the open course."""

from percutis.web.records.models import Course, Intake, Override, Patient, Plan


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
