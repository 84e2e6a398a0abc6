"""Dated tasks (preparation, aftercare, sun, check-ins, photographs, review) and the clocks that a session starts."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry, Window
from percutis.domain.edition.conditions import When

TaskKind = Literal["preparation", "aftercare", "sun", "checkin", "photos", "review"]
Anchor = Literal["session_start", "session_end", "last_session_end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutline(Entry):
    """Something to do or to leave, for whom `when` says, from and until, counted from `anchor`.

    Windows in days give dates, windows with hours give times. `until` None is a single day or moment.
    `until_clock` ends the task when that clock ends instead. `allow` and `forbid` name product classes or activities.
    `required_only` tasks appear only when a screening rule's `require_tasks` asks for them.
    Text: `<file>.<id>`, in both registers.
    """

    kind: TaskKind
    anchor: Anchor
    start: Window
    until: Window | None = None
    until_clock: str | None = None
    when: When = When()
    sessions: Literal["each", "first", "last"] = "each"
    required_only: bool = False
    physician_decides: bool = False
    allow: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Entry):
    """How long something lasts after a session (`channels_open`, `sunscreen_wait`); the longest that applies holds.

    `permissive_hours` is the shorter published value, which `permissive_by` may choose on the record.
    """

    clock: str
    hours: int
    when: When = When()
    permissive_hours: int | None = None
    permissive_by: str | None = None
