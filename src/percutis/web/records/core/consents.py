"""The text that a patient reads before agreeing: the plan's own sentences for patients, under plain headings.

Every clinical sentence comes from the edition; what stands here is about the right to say yes or no.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.plan import Plan
from percutis.interop.handout_content import handout_content
from percutis.interop.wording import label, labels, say_to_patient
from percutis.protocol.load import load_texts
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.models import Patient
from percutis.web.records.models import Plan as PlanRow

TIERS = ("record_only", "clinic", "publish")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A text in one language; `version` names the edition and exactly these words."""

    subject: str
    language: str
    version: str
    sections: tuple[Section, ...]

    def as_kept(self) -> list[dict[str, Any]]:
        """As the record keeps it."""
        return _plain(self.sections)


def consent_text(*, patient: Patient, plan: PlanRow | None, subject: str, language: str) -> ConsentText:
    """The text of a subject (`procedure`, for which there must be a plan, or `photographs`) in a language."""
    edition = edition_of(patient.clinic, plan.edition if plan else None)
    with translation.override(language):
        if subject == "procedure" and plan is not None:
            sections = tuple(_procedure(plan, edition, load_texts(edition.id, language)))
        else:
            sections = tuple(_photographs(load_texts(edition.id, language)))
    words = json.dumps(_plain(sections), ensure_ascii=False)
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    return ConsentText(subject, language, f"{edition.id}-{digest}", sections)


def _plain(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    return [{"heading": section.heading, "paragraphs": list(section.paragraphs)} for section in sections]


def _procedure(row: PlanRow, edition: Edition, texts: Texts) -> Iterator[Section]:
    plan = plan_file(row.asked, edition, row.on)
    content = handout_content(plan, read_asked(row.asked, edition, row.on), texts, edition)
    yield Section(_("What is done"), tuple(_what_is_done(plan, texts)))
    yield Section(_("How the skin heals"), tuple(_healing(plan, texts)))
    if content["agreed"]:
        yield Section(_("What matters in your case"), tuple(content["agreed"]))
    if content["recovery"]:
        yield Section(_("What is usual afterwards"), (_listed(row["sign"] for row in content["recovery"]["rows"]),))
    yield from _outcomes(_("What may go wrong"), content["unwanted"])
    signs = tuple(f"{sign['what']} {_listed((*sign['plain'], *sign['qualified']))}" for sign in content["signs"])
    yield Section(_("When to call us"), signs)
    yield from _outcomes(_("What others gained"), content["hoped"])
    yield Section(
        _("You decide"),
        (
            _("Not being treated is a choice too. You can say no now, or stop at any time, without giving a reason."),
            _("Nobody will treat you worse for it. Ask until everything is clear to you, and take the time you need."),
            _("By writing your name you say that you have read this in your language and that you agree."),
        ),
    )


def _what_is_done(plan: Plan, texts: Texts) -> Iterator[str]:
    for choice in plan.devices:
        said = say_to_patient(choice.text, texts)
        if choice.stance == "chosen" and said:
            yield said
    for concern in dict.fromkeys(zone.concern for zone in plan.zones):
        places = labels("zone", (zone.zone for zone in plan.zones if zone.concern == concern), texts, "patient")
        yield f"{label('concern', concern, texts, 'patient')}: {places}"
    yield _("Visits planned: %(count)s") % {"count": len(plan.sessions)}
    off_label = {said for zone in plan.zones if zone.off_label and (said := say_to_patient(zone.off_label, texts))}
    yield from sorted(off_label)


def _healing(plan: Plan, texts: Texts) -> Iterator[str]:
    keys = dict.fromkeys(phase.text.key for phase in plan.healing)
    yield from (said for key in keys if (said := say_to_patient(Sentence(key), texts)))


def _outcomes(heading: str, outcomes: list[dict[str, Any]]) -> Iterator[Section]:
    said = tuple(" ".join(filter(None, (outcome["text"], outcome["interval"]))) for outcome in outcomes)
    if said:
        yield Section(heading, said)


def _listed(words: Any) -> str:
    return "، ".join(words) if translation.get_language() == "ur" else ", ".join(words)


def _photographs(texts: Texts) -> Iterator[Section]:
    yield Section(
        _("Photographs of your skin"),
        (
            _("The same views before and after show whether the skin has changed. They are part of your record."),
            _("You choose what they may be used for, and you can take it back at any time."),
        ),
    )
    meanings = {
        "record_only": _("Only the people who treat you here see them."),
        "clinic": _("The clinic may also use them for teaching its own staff."),
        "publish": _("The clinic may also show them to others. You can be recognised on them."),
    }
    yield Section(
        _("The choices"),
        tuple(f"{label('consent_photographs', tier, texts, 'patient')}: {meanings[tier]}" for tier in TIERS),
    )
