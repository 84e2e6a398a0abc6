"""The papers of a patient that the clinic can hand over now: each by name, with its address in each language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from percutis.protocol.load import languages
from percutis.web.accounts.models import Clinic
from percutis.web.clinic.presenters.links import link
from percutis.web.records.models import Patient
from percutis.web.records.selectors.next_steps import Standing

NAMED = {"en": "English", "ur": "اردو"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its name, and its address in each language under the language's own name."""

    name: str
    links: tuple[tuple[str, str, str], ...]


def papers_of(standing: Standing, patient: Patient) -> list[Paper]:
    """What is at hand: the plan's hand-out, the preparation of the next session, the aftercare of the last, consent."""
    clinic, found = patient.clinic, []
    course, plan, consent = standing.course, standing.plan, standing.consent
    spoken = languages(plan.edition) if plan else ()
    if standing.held:
        of_last = {"session": standing.held.pk}
        found.append(Paper(_("After the last session"), _each(clinic, spoken, "session_sheet", **of_last)))
    dating = standing.days.dating if standing.days else None
    ahead = [one.number for one in dating.planned if one.number not in dating.held] if dating else []
    if course and ahead:
        of_next = {"course": course.pk, "number": ahead[0]}
        found.append(Paper(_("Before the next session"), _each(clinic, spoken, "sheet_before", **of_next)))
    if plan and plan.signed:
        of_plan = {"patient": patient.key, "plan": plan.pk}
        found.append(Paper(_("The whole treatment"), _each(clinic, spoken, "plan_handout", **of_plan)))
    if consent:
        url = link(clinic, "consent_sheet", patient=patient.key, consent=consent.pk)
        found.append(Paper(_("Consent, as answered"), ((consent.language, NAMED[consent.language], url),)))
    return found


def _each(clinic: Clinic, spoken: Iterable[str], page: str, **keys: object) -> tuple[tuple[str, str, str], ...]:
    return tuple((code, NAMED[code], link(clinic, page, **keys, language=code)) for code in spoken)
