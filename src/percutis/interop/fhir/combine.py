"""Several tellings of one finding as one: the most severe status, then the latest day. Values join their findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.words import Status
from percutis.interop.fhir.newest import Newest, newest_of
from percutis.interop.fhir.said import Measured, Note
from percutis.interop.fhir.settle import Frame, Settled

LIGHTEST_KG, HEAVIEST_KG = 1, 400  # what an intake file accepts
SEVEREST_FIRST = (Status.ACTIVE, Status.PAST, Status.UNKNOWN, Status.NEVER)
Entry = dict[str, Any]


@dataclass(slots=True)
class Combined:
    """The findings of an intake by code, where each was said, what was joined, and the weight."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    weight_kg: float | None = None


def combine(settled: Iterable[Settled]) -> Combined:
    """One entry for each finding."""
    told: dict[str, list[Settled]] = {}
    for one in settled:
        told.setdefault(one.said.finding, []).append(one)
    combined = Combined()
    for finding, all_of_it in told.items():
        combined.entries[finding] = _entry(all_of_it, combined.notes)
        combined.sources[finding] = [f"{one.said.about.kind} {one.said.about.id}" for one in all_of_it]
    return combined


def _entry(told: Sequence[Settled], notes: list[Note]) -> Entry:
    """The severest telling; of equals the latest day, unless one of what is over has none."""
    severest = min((one.said.status for one in told), key=SEVEREST_FIRST.index)
    equals = [one for one in told if one.said.status is severest]
    latest = max(equals, key=lambda one: (one.last or date.min, one.since or date.min))
    undated = severest is Status.PAST and any(one.last is None for one in equals)
    entry: Entry = {"finding": latest.said.finding, "status": str(severest)}
    if latest.last and not undated:
        entry["last"] = latest.last.isoformat()
    if latest.since and not undated:
        entry["since"] = latest.since.isoformat()
    if all(one.zones for one in equals):
        entry["zones"] = list(dict.fromkeys(zone for one in equals for zone in one.zones))
    others = [f"{one.said.about.kind} {one.said.about.id}" for one in told if one is not latest]
    if others:
        kept = ", ".join(f"{key} {value}" for key, value in entry.items() if key in ("status", "last", "since"))
        also = " (one of them is undated, so the date is to be asked)" if undated and latest.last else ""
        why = f"{latest.said.finding} is also told by {', '.join(others)}: one entry with {kept}{also}"
        notes.append(Note(latest.said.about, why))
    return entry


def weigh(measured: Iterable[Measured], frame: Frame) -> Newest:
    """The newest body weight in kilograms that a person can have."""
    weights = [one for one in measured if one.of is None]
    usable = [one for one in weights if LIGHTEST_KG <= one.value <= HEAVIEST_KG]
    notes = [Note(one.about, f"weight {one.value:g} kg: not taken") for one in weights if one not in usable]
    newest = newest_of(usable, frame)
    return Newest(newest.measured, (*notes, *newest.notes))


def join_values(combined: Combined, measured: Iterable[Measured], edition: Edition, frame: Frame) -> None:
    """Write each newest value beside its finding, or beside an unknown one where the record names none."""
    by_finding: dict[str, list[Measured]] = {}
    for one in measured:
        if one.of:
            by_finding.setdefault(one.of, []).append(one)
    for finding, values in by_finding.items():
        newest = newest_of(values, frame)
        combined.notes += newest.notes
        if newest.measured:
            _join(combined, finding, newest.measured, edition)


def _join(combined: Combined, finding: str, latest: Measured, edition: Edition) -> None:
    unit = edition.finding[finding].unit
    widest = [code for code in edition.lineage[finding] if edition.finding[code].unit == unit][-1]
    family = [code for code in edition.descendants[widest] if edition.finding[code].unit == unit]
    there = [combined.entries[code] for code in family if code in combined.entries]
    holder = min(there, key=lambda entry: SEVEREST_FIRST.index(Status(entry["status"])), default=None)
    if holder and holder["status"] == Status.NEVER:
        combined.notes.append(Note(latest.about, f"value {latest.value:g}, but {widest} is denied: not taken, ask"))
        return
    if holder is None:
        holder = combined.entries[widest] = {"finding": widest, "status": str(Status.UNKNOWN)}
        combined.sources[widest] = []
        why = f"value {latest.value:g} {unit}, but the record does not say {widest}: status unknown, ask"
        combined.notes.append(Note(latest.about, why))
    holder["value"], holder["unit"] = latest.value, unit
    combined.sources[holder["finding"]].append(f"{latest.about.kind} {latest.about.id}")
