"""The sections of a consultation: their names and order, and in which of them a question is answered."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.web.records.models import Patient

SECTIONS = {
    "who": _("Who treats"),
    "concerns": _("What and where"),
    "skin": _("Skin"),
    "health": _("Health"),
    "medicines": _("Medicines"),
    "allergies": _("Allergies"),
    "treatments": _("Treatments"),
    "habits": _("Sun and habits"),
    "wishes": _("Wishes"),
}
KINDS = {
    "health": "condition",
    "medicines": "medication",
    "allergies": "allergy",
    "treatments": "procedure",
    "habits": "exposure",
}
SECTION_OF = {kind: section for section, kind in KINDS.items()}


def section_of(asked: str, edition: Edition) -> str:
    """Where something is asked: a finding by its kind, the skin type by itself, all else with the concerns."""
    kind = edition.finding.get(asked)
    if kind:
        return SECTION_OF[kind.kind]
    return "skin" if asked == "skin_type" else "concerns"


def section_url(patient: Patient, section: str, anchor: str = "") -> str:
    """The way to a screen, and to a question on it."""
    kwargs = {"clinic": patient.clinic.slug, "patient": patient.key}
    if section == "finish":
        return reverse("clinic:consultation_finish", kwargs=kwargs)
    url = reverse("clinic:consultation_section", kwargs={**kwargs, "section": section})
    return f"{url}#{anchor}" if anchor else url
