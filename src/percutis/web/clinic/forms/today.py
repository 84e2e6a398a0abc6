"""The questions that are asked anew before every session: from today's answers to rows of the form, and back."""

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

Finding = dict[str, Any]
STATUSES = frozenset(status.value for status in Status)
DATE_OF = {"active": "since", "past": "last"}


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One question: today's answer with its details, and what was said at the consultation."""

    code: str
    question: str
    status: str
    when: str
    zones: tuple[str, ...]
    asks_zones: bool
    at_consultation: str
    problems: tuple[str, ...]


def today_rows(
    findings: Iterable[Finding],
    edition: Edition,
    texts: Texts,
    *,
    consultation: Iterable[Finding],
    problems: Mapping[str, list[str]],
) -> list[TodayRow]:
    """A row for everything that the edition asks before a session, and for what somebody has added today."""
    answers = {finding["finding"]: finding for finding in findings}
    before = {finding["finding"]: str(finding.get("status", "")) for finding in consultation}
    asked = [kind for kind in edition.findings if kind.ask == "session"]
    added = [edition.finding[code] for code in answers if edition.finding[code] not in asked]
    return [
        _row(kind, answers.get(kind.code, {}), before.get(kind.code, ""), problems.get(kind.code, ()), edition, texts)
        for kind in (*asked, *added)
    ]


def _row(
    kind: FindingKind, answer: Finding, before: str, problems: Iterable[str], edition: Edition, texts: Texts
) -> TodayRow:
    question = texts.wording.get(f"findings.{kind.code}")
    name = label("finding", kind.code, texts)
    status = answer.get("status", "")
    return TodayRow(
        code=kind.code,
        question=question.clinician if question else name[:1].upper() + name[1:],
        status=status,
        when=str(answer.get(DATE_OF.get(status, "")) or ""),
        zones=tuple(answer.get("zones", ())),
        asks_zones=kind.code in _placed(edition),
        at_consultation=before,
        problems=tuple(problems),
    )


@lru_cache(maxsize=8)
def _placed(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks where they are."""
    placed = {
        rule.trigger.finding for rule in edition.rules if rule.trigger and (rule.scope == "area" or rule.trigger.zones)
    }
    return frozenset(code for code, line in edition.lineage.items() if placed.intersection(line))


def read_today(post: QueryDict, edition: Edition) -> list[Finding]:
    """Today's answers as a session file writes them; what was not answered is left out, and stays a question."""
    answers = [_answer(post, kind.code) for kind in edition.findings if post.get(f"{kind.code}.status") in STATUSES]
    said = {answer["finding"] for answer in answers}
    added = named(post.get("add", ""), edition)
    return answers + ([{"finding": added, "status": "active"}] if added and added not in said else [])


def _answer(post: QueryDict, code: str) -> Finding:
    status = post[f"{code}.status"]
    answer: Finding = {"finding": code, "status": status}
    if status in DATE_OF:
        if given := post.get(f"{code}.when", "").strip():
            answer[DATE_OF[status]] = given
        if zones := post.getlist(f"{code}.zones"):
            answer["zones"] = zones
    return answer


def named(text: str, edition: Edition) -> str:
    """The finding that somebody named by its code, another name of it or a brand; empty where it is none."""
    wanted = text.strip().casefold()
    for kind in edition.findings:
        names = (kind.code, kind.code.replace("_", " "), *kind.brands, *kind.names)
        if wanted and wanted in {name.casefold() for name in names}:
            return kind.code
    return ""


def names_to_type(edition: Edition, texts: Texts) -> list[tuple[str, str]]:
    """What can be typed to add a finding: a name or a brand, with the finding behind it."""
    found = []
    for kind in edition.findings:
        name = label("finding", kind.code, texts)
        found += [(kind.code.replace("_", " "), name), *((brand, name) for brand in kind.brands)]
    return found
