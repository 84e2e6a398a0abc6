"""Every word that a condition, trigger, effect, clause or limit uses is in the edition's vocabulary, and what an entry
points to (a task, a clock, a gate fact, an action of the triage, a text) exists.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.errors import Problem
from percutis.domain.gate_facts import Situation, facts_of
from percutis.domain.intake import Patient
from percutis.domain.scope import Scope
from percutis.domain.session import Session
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import parts
from percutis.protocol.vocabulary import Vocabulary, nearest, vocabulary

LABELLED_IN = "en"


def check_words(manuscript: Manuscript) -> Iterator[Problem]:
    """Words that are in no list of the edition."""
    known = known_words(manuscript)
    for entry in manuscript.entries:
        for part in parts(entry):
            for field, kind, word in part.words():
                if word not in known[kind]:
                    allowed = f"a {kind.replace('_', ' ')}: {nearest(word, known[kind])}"
                    yield Problem(manuscript.place(entry, part.at(field)), repr(word), allowed)
    yield from _parents(manuscript, known)
    yield from _units(manuscript)


def _parents(manuscript: Manuscript, known: Vocabulary) -> Iterator[Problem]:
    for finding in manuscript.edition.findings:
        for parent in finding.parents:
            if parent not in known["finding"] or parent == finding.code:
                place = f"{manuscript.lines.get(finding.code, 'findings.yaml')} {finding.code}.parents"
                yield Problem(place, repr(parent), f"another finding: {nearest(parent, known['finding'])}")


def _units(manuscript: Manuscript) -> Iterator[Problem]:
    """A value is tested in the finding's own unit."""
    for rule in manuscript.edition.rules:
        if rule.trigger is None or rule.trigger.value is None:
            continue
        finding = manuscript.edition.finding.get(rule.trigger.finding)
        if finding is not None and finding.unit != rule.trigger.value.unit:
            given, allowed = (
                repr(rule.trigger.value.unit),
                f"the unit of {finding.code}: {finding.unit or 'it has no value'}",
            )
            yield Problem(manuscript.place(rule, "trigger.value.unit"), given, allowed)


def known_words(manuscript: Manuscript) -> Vocabulary:
    """The vocabulary, with the lists that only entries speak in."""
    words = vocabulary(manuscript.edition, manuscript.texts[LABELLED_IN])
    return words | {
        "fact": tuple(gate_facts(manuscript.edition)),
        "product_or_activity": (*words["product"], *words["activity"], *words["addition"], *words["finding"]),
    }


def gate_facts(edition: Edition) -> list[str]:
    """The names of the facts that the gate works out, whoever the patient is."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    nobody = Session(patient=Patient(id="nobody", born=date(2000, 1, 1)), operator=None, starts=moment)
    case = Case(on=moment.date(), age=26)
    return list(facts_of(Situation(nobody, case, (), Scope(False, ()), (), edition)))
