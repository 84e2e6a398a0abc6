"""The answers to the health questions of one screen: from the draft to rows of the form, and from the form back.

A draft is an intake of the public format; whatever it holds that this screen does not ask stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import QueryDict

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Status
from percutis.interop.wording import label

Said = dict[str, Any]
STATUSES = tuple(status.value for status in Status)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One question with its answer and the details that rules may need."""

    code: str
    question: str
    name: str
    status: str
    last: str
    since: str
    value: str
    unit: str
    zones: tuple[str, ...]
    asks_value: bool
    asks_zones: bool
    from_patient: str
    problems: tuple[str, ...]


def asked_kinds(edition: Edition, kinds: Iterable[str], moment: str = "consultation") -> list[FindingKind]:
    """The findings of these kinds that the edition asks for; a session asks only what may have changed."""
    wanted = set(kinds)
    return [k for k in edition.findings if k.kind in wanted and k.ask in ("session", moment)]


def finding_rows(
    said: Said,
    edition: Edition,
    texts: Texts,
    kinds: Iterable[str],
    *,
    from_patient: Said | None = None,
    problems: Mapping[str, list[str]] | None = None,
    moment: str = "consultation",
) -> list[FindingRow]:
    """A row for every question of these kinds, and for everything else of them that somebody has said."""
    wanted = set(kinds)
    answers = {finding["finding"]: finding for finding in said.get("findings", ()) if "finding" in finding}
    theirs = {f["finding"]: f.get("status", "") for f in (from_patient or {}).get("findings", ()) if "finding" in f}
    asked = asked_kinds(edition, wanted, moment)
    codes = {kind.code for kind in asked}
    more = [edition.finding[code] for code in answers if code in edition.finding and code not in codes]
    extra = [kind for kind in more if kind.kind in wanted]
    return [_row(kind, answers.get(kind.code, {}), theirs, texts, edition, problems or {}) for kind in (*asked, *extra)]


def _row(
    kind: FindingKind, answer: Said, theirs: Said, texts: Texts, edition: Edition, problems: Mapping[str, list[str]]
) -> FindingRow:
    question = texts.wording.get(f"findings.{kind.code}")
    name = label("finding", kind.code, texts)
    value = answer.get("value")
    return FindingRow(
        code=kind.code,
        question=question.clinician if question else name,
        name=name,
        status=answer.get("status", ""),
        last=str(answer.get("last") or ""),
        since=str(answer.get("since") or ""),
        value="" if value is None else f"{value:g}" if isinstance(value, float | int) else str(value),
        unit=kind.unit or "",
        zones=tuple(answer.get("zones", ())),
        asks_value=kind.unit is not None,
        asks_zones=kind.code in _placed(edition),
        from_patient=theirs.get(kind.code, ""),
        problems=tuple(problems.get(kind.code, ())),
    )


@lru_cache(maxsize=8)
def _placed(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks where they are."""
    placed = {
        rule.trigger.finding for rule in edition.rules if rule.trigger and (rule.scope == "area" or rule.trigger.zones)
    }
    return frozenset(code for code, line in edition.lineage.items() if placed.intersection(line))


def read_findings(post: QueryDict, said: Said, edition: Edition, kinds: Iterable[str]) -> Said:
    """The draft with the answers of this screen; a finding that is no longer said leaves it."""
    wanted = set(kinds)
    kept = [f for f in said.get("findings", ()) if edition.finding[f["finding"]].kind not in wanted]
    codes = [kind.code for kind in edition.findings if kind.kind in wanted and f"{kind.code}.status" in post]
    added = _added(post.get("add", ""), edition, wanted)
    answers = [_answer(post, code, edition) for code in codes]
    answers += [{"finding": code, "status": "active"} for code in added if code not in codes]
    return {**said, "findings": [*kept, *(answer for answer in answers if answer)]}


def _answer(post: QueryDict, code: str, edition: Edition) -> Said | None:
    status = post.get(f"{code}.status", "")
    if status not in STATUSES:
        return None
    answer: Said = {"finding": code, "status": status}
    if status in ("active", "past"):
        date = "last" if status == "past" else "since"
        if given := post.get(f"{code}.when", "").strip():
            answer[date] = given
        if zones := post.getlist(f"{code}.zones"):
            answer["zones"] = zones
        if value := post.get(f"{code}.value", "").strip():
            answer |= {"value": _number(value), "unit": edition.finding[code].unit}
    return answer


def _number(text: str) -> float | str:
    """The number that was typed, else the text: the reader of intakes says what is allowed there."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _added(text: str, edition: Edition, kinds: set[str]) -> list[str]:
    """The finding that somebody named by its code, its label or a brand."""
    wanted = text.strip().casefold()
    if not wanted:
        return []
    for kind in edition.findings:
        names = (kind.code, kind.code.replace("_", " "), *kind.brands, *kind.names)
        if kind.kind in kinds and wanted in {name.casefold() for name in names}:
            return [kind.code]
    return []


def names_to_add(edition: Edition, texts: Texts, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """What can be typed to add a finding: a name or a brand, with the finding behind it."""
    wanted = set(kinds)
    found = []
    for kind in edition.findings:
        if kind.kind in wanted:
            name = label("finding", kind.code, texts)
            found += [(kind.code.replace("_", " "), name), *((brand, name) for brand in kind.brands)]
    return found
