"""The text that a patient reads before agreeing: the plan's own sentences for patients, under plain headings.

Every clinical sentence comes from the edition; what stands here is about the right to say yes or no.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.outcome import ExpectedOutcome
from percutis.domain.plan import Plan
from percutis.domain.words import Stance
from percutis.interop.handout_content import handout_content
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import isolated, label, labels, number, say_to_patient
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
        usual = _points(row["sign"] for row in content["recovery"]["rows"])
        yield Section(_("What is usual afterwards"), (usual,))
    yield from _outcomes(_("What may go wrong"), plan, texts, harm=True)
    for sign in content["signs"]:
        yield Section(sign["what"], (_points((*sign["plain"], *sign["qualified"])),))
    yield from _outcomes(_("What others gained"), plan, texts, harm=False)
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
        name = label("concern", concern, texts, "patient")
        yield f"{name[:1].upper()}{name[1:]}: {places}"
    for addition in plan.additions:
        said = say_to_patient(addition.text, texts)
        if addition.asked and addition.stance in (Stance.ALLOWED, Stance.PHYSICIAN) and said:
            yield said
    yield _("Visits planned: %(count)s") % {"count": len(plan.sessions)}
    off_label = {said for zone in plan.zones if zone.off_label and (said := say_to_patient(zone.off_label, texts))}
    yield from sorted(off_label)


def _healing(plan: Plan, texts: Texts) -> Iterator[str]:
    keys = dict.fromkeys(phase.text.key for phase in plan.healing)
    yield from (said for key in keys if (said := say_to_patient(Sentence(key), texts)))


def _outcomes(heading: str, plan: Plan, texts: Texts, *, harm: bool) -> Iterator[Section]:
    """Every published outcome that has words for patients, the commonest first, with its interval."""
    found = sorted((one for one in plan.expected if one.harm is harm), key=lambda one: -(one.of_100 or 0))
    said = tuple(dict.fromkeys(filter(None, (_outcome(one, texts) for one in found))))
    if said:
        yield Section(heading, said)


def _outcome(outcome: ExpectedOutcome, texts: Texts) -> str:
    said, ends = say_to_patient(outcome.text, texts), outcome.of_100_interval
    if said is None or ends is None:
        return said or ""
    span = load_phrases(texts.language)("handout.interval", low=number(ends.low), high=number(ends.high))
    return f"{said} {isolated(span, texts)}"


def _points(words: Iterable[str]) -> str:
    """Short things said one after another; some hold commas themselves."""
    return " · ".join(f"{word[:1].upper()}{word[1:]}" for word in words)


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
        tuple(_points([f"{label('consent_photographs', tier, texts, 'patient')}: {meanings[tier]}"]) for tier in TIERS),
    )
