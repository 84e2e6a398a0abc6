"""From tellings to findings with whole days and zones. A part of a date is said to be one, never filled up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from percutis.domain.edition.edition import Edition
from percutis.domain.words import Status
from percutis.interop.fhir.elements import Concept, short
from percutis.interop.fhir.report import in_words
from percutis.interop.fhir.said import Note, Said
from percutis.interop.fhir.sites import zones_of
from percutis.interop.files.fields import parse_day

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One finding of one resource: whole days, and zones that the edition knows (none: anywhere, or not told)."""

    said: Said
    last: date | None = None
    since: date | None = None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The days between which everything that was said must lie."""

    on: date | None
    born: date | None


def whole_day(written: str, on: date | None, born: date | None) -> tuple[date | None, str]:
    """The day that a text says, and why not where it says none that can be used."""
    day = parse_day(written[:10]) if _TIME.fullmatch(written) else None
    if day is None:
        return None, f"“{short(written)}” is no whole date"
    if on and day > on:
        return None, f"{day} lies after {on}"
    if born and day < born:
        return None, f"{day} lies before the patient's birth"
    return day, ""


def settle(said: Said, edition: Edition, frame: Frame) -> tuple[Settled, list[Note]]:
    """The telling with its days and zones, and what of them had to be left out."""
    notes: list[str] = []
    last, since = (_day(name, written, frame, notes) for name, written in (("end", said.last), ("start", said.since)))
    settled = Settled(said=said, last=last, since=since, zones=_zones(said.sites, edition, notes))
    fitted, remark = _fitted(settled)
    return fitted, [Note(said.about, why) for why in (*notes, *remark)]


def _day(name: str, written: str | None, frame: Frame, notes: list[str]) -> date | None:
    if written is None:
        return None
    day, why = whole_day(written, frame.on, frame.born)
    if day is None:
        notes.append(f"{name}: {why}, left out")
    return day


def _fitted(settled: Settled) -> tuple[Settled, Iterator[str]]:
    """The days that may stand beside the status. A beginning alone does not date what is over: its end is asked."""
    match settled.said.status:
        case Status.ACTIVE:
            over = (f"active, though it ended on {settled.last}: please confirm",) if settled.last else ()
            return replace(settled, last=None), iter(over)
        case Status.PAST:
            if settled.last is None and settled.since:
                asked = f"over, but only its start is dated ({settled.since}): ask when it ended"
                return replace(settled, since=None), iter((asked,))
            return replace(settled, since=None if settled.since == settled.last else settled.since), iter(())
        case Status.NEVER | Status.UNKNOWN:
            return replace(settled, last=None, since=None), iter(())


def _zones(sites: tuple[Concept, ...], edition: Edition, notes: list[str]) -> tuple[str, ...]:
    """The zones of all sites; none where one of the sites is no zone, so that they never understate where it is."""
    found = [(site, zones_of(site, edition)) for site in sites if site.codes or site.wordings]
    unknown = [in_words(site) for site, zones in found if zones is None]
    if unknown:
        notes.append(f"its site {' and '.join(unknown)} is no zone: zones left out")
        return ()
    return tuple(dict.fromkeys(zone for _, zones in found for zone in zones or ()))
