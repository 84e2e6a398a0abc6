"""The patient's intake as a row of screens, one question each, growing by what has been said so far.

The health questions come in small groups: "which of these?". A ticked finding brings its own screens for what a rule of
the edition needs to know of it.
"""

from dataclasses import dataclass
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.web.records.core.details import dated_concerns, dated_findings, placed_findings

Said = dict[str, Any]
GROUP = 6
KINDS = ("condition", "medication", "allergy", "procedure", "exposure")
PRESENT = ("active", "past")
UNSURE = "_unsure"  # names the groups of which the patient is not sure in part
TOLD = "_told"  # the ticked findings of which now or before has been answered


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its name in the address, its part of the whole, what kind it is, and what it is about."""

    name: str
    part: str
    kind: str
    codes: tuple[str, ...] = ()


def screens(said: Said, edition: Edition) -> list[Screen]:
    """Every screen for what has been said so far: a ticked finding brings its own screens for what a rule needs."""
    found = [Screen("concerns", "wishes", "concerns")]
    for one in said.get("concerns", ()):
        code = one["concern"]
        found.append(Screen(f"where-{slug(code)}", "wishes", "where", (code,)))
        if code in dated_concerns(edition):
            found.append(Screen(f"since-{slug(code)}", "wishes", "since", (code,)))
    for kind in KINDS:
        asked = [one.code for one in edition.findings if one.kind == kind and one.ask != "no"]
        for at in range(0, len(asked), GROUP):
            found += _group(f"{kind}-{at // GROUP + 1}", kind, tuple(asked[at : at + GROUP]), said, edition)
    found += [Screen(f"skin-{slug(item.item)}", "skin", "skin", (item.item,)) for item in edition.typing_items]
    return [*found, Screen("first-day", "end", "earliest"), Screen("check", "end", "check")]


def _group(name: str, kind: str, codes: tuple[str, ...], said: Said, edition: Edition) -> list[Screen]:
    answers = answers_in(said)
    there = [code for code in codes if is_present(answers, code)]
    found = [Screen(name, kind, "group", codes)]
    rest = tuple(code for code in codes if code not in there)
    if name in said.get(UNSURE, ()) and len(rest) > 1:
        found.append(Screen(f"unsure-{name}", kind, "unsure", rest))
    for code in there:
        if asks_status(edition.finding[code]) or code in dated_findings(edition) or edition.finding[code].unit:
            found.append(Screen(f"about-{slug(code)}", kind, "detail", (code,)))
        if code in placed_findings(edition):
            found.append(Screen(f"place-{slug(code)}", kind, "place", (code,)))
    return found


def slug(code: str) -> str:
    """A code as it stands in an address."""
    return code.replace("_", "-")


def answers_in(said: Said) -> dict[str, Said]:
    """What was said of each finding."""
    return {one["finding"]: one for one in said.get("findings", ())}


def is_present(answers: dict[str, Said], code: str) -> bool:
    """Whether a finding is or was there."""
    return answers.get(code, {}).get("status") in PRESENT


def asks_status(kind: FindingKind) -> bool:
    """Whether "now or before" is a question: an allergy is for life."""
    return kind.kind != "allergy"


def others_of(screen: Screen, said: Said) -> str:
    """What has been said of the findings of a group that are not ticked: `never`, `unknown`, or nothing yet."""
    if screen.name in said.get(UNSURE, ()):
        return "unknown"
    answers = answers_in(said)
    statuses = {answers[code]["status"] for code in screen.codes if code in answers} - set(PRESENT)
    return "unknown" if "unknown" in statuses else statuses.pop() if statuses else ""
