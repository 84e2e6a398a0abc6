"""A session at its end in words: what was done, with what, when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import isolated, label, labels, number
from percutis.web.clinic.forms.left import LEFT_BECAUSE
from percutis.web.clinic.presenters.waiting import in_minutes
from percutis.web.records.models import Session
from percutis.web.records.selectors.sessions import left_zones, treated_zones, untreated_zones


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One zone."""

    zone: str
    concern: str
    depth: str
    passes: int
    endpoint: str
    note: str


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One planned zone that was not treated, and why; empty while nobody has said it."""

    zone: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The record in short."""

    lines: tuple[DoneLine, ...]
    left: tuple[LeftLine, ...]
    numbing: str
    antiseptic: str
    additions: str
    started: datetime | None
    ended: datetime | None
    length: str


def summary_of(session: Session, texts: Texts) -> Summary:
    """What will be signed."""
    done = treated_zones(session)
    cream = session.facts.get("anaesthetic", {})
    length = session.ended - session.started if session.ended and session.started else None
    return Summary(
        lines=tuple(
            DoneLine(
                zone=label("zone", one.zone, texts),
                concern=label("concern", one.concern, texts),
                depth=f"{number(one.depth_mm)} mm",
                passes=one.passes,
                endpoint={True: "yes", False: "no", None: ""}[one.endpoint_reached],
                note="; ".join(filter(None, (one.note, one.why))),
            )
            for one in done
        ),
        left=tuple(_left(session, texts)),
        numbing=_cream(cream, texts),
        antiseptic=label("antiseptic", session.facts["antiseptic"], texts) if session.facts.get("antiseptic") else "",
        additions=labels("addition", session.facts.get("additions", ()), texts),
        started=session.started,
        ended=session.ended,
        length=in_minutes(round(length.total_seconds() / 60)) if length else "",
    )


def _left(session: Session, texts: Texts) -> Iterator[LeftLine]:
    known = left_zones(session)
    for key in untreated_zones(session):
        row, name = known.get(key), f"{label('zone', key[0], texts)} ({label('concern', key[1], texts)})"
        yield LeftLine(name, str(LEFT_BECAUSE[row.reason]) if row else "", row.words if row else "")


def _cream(cream: dict[str, object], texts: Texts) -> str:
    if not cream:
        return ""
    units = (("grams", "g"), ("area_cm2", "cm²"))
    amounts = [f"{number(float(str(cream[name])))} {unit}" for name, unit in units if cream.get(name) is not None]
    minutes = [] if cream.get("minutes") is None else [in_minutes(round(float(str(cream["minutes"]))))]
    parts = (label("anaesthetic", str(cream["agent"]), texts), *(isolated(amount, texts) for amount in amounts))
    return " · ".join((*parts, *minutes))
