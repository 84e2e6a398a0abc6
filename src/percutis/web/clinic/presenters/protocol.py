"""The protocol in the application: its chapters, its entries and their standing, ready to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from percutis.protocol.differences import Change, differences
from percutis.protocol.manuscript import Manuscript, read_manuscript
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.reading.cards import Card, card_of
from percutis.protocol.reading.speech import Speech
from percutis.protocol.reading.volume import Chapter, FindingRow, Volume, Work, bind, finding_row, work_of
from percutis.web.accounts.models import Clinic

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search found: its name, what it says, and how it was seen."""

    name: str
    kind: str
    sentence: str
    strength: str
    evidence: str
    checked: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What stands under one name: an entry, a finding or a source; exactly one is given."""

    name: str
    card: Card | None = None
    strength: str = ""
    evidence: str = ""
    finding: FindingRow | None = None
    work: Work | None = None
    cited_by: tuple[Found, ...] = ()


def protocol_url(clinic: Clinic) -> str:
    """What the address of every entry begins with."""
    return reverse("clinic:protocol_entry", kwargs={"clinic": clinic.slug, "entry": "x"})[:-2]


@lru_cache(maxsize=4)
def manuscript_of(edition: str) -> Manuscript:
    """The edition with its sources; read once."""
    return read_manuscript(edition)


@lru_cache(maxsize=8)
def volume_of(edition: str, language: str) -> Volume:
    """The book in a language; bound once."""
    return bind(manuscript_of(edition), speech_of(edition, language))


def speech_of(edition: str, language: str) -> Speech:
    """The words of an edition in a language."""
    return Speech(manuscript_of(edition).texts[language], load_captions(language))


@lru_cache(maxsize=4)
def captions_of(language: str) -> dict[str, str]:
    """What the parts of the book are called: `who`, `what`, `step_plan` …"""
    said = load_captions(language).said
    return {key.removeprefix("book.").replace(".", "_"): text for key, text in said.items() if key.startswith("book.")}


def chapter_of(edition: str, language: str, step: str) -> Chapter | None:
    """One chapter; None where the book has no such step."""
    return next((chapter for chapter in volume_of(edition, language).chapters if chapter.step == step), None)


def entry_page(edition: str, language: str, name: str) -> EntryPage | None:
    """What stands under a name: an entry by id, a finding by code, a source by key; None where nothing does."""
    manuscript, speech = manuscript_of(edition), speech_of(edition, language)
    entry = next((entry for entry in manuscript.entries if entry.id == name), None)
    if entry is not None:
        card = card_of(entry, manuscript, speech)
        return EntryPage(name, card, speech.word("strength", card.strength), speech.word("evidence", card.evidence))
    if name in manuscript.edition.finding:
        return EntryPage(name, finding=finding_row(manuscript.edition.finding[name], manuscript, speech))
    if name in manuscript.sources:
        work = work_of(name, manuscript)
        by_name = {found.name: found for found in _everything(edition, language)}
        return EntryPage(name, work=work, cited_by=tuple(by_name[one] for one in work.cited_by if one in by_name))
    return None


def search(edition: str, language: str, wanted: str) -> tuple[list[Found], bool]:
    """Entries, findings and sources that hold every word asked for, and whether there are more."""
    words = wanted.casefold().split()
    found = [one for one in _everything(edition, language) if _holds(one, words)] if words else []
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def changes_between(old: str, new: str, language: str) -> tuple[Change, ...]:
    """What moved from one edition to the other."""
    return differences(manuscript_of(old), manuscript_of(new), speech_of(new, language))


def found_of(card: Card, speech: Speech, kind: str = "") -> Found:
    """An entry in a line."""
    return Found(
        card.id,
        kind,
        card.clinician or card.patient or "",
        speech.word("strength", card.strength),
        card.evidence,
        card.checked,
        tuple(dict.fromkeys(reference.key for reference in card.references)),
    )


def _holds(one: Found, words: list[str]) -> bool:
    text = f"{one.name} {one.name.replace('_', ' ')} {one.sentence} {one.kind}".casefold()
    return all(word in text for word in words)


@lru_cache(maxsize=8)
def _everything(edition: str, language: str) -> tuple[Found, ...]:
    return tuple(_listed(edition, language))


def _listed(edition: str, language: str) -> Iterator[Found]:
    volume, speech = volume_of(edition, language), speech_of(edition, language)
    for chapter in volume.chapters:
        for section in chapter.sections:
            for card in section.cards:
                yield found_of(card, speech, section.title)
    for finding in volume.findings:
        names = " · ".join((finding.name, *finding.brands, *finding.names))
        yield Found(finding.code, finding.kind, names, "", "", "")
    for work in volume.works:
        yield Found(work.source.key, "", str(work.source), "", work.source.seen, "")


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section of a chapter, each entry in a line."""

    anchor: str
    title: str
    rows: tuple[Found, ...]


def chapter_rows(chapter: Chapter, edition: str, language: str) -> list[SectionRows]:
    """The sections of a chapter."""
    speech = speech_of(edition, language)
    return [
        SectionRows(section.anchor, section.title, tuple(found_of(card, speech) for card in section.cards))
        for section in chapter.sections
    ]
