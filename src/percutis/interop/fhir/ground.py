"""What every reader of a resource needs, and what most of them do alike: match a concept and tell its findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from percutis.domain.words import Status
from percutis.interop.fhir.bundle import Record
from percutis.interop.fhir.catalogue import Catalogue, Kinds
from percutis.interop.fhir.elements import Concept
from percutis.interop.fhir.said import About, Note, Said, Telling

NO_FINDING = "not a finding of this edition: not taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The edition's findings as a record names them, the record that references lead into, and the day asked."""

    catalogue: Catalogue
    record: Record
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a resource says of whatever its concepts mean: when, where, and with which reservations."""

    status: Status
    last: str | None = None
    since: str | None = None
    sites: tuple[Concept, ...] = ()
    remarks: tuple[str, ...] = ()


def tell(
    about: About, concepts: Iterable[Concept], fact: Fact, ground: Ground, kinds: Kinds, named: Kinds | None = None
) -> Telling:
    """The fact, told of every finding that the concepts mean.

    A finding is told as "never" only where the record denies the finding itself: who has not one form of a disease
    may have another.
    """
    said = tuple(concepts)
    match = ground.catalogue.match(said, kinds, named)
    if not match.findings:
        return Telling(notes=(Note(about, _why_nothing(match.doubtful, said)),))
    told, notes = [], [Note(about, remark) for remark in fact.remarks]
    if match.by_name:
        notes.append(Note(about, f"matched by name to {' and '.join(match.findings)}: please confirm"))
    for finding in match.findings:
        if fact.status is Status.NEVER and not ground.catalogue.is_whole(said, finding):
            notes.append(Note(about, f"denied in the record, but perhaps only one form of {finding}: not taken, ask"))
            continue
        told.append(
            Said(
                about=about,
                finding=finding,
                status=fact.status,
                last=fact.last,
                since=fact.since,
                sites=fact.sites,
            )
        )
    return Telling(said=tuple(told), notes=tuple(notes))


def _why_nothing(doubtful: tuple[str, ...], concepts: tuple[Concept, ...]) -> str:
    if doubtful:
        names = " and ".join(dict.fromkeys(doubtful))
        return f"names {names}, but may deny it or speak of a relative, a risk or the past: not taken, ask"
    if not any(one.codes or one.wordings for one in concepts):
        return "does not say what it is about: not taken"
    return NO_FINDING
