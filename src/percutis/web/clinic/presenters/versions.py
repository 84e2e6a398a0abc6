"""The versions of what was said of a patient: who wrote each and when, what it says, and what it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import isolated, label, labels, listed, number
from percutis.web.records.core.drafts import Said
from percutis.web.records.core.when_said import when_said
from percutis.web.records.models import Intake
from percutis.web.ui.names import called


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that a version changed; empty where there was none before, or is none after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `never` are the things of which it says that they never were."""

    number: int
    at: datetime
    by: str
    source: str
    why: str
    lines: tuple[tuple[str, str], ...]
    never: str
    changes: tuple[Change, ...]


def versions(intakes: Sequence[Intake], texts: Texts) -> list[Version]:
    """Every version, the newest first; `intakes` come in the order of their numbers."""
    found: list[Version] = []
    before: dict[str, str] = {}
    for row in intakes:
        now = dict(_said(row, texts))
        found.append(_version(row, now, before, texts))
        before = now
    return found[::-1]


def _version(row: Intake, now: dict[str, str], before: dict[str, str], texts: Texts) -> Version:
    never = label("status", "never", texts)
    changed = [name for name in {**before, **now} if before.get(name, "") != now.get(name, "")]
    return Version(
        number=row.version,
        at=row.at,
        by=called(row.by),
        source=row.source,
        why=row.why,
        lines=tuple((name, words) for name, words in now.items() if words != never),
        never=listed((name for name, words in now.items() if words == never), texts),
        changes=tuple(Change(name, before.get(name, ""), now.get(name, "")) for name in changed) if before else (),
    )


def _said(row: Intake, texts: Texts) -> Iterator[tuple[str, str]]:
    """Each thing by name with its words."""
    said = row.said
    if kind := said.get("skin_type"):
        words = kind.get("fitzpatrick") or listed((f"{name}: {value}" for name, value in kind.items()), texts)
        yield label("heading", "skin_type", texts), str(words)
    for one in said.get("concerns", ()):
        yield label("concern", one["concern"], texts), _concern(one, texts)
    for one in said.get("findings", ()):
        yield label("finding", one["finding"], texts), _finding(one, texts)
    if asked := said.get("additions"):
        yield label("heading", "additions", texts), labels("addition", asked, texts)
    if row.weight_kg:
        yield _("Weight"), isolated(f"{number(row.weight_kg)} kg", texts)


def _concern(one: Said, texts: Texts) -> str:
    grade = f"{label('scale', str(one['scale']), texts)} {one.get('grade', '')}" if one.get("scale") else ""
    return listed(filter(None, (labels("zone", one.get("zones") or (), texts), grade, when_said(one, texts))), texts)


def _finding(one: Said, texts: Texts) -> str:
    details = (
        label("status", one.get("status", ""), texts),
        when_said(one, texts),
        labels("zone", one.get("zones") or (), texts),
        f"\u2066{one['value']} {one.get('unit') or ''}".strip() + "\u2069" if "value" in one else "",
    )
    return listed(filter(None, details), texts)
