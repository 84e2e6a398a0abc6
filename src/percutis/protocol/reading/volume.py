"""An edition laid out as a book: chapters by the journey, sections in them, cards in those, the sources at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from percutis.domain.edition.basis import Cite
from percutis.domain.edition.findings import FindingKind
from percutis.domain.words import Evidence
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import parts
from percutis.protocol.reading.cards import Card, card_of
from percutis.protocol.reading.speech import Speech
from percutis.protocol.sources import Source

# Which files of an edition belong to which step of the journey; files that stand in none come at the end.
STEPS = {
    "intake": ("findings", "intake"),
    "assessment": ("assessment", "scope"),
    "plan": ("zones", "devices", "plan", "products", "preparation"),
    "session": ("session",),
    "aftercare": ("aftercare", "healing", "sun"),
    "checkin": ("checkin",),
    "outcome": ("outcome",),
}
LAST = "everywhere"


@dataclass(frozen=True, slots=True)
class Section:
    """The cards of one section of the edition."""

    anchor: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of the journey."""

    step: str
    title: str
    about: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding of the catalogue in words. `rules` are the ids of the screening rules keyed by it."""

    code: str
    place: str
    name: str
    kind: str
    asked: str
    question: str | None
    patient: str | None
    parents: tuple[str, ...]
    brands: tuple[str, ...]
    names: tuple[str, ...]
    codings: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A source, and the entries that cite it."""

    source: Source
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The whole book in one language, in words."""

    chapters: tuple[Chapter, ...]
    findings: tuple[FindingRow, ...]
    works: tuple[Work, ...]
    by_evidence: tuple[tuple[str, int], ...]
    entries: int


def bind(manuscript: Manuscript, speech: Speech) -> Volume:
    """The book of a manuscript in the language of `speech`."""
    evidence = Counter(entry.evidence for entry in manuscript.entries)
    return Volume(
        chapters=tuple(_chapters(manuscript, speech)),
        findings=tuple(finding_row(kind, manuscript, speech) for kind in manuscript.edition.findings),
        works=tuple(_works(manuscript)),
        by_evidence=tuple((kind.value, evidence[kind]) for kind in Evidence),
        entries=len(manuscript.entries),
    )


def finding_row(kind: FindingKind, manuscript: Manuscript, speech: Speech) -> FindingRow:
    """One finding in words."""
    keyed = manuscript.edition.rules_by_finding.get(kind.code, ())
    return FindingRow(
        code=kind.code,
        place=manuscript.lines.get(kind.code, "findings.yaml"),
        name=speech.word("finding", kind.code),
        kind=speech.captions.of_word(kind.kind),
        asked=speech.captions.of_word(kind.ask),
        question=speech.text(f"findings.{kind.code}"),
        patient=speech.text(f"findings.{kind.code}", "patient"),
        parents=kind.parents,
        brands=kind.brands,
        names=kind.names,
        codings=tuple(f"{coding.system} {coding.code}" for coding in kind.codings),
        rules=tuple(rule.id for rule in keyed),
    )


def _chapters(manuscript: Manuscript, speech: Speech) -> Iterator[Chapter]:
    placed = {file for files in STEPS.values() for file in files}
    others = tuple(dict.fromkeys(entry.file for entry in manuscript.entries if entry.file not in placed))
    for step, files in {**STEPS, LAST: others}.items():
        sections = tuple(_sections(step, files, manuscript, speech))
        if sections:
            captions = speech.captions
            yield Chapter(step, captions(f"book.step.{step}"), captions(f"book.about.{step}"), sections)


def _sections(step: str, files: tuple[str, ...], manuscript: Manuscript, speech: Speech) -> Iterator[Section]:
    """The sections of a chapter in the order of its files; the facts of all of them stand together at its end."""
    cards: dict[str, list[Card]] = {}
    for entry in sorted(manuscript.entries, key=lambda entry: files.index(entry.file) if entry.file in files else -1):
        if entry.file in files:
            cards.setdefault(manuscript.sections[entry.id], []).append(card_of(entry, manuscript, speech))
    for name in sorted(cards, key=lambda name: name == "facts"):
        yield Section(f"{step}-{name}", speech.captions(f"section.{name}"), tuple(cards[name]))


def work_of(key: str, manuscript: Manuscript) -> Work:
    """The source of that key, or earlier key, with the entries that cite it."""
    wanted = manuscript.sources[key]
    return next(work for work in _works(manuscript) if work.source.key == wanted.key)


def _works(manuscript: Manuscript) -> Iterator[Work]:
    cited: dict[str, list[str]] = {}
    for entry in manuscript.entries:
        for key in dict.fromkeys(_keys(manuscript, entry)):
            cited.setdefault(key, []).append(entry.id)
    for source in sorted(manuscript.works.values(), key=lambda work: work.key.casefold()):
        yield Work(source, tuple(cited.get(source.key, ())))


def _keys(manuscript: Manuscript, entry: object) -> Iterator[str]:
    for part in parts(entry):
        cites: tuple[Cite, ...] = getattr(part.value, "cites", ())
        yield from (manuscript.sources[cite.key].key for cite in cites if cite.key in manuscript.sources)
