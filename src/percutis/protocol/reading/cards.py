"""An entry as a reader meets it: its texts, whom it is about, what it says, what else may be chosen, and on whose word.

A card is plain words; the terminal prints it and the book sets it as a page.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any

from percutis.domain.edition.basis import Cite, Entry, Range, Window
from percutis.domain.edition.conditions import Trigger, When
from percutis.domain.edition.courses import Span
from percutis.domain.edition.gate import FactTest
from percutis.domain.edition.products import Limit
from percutis.domain.edition.rules import Effects, Permissive
from percutis.domain.edition.triage import Clause, RedFlag
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import ENTRY_FIELDS, WORDS
from percutis.protocol.reading.speech import Speech
from percutis.protocol.sources import Source

PLAIN = (Range, Span, Window)
BADGES = {"action": "action", "urgency": "urgency", "stance": "stance"}
SAID_AS_TEXT = {"for_patient": "patient", "for_clinic": "clinician"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: what it is called, and its values in words."""

    caption: str
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """All values on one line; a name may hold commas, so a dot stands between."""
        return " · ".join(self.values)


@dataclass(frozen=True, slots=True)
class Reference:
    """A cite with the work it names (None where the bibliography lacks it)."""

    key: str
    source: Source | None
    at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry in words. `ways` are the clauses of a red flag, each enough by itself."""

    id: str
    section: str
    place: str
    badge: tuple[str, str] | None
    clinician: str | None
    patient: str | None
    who: tuple[Line, ...]
    what: tuple[Line, ...]
    ways: tuple[tuple[Line, ...], ...]
    permissive: tuple[Line, ...]
    permissive_references: tuple[Reference, ...]
    references: tuple[Reference, ...]
    strength: str
    evidence: str
    checked: str
    rows: tuple[str, ...]
    note: str | None


def card_of(entry: Entry, manuscript: Manuscript, speech: Speech) -> Card:
    """The card of one entry in the language of `speech`."""
    chosen: Permissive | None = getattr(entry, "permissive", None)
    return Card(
        id=entry.id,
        section=manuscript.sections[entry.id],
        place=manuscript.lines.get(entry.id, f"{entry.file}.yaml"),
        badge=_badge(entry, speech),
        clinician=speech.text(entry.key),
        patient=speech.text(entry.key, "patient"),
        who=tuple(_who(entry, speech)),
        what=tuple(_what(entry, speech)),
        ways=tuple(tuple(_clause(clause, speech)) for clause in getattr(entry, "any", ())),
        permissive=tuple(_permissive(entry, speech)),
        permissive_references=references(chosen.cites if chosen else (), manuscript),
        references=references(entry.cites, manuscript),
        strength=entry.strength.value,
        evidence=entry.evidence.value,
        checked=entry.checked.isoformat(),
        rows=entry.rows,
        note=entry.note,
    )


def references(cites: tuple[Cite, ...], manuscript: Manuscript) -> tuple[Reference, ...]:
    """The works behind some cites."""
    return tuple(Reference(cite.key, manuscript.sources.get(cite.key), cite.at) for cite in cites)


def lines_of(value: Any, speech: Speech, skip: frozenset[str] = frozenset()) -> Iterator[Line]:
    """The fields of a part that say something, each with its caption; parts inside it are left out."""
    for field in fields(value):
        given = getattr(value, field.name)
        if field.name in skip or not _says_something(field, given):
            continue
        if field.name in SAID_AS_TEXT and isinstance(value, RedFlag):
            said = tuple(_texts(given, value.file, SAID_AS_TEXT[field.name], speech))
        elif not _is_part(given):
            said = speech.items(given, WORDS.get((type(value), field.name)))
        else:
            continue
        yield Line(speech.captions.of_field(type(value), field.name), said)


def _says_something(field: "Field[Any]", given: Any) -> bool:
    if given is None or given in ((), {}):
        return False
    return field.default is MISSING or given != field.default


def _is_part(given: Any) -> bool:
    if isinstance(given, tuple):
        return any(_is_part(item) for item in given)
    return is_dataclass(given) and not isinstance(given, PLAIN)


def _texts(keys: tuple[str, ...], file: str, register: Any, speech: Speech) -> Iterator[str]:
    for key in keys:
        yield speech.text(f"{file}.{key}", register) or speech.text(f"{file}.{key}") or key


def _badge(entry: Entry, speech: Speech) -> tuple[str, str] | None:
    for field, kind in BADGES.items():
        word = getattr(entry, field, None)
        if word is not None:
            return str(word), speech.word(kind, word)
    return None


def _who(entry: Entry, speech: Speech) -> Iterator[Line]:
    trigger: Trigger | None = getattr(entry, "trigger", None)
    if trigger is not None:
        yield from lines_of(trigger, speech)
        if trigger.value is not None:
            yield from lines_of(trigger.value, speech)
    when: When | None = getattr(entry, "when", None)
    if when is not None:
        yield from lines_of(when, speech)


def _what(entry: Entry, speech: Speech) -> Iterator[Line]:
    permissive = frozenset(field.name for field in fields(entry) if field.name.startswith("permissive"))
    yield from lines_of(entry, speech, ENTRY_FIELDS | permissive | frozenset(BADGES))
    effects: Effects | None = getattr(entry, "effects", None)
    if effects is not None:
        yield from lines_of(effects, speech)
    yield from (_test(test, speech) for test in getattr(entry, "tests", ()))
    yield from (_limit(limit, speech) for limit in getattr(entry, "limits", ()))


def _test(test: FactTest, speech: Speech) -> Line:
    said = (f"{line.caption} {line.value}" for line in lines_of(test, speech, frozenset({"fact"})))
    return Line(speech.captions.of_word(test.fact), tuple(said))


def _limit(limit: Limit, speech: Speech) -> Line:
    own = frozenset({"measure", "cites", "rows", "evidence"})
    bounds = (f"{line.caption} {line.value}" for line in lines_of(limit, speech, own))
    people = (f"{line.caption}: {line.value}" for line in lines_of(limit.when, speech))
    seen = f"{' · '.join(_named(limit.cites))} ({speech.word('evidence', limit.evidence)})"
    return Line(speech.word("limit", limit.measure), (*bounds, *people, seen))


def _clause(clause: Clause, speech: Speech) -> Iterator[Line]:
    yield from lines_of(clause, speech)
    yield from lines_of(clause.when, speech)


def _permissive(entry: Entry, speech: Speech) -> Iterator[Line]:
    for field in fields(entry):
        given = getattr(entry, field.name)
        if field.name.startswith("permissive_") and given is not None:
            kind = WORDS.get((type(entry), field.name))
            yield Line(speech.captions.of_field(type(entry), field.name), speech.items(given, kind))
    chosen: Permissive | None = getattr(entry, "permissive", None)
    if chosen is not None:
        yield from lines_of(chosen, speech, frozenset({"cites", "strength", "evidence"}))
        yield Line(speech.captions("book.strength"), (speech.word("strength", chosen.strength),))
        yield Line(speech.captions("book.by_evidence"), (speech.word("evidence", chosen.evidence),))


def _named(cites: tuple[Cite, ...]) -> Iterator[str]:
    for cite in cites:
        yield f"{cite.key} @ {cite.at}" if cite.at else cite.key
