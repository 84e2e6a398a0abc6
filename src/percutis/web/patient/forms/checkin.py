"""A check-in as a row of screens, one question each, and what an answer does to the draft of it.

Emergencies first. Then what is usual after a session, anything else that the edition knows when something is new, and
of each thing that is there how strong it is and where. What nobody said stays unsaid: triage takes it for the worst.
"""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.triage import Clause
from percutis.domain.words import Urgency
from percutis.interop.files.words import words_of

Said = dict[str, Any]
GROUP = 8
STRONGEST = 10
FEVER = "fever"
LEAST_TREND = ("new", "improving", "same", "worsening")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check-in asks for, in its order: signs of an emergency, what is usual, and everything else."""

    urgent: tuple[str, ...]
    usual: tuple[str, ...]
    others: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its name in the address, what kind it is, and what it is about."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()


def asked_of(edition: Edition, usual: list[str], case: Case, hours: float) -> Asked:
    """Every symptom of the edition once, so many hours after a session; the graver come first among the others."""
    urgent = emergency_symptoms(edition, case, hours)
    rest = [code for code in words_of(edition)["symptom"] if code not in urgent and code not in usual]
    rank = _ranks(edition)
    return Asked(
        urgent=urgent,
        usual=tuple(code for code in usual if code not in urgent),
        others=tuple(sorted((code for code in rest if code != FEVER), key=lambda code: rank.get(code, len(Urgency)))),
        notices=tuple(words_of(edition)["notice"]),
    )


def emergency_symptoms(edition: Edition, case: Case, hours: float) -> tuple[str, ...]:
    """The symptoms that alone are an emergency for this patient now: nothing else need be so beside them."""
    clauses = [clause for flag in edition.red_flags if flag.urgency is Urgency.EMERGENCY for clause in flag.any]
    alone = [clause for clause in clauses if _is_alone(clause) and clause.when.applies(case)]
    return tuple(dict.fromkeys(code for clause in alone if _is_in_time(clause, hours) for code in clause.any_of))


def _is_alone(clause: Clause) -> bool:
    bare = Clause(any_of=clause.any_of, from_hours=clause.from_hours, until_hours=clause.until_hours, when=clause.when)
    return clause == bare


def _is_in_time(clause: Clause, hours: float) -> bool:
    begun = clause.from_hours is None or hours > clause.from_hours
    return begun and (clause.until_hours is None or hours <= clause.until_hours)


def _ranks(edition: Edition) -> dict[str, int]:
    """How urgent each symptom can be at worst, 0 the most."""
    order = list(Urgency)
    ranks: dict[str, int] = {}
    for flag in edition.red_flags:
        for code in (code for clause in flag.any for code in clause.any_of):
            ranks[code] = min(ranks.get(code, len(order)), order.index(flag.urgency))
    return ranks


def steps(draft: Said, asked: Asked) -> list[Step]:
    """Every screen for what has been said so far: each thing that is there brings its own screen."""
    found = [Step("now", "urgent", asked.urgent), Step("skin", "group", asked.usual), Step("else", "else")]
    if draft.get("else") == "yes":
        for at in range(0, len(asked.others), GROUP):
            found.append(Step(f"more-{at // GROUP + 1}", "group", asked.others[at : at + GROUP]))
        found.append(Step("happened", "notices", asked.notices))
    if _there(draft) or draft.get("else") == "yes":
        found.append(Step("fever", "fever"))
    there = [code for code in (*asked.usual, *asked.others, FEVER) if code in _there(draft)]
    found += [Step(f"about-{code.replace('_', '-')}", "about", (code,)) for code in there]
    if any(code != FEVER for code in there):
        found.append(Step("where", "where"))
    return [*found, Step("check", "check")]


def _there(draft: Said) -> Said:
    there: Said = draft.get("there", {})
    return there


def answered(step: Step, post: QueryDict, draft: Said) -> Said | None:
    """The draft with the answer to this screen; None where the screen has not been answered."""
    ticked = [code for code in step.codes if code in post.getlist("choice")]
    match step.kind:
        case "group" | "notices" if not ticked and post.get("none") != "yes":
            return None
        case "urgent" | "group":
            return {**draft, "there": _ticked(step, ticked, _there(draft))}
        case "notices":
            return {**draft, "notices": ticked}
        case "else":
            return {**draft, "else": post["else"]} if post.get("else") in ("yes", "no") else None
        case "fever":
            return _with_fever(post.get("fever", ""), draft)
        case "about":
            return _about(step.codes[0], post, draft)
        case "where":
            zones = post.getlist("zones")
            return {**draft, "zones": zones} if zones or post.get("unsaid") == "yes" else None
        case _:
            return draft


def _ticked(step: Step, ticked: list[str], there: Said) -> Said:
    rest = {code: said for code, said in there.items() if code not in step.codes}
    return rest | {code: there.get(code, {}) for code in ticked}


def _with_fever(answer: str, draft: Said) -> Said | None:
    if answer not in ("yes", "no"):
        return None
    rest = {code: said for code, said in _there(draft).items() if code != FEVER}
    there = {**rest, FEVER: _there(draft).get(FEVER, {})} if answer == "yes" else rest
    kept = {key: value for key, value in draft.items() if key != "temperature_c" or answer == "yes"}
    return {**kept, "fever": answer, "there": there}


def _about(code: str, post: QueryDict, draft: Said) -> Said | None:
    severity, trend = post.get("severity", ""), post.get("trend", "")
    if severity not in map(str, range(1, STRONGEST + 1)):
        return None
    said: Said = {"severity": int(severity)} | ({"trend": trend} if trend in LEAST_TREND else {})
    draft = {**draft, "there": {**_there(draft), code: said}}
    if code == FEVER:
        draft.pop("temperature_c", None)
        if typed := post.get("temperature", "").strip().replace(",", "."):
            draft["temperature_c"] = typed
    return draft


def said_in(draft: Said) -> Said:
    """What was reported, in the public format. Of an emergency nobody asks how strong: it counts as the strongest."""
    zones = draft.get("zones", [])
    symptoms = [
        {"symptom": code, "severity": STRONGEST, **said} | ({"zones": zones} if zones and code != FEVER else {})
        for code, said in _there(draft).items()
    ]
    said: Said = {"symptoms": symptoms}
    if draft.get("notices"):
        said["notices"] = draft["notices"]
    if typed := draft.get("temperature_c"):
        said["temperature_c"] = _number(typed)
    return said


def emergency_in(draft: Said, asked: Asked) -> bool:
    """Whether one of the signs of an emergency is there."""
    return any(code in asked.urgent for code in _there(draft))


def _number(text: str) -> float | str:
    """The number that was typed, else the text: the reader of check-ins says what is allowed there."""
    try:
        return float(text)
    except ValueError:
        return text
