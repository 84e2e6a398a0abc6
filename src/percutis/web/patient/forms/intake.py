"""The patient's intake as a row of screens, one question each, and what an answer does to the draft.

The health questions come in small groups: "which of these?". What is not ticked is a no only when the patient says so
of the others; else it stays unknown, and the clinic asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import words_of
from percutis.interop.wording import label

Said = dict[str, Any]
GROUP = 6
KINDS = ("condition", "medication", "allergy", "procedure", "exposure")


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its name in the address, what kind it is, and what it is about."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()


def screens(said: Said, edition: Edition) -> list[Screen]:
    """Every screen for what has been said so far: a ticked finding brings its own screen for when and how much."""
    found = [Screen("concerns", "concerns"), Screen("where", "where")]
    answers = {one["finding"]: one for one in said.get("findings", ())}
    for kind in KINDS:
        asked = [one for one in edition.findings if one.kind == kind and one.ask != "no"]
        for at in range(0, len(asked), GROUP):
            codes = tuple(one.code for one in asked[at : at + GROUP])
            found.append(Screen(f"{kind}-{at // GROUP + 1}", "group", codes))
            found += [Screen(f"about-{_slug(code)}", "detail", (code,)) for code in codes if _is_present(answers, code)]
    found += [Screen(f"skin-{_slug(item.item)}", "skin", (item.item,)) for item in edition.typing_items]
    return [*found, Screen("first-day", "earliest"), Screen("check", "check")]


def _slug(code: str) -> str:
    return code.replace("_", "-")


def _is_present(answers: dict[str, Said], code: str) -> bool:
    return answers.get(code, {}).get("status") in ("active", "past")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be ticked."""

    value: str
    text: str
    is_picked: bool


def choices(screen: Screen, said: Said, edition: Edition, texts: Texts) -> list[Choice]:
    """What can be ticked on a screen, with what has been ticked before."""
    if screen.kind == "concerns":
        picked = {one["concern"] for one in said.get("concerns", ())}
        words = words_of(edition)["concern"]
        return [Choice(word, label("concern", word, texts, "patient"), word in picked) for word in words]
    if screen.kind == "group":
        answers = {one["finding"]: one for one in said.get("findings", ())}
        return [
            Choice(code, label("finding", code, texts, "patient"), _is_present(answers, code)) for code in screen.codes
        ]
    if screen.kind == "skin":
        item = screen.codes[0]
        given = said.get("skin_type", {}).get("answers", {}).get(item)
        return [
            Choice(str(points), texts.say(f"intake.{item}.{points}", "patient"), given == points) for points in range(5)
        ]
    return []


def others_of(screen: Screen, said: Said) -> str:
    """What has been said of the findings of a group that are not ticked: `never`, `unknown`, or nothing yet."""
    statuses = {one["finding"]: one["status"] for one in said.get("findings", ()) if one["finding"] in screen.codes}
    rest = {statuses.get(code, "") for code in screen.codes} - {"active", "past"}
    return rest.pop() if len(rest) == 1 else ""


def answered(screen: Screen, post: QueryDict, said: Said, edition: Edition) -> Said:
    """The draft with the answer to this screen."""
    match screen.kind:
        case "concerns":
            zones = _zones(said)
            return {**said, "concerns": [{"concern": word, "zones": zones} for word in post.getlist("choice")]}
        case "where":
            zones = post.getlist("zones")
            return {**said, "concerns": [{**one, "zones": zones} for one in said.get("concerns", ())]}
        case "group":
            return _with_group(screen, post, said)
        case "detail":
            return _with_detail(edition.finding[screen.codes[0]], post, said)
        case "skin":
            return _with_skin(screen.codes[0], post.get("choice", ""), said)
        case "earliest":
            day = post.get("earliest", "").strip()
            rest = {key: value for key, value in said.items() if key != "earliest"}
            return {**rest, "earliest": day} if day else rest
        case _:
            return said


def _zones(said: Said) -> list[str]:
    """The zones said before: they go with every concern."""
    return next((one["zones"] for one in said.get("concerns", ()) if one.get("zones")), [])


def _with_group(screen: Screen, post: QueryDict, said: Said) -> Said:
    ticked, others = set(post.getlist("choice")), post.get("others", "unknown")
    before = {one["finding"]: one for one in said.get("findings", ())}
    for code in screen.codes:
        if code in ticked:
            before[code] = before[code] if _is_present(before, code) else {"finding": code, "status": "active"}
        else:
            before[code] = {"finding": code, "status": "never" if others == "never" else "unknown"}
    return {**said, "findings": list(before.values())}


def _with_detail(kind: FindingKind, post: QueryDict, said: Said) -> Said:
    status = "past" if post.get("status") == "past" else "active"
    answer: Said = {"finding": kind.code, "status": status}
    if when := post.get("when", "").strip():
        answer["last" if status == "past" else "since"] = when
    if kind.unit and (value := post.get("value", "").strip().replace(",", ".")):
        answer |= {"value": _number(value), "unit": kind.unit}
    rest = [one for one in said.get("findings", ()) if one["finding"] != kind.code]
    return {**said, "findings": [*rest, answer]}


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _with_skin(item: str, points: str, said: Said) -> Said:
    answers = {key: value for key, value in said.get("skin_type", {}).get("answers", {}).items() if key != item}
    if points in ("0", "1", "2", "3", "4"):
        answers[item] = int(points)
    rest = {key: value for key, value in said.items() if key != "skin_type"}
    return {**rest, "skin_type": {"answers": answers}} if answers else rest


def handed_in(said: Said, edition: Edition) -> Said:
    """What goes on record: concerns without a place and a questionnaire that is not whole stay for the clinic."""
    answers = said.get("skin_type", {}).get("answers", {})
    is_whole = all(item.item in answers for item in edition.typing_items)
    left_out: Sequence[str] = () if is_whole else ("skin_type",)
    kept = {key: value for key, value in said.items() if key not in left_out}
    return {**kept, "concerns": [one for one in said.get("concerns", ()) if one["zones"]]}
