"""What was said so far in words, for the summing up: what is or was there, what is not known, what is wished for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label, labels, listed, number
from percutis.web.clinic.presenters.sections import section_of, section_url
from percutis.web.records.core.drafts import Said, is_typed
from percutis.web.records.core.when_said import day_said, when_said
from percutis.web.records.models import Patient


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing that was said, and where it can be changed."""

    name: str
    words: str
    url: str
    is_unknown: bool = False


def present_lines(said: Said, edition: Edition, texts: Texts, patient: Patient) -> list[SaidLine]:
    """What is or was there, what is not known, and what the patient wishes; what never was goes without saying."""
    return [
        *_skin(said, edition, texts, patient),
        *_findings(said, edition, texts, patient),
        *_wishes(said, texts, patient),
    ]


def _skin(said: Said, edition: Edition, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    kind = said.get("skin_type", {}).get("fitzpatrick", "")
    words = kind or (_("by the questions") if said.get("skin_type") and is_typed(said, edition) else _("not known"))
    yield SaidLine(
        label("heading", "skin_type", texts), words, section_url(patient, "skin"), not is_typed(said, edition)
    )


def _findings(said: Said, edition: Edition, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    for one in said.get("findings", ()):
        if one.get("status") == "never":
            continue
        code = one.get("finding", "")
        details = (
            label("status", one.get("status", ""), texts),
            when_said(one, texts),
            labels("zone", one.get("zones") or (), texts),
            f"{one['value']} {one.get('unit') or ''}".strip() if "value" in one else "",
        )
        url = section_url(patient, section_of(code, edition), code)
        words = listed(filter(None, details), texts)
        yield SaidLine(label("finding", code, texts), words, url, one.get("status") == "unknown")


def _wishes(said: Said, texts: Texts, patient: Patient) -> Iterable[SaidLine]:
    given = (
        (_("Additions asked about"), labels("addition", said.get("additions", ()), texts)),
        (_("First possible day"), day_said(said.get("earliest"), texts)),
        (_("Weight (kg)"), number(said["weight_kg"]) if said.get("weight_kg") else ""),
    )
    yield from (SaidLine(name, words, section_url(patient, "wishes")) for name, words in given if words)
