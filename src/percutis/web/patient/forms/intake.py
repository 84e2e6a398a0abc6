"""What an answer to a screen of the intake does to the draft.

What is not ticked is a no only when the patient says so; of what they are not sure about the answer stays unknown, and
the clinic asks.
"""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.web.patient.forms.screens import PRESENT, TOLD, UNSURE, Said, Screen, answers_in, asks_status, is_present

POINTS = ("0", "1", "2", "3", "4")


def answered(screen: Screen, post: QueryDict, said: Said, edition: Edition) -> Said | None:
    """The draft with the answer to this screen; None where the screen has not been answered."""
    match screen.kind:
        case "concerns":
            return _with_concerns(post.getlist("choice"), said)
        case "where" | "since":
            return _with_concern(screen, post, said)
        case "group":
            return _with_group(screen, post, said)
        case "unsure":
            return _with_unsure(screen, post, said)
        case "detail":
            return _with_detail(edition.finding[screen.codes[0]], post, said)
        case "place":
            return _with_place(screen.codes[0], post.getlist("zones"), said)
        case "skin":
            return _with_skin(screen.codes[0], post.get("choice", ""), said)
        case "earliest":
            day = "" if post.get("any") else post.get("earliest", "").strip()
            rest = {key: value for key, value in said.items() if key != "earliest"}
            return {**rest, "earliest": day} if day else rest
        case _:
            return said


def day_problem(screen: Screen, post: QueryDict, today: date) -> str:
    """What is wrong with the day that was typed on this screen; empty where nothing is."""
    name = {"earliest": "earliest", "since": "since", "detail": "when"}.get(screen.kind, "")
    given = post.get(name, "").strip()
    if not given or post.get("any") or post.get("unsaid"):
        return ""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return _("Please write a day, month and year.")
    if screen.kind == "earliest":
        return _("That day is over. Please choose today or a later day.") if day < today else ""
    return _("That day is still to come. Please choose today or an earlier day.") if day > today else ""


def _with_concerns(chosen: list[str], said: Said) -> Said | None:
    before = {one["concern"]: one for one in said.get("concerns", ())}
    concerns = [before.get(word, {"concern": word, "zones": []}) for word in chosen]
    return {**said, "concerns": concerns} if concerns else None


def _with_concern(screen: Screen, post: QueryDict, said: Said) -> Said | None:
    name = "zones" if screen.kind == "where" else "since"
    given: Any = post.getlist("zones") if screen.kind == "where" else post.get("since", "").strip()
    if not given and not post.get("unsaid"):
        return None
    concerns = []
    for one in said.get("concerns", ()):
        if one["concern"] in screen.codes:
            rest = {key: value for key, value in one.items() if key != name}
            one = {**rest, name: given} if given or name == "zones" else rest
        concerns.append(one)
    return {**said, "concerns": concerns}


def _with_group(screen: Screen, post: QueryDict, said: Said) -> Said | None:
    ticked = [code for code in screen.codes if code in post.getlist("choice")]
    others = post.get("others", "")
    if others not in ("never", "unknown") and len(ticked) < len(screen.codes):
        return None
    before = answers_in(said)
    for code in screen.codes:
        if code in ticked:
            before[code] = before[code] if is_present(before, code) else {"finding": code, "status": "active"}
        else:
            before[code] = {"finding": code, "status": "never" if others == "never" else "unknown"}
    unsure = [name for name in said.get(UNSURE, ()) if name != screen.name]
    told = [code for code in said.get(TOLD, ()) if code not in screen.codes or code in ticked]
    return {
        **said,
        "findings": list(before.values()),
        UNSURE: [*unsure, screen.name] if others == "unknown" else unsure,
        TOLD: told,
    }


def _with_unsure(screen: Screen, post: QueryDict, said: Said) -> Said | None:
    """Of which ones exactly one is not sure; the others are a no."""
    unsure = [code for code in screen.codes if code in post.getlist("choice")]
    if not unsure:
        return None
    before = answers_in(said)
    for code in screen.codes:
        before[code] = {"finding": code, "status": "unknown" if code in unsure else "never"}
    return {**said, "findings": list(before.values())}


def _with_detail(kind: FindingKind, post: QueryDict, said: Said) -> Said | None:
    before, status = answers_in(said), post.get("status", "")
    if asks_status(kind) and status not in PRESENT:
        return None
    answer: Said = {"finding": kind.code, "status": status if status in PRESENT else "active"}
    if zones := before.get(kind.code, {}).get("zones"):
        answer["zones"] = zones
    if when := post.get("when", "").strip():
        answer["last" if answer["status"] == "past" else "since"] = when
    if kind.unit and (value := post.get("value", "").strip().replace(",", ".")):
        answer |= {"value": _number(value), "unit": kind.unit}
    told = sorted({*said.get(TOLD, ()), kind.code})
    return {**said, "findings": list({**before, kind.code: answer}.values()), TOLD: told}


def _with_place(code: str, zones: list[str], said: Said) -> Said:
    before = answers_in(said)
    answer = {key: value for key, value in before.get(code, {"finding": code}).items() if key != "zones"}
    answer |= {"zones": zones} if zones else {}
    return {**said, "findings": list({**before, code: answer}.values())}


def _number(text: str) -> float | str:
    """The number that was typed, else the text: the reader of intakes says what is allowed there."""
    try:
        return float(text)
    except ValueError:
        return text


def _with_skin(item: str, points: str, said: Said) -> Said:
    answers = {key: value for key, value in said.get("skin_type", {}).get("answers", {}).items() if key != item}
    if points in POINTS:
        answers[item] = int(points)
    rest = {key: value for key, value in said.items() if key != "skin_type"}
    return {**rest, "skin_type": {"answers": answers}} if answers else rest


def handed_in(said: Said, edition: Edition) -> Said:
    """What goes on record: concerns without a place and a questionnaire that is not whole stay for the clinic."""
    answers = said.get("skin_type", {}).get("answers", {})
    is_whole = all(item.item in answers for item in edition.typing_items)
    kept = {key: value for key, value in said.items() if not key.startswith("_")}
    if not is_whole:
        kept.pop("skin_type", None)
    return {**kept, "concerns": [one for one in said.get("concerns", ()) if one["zones"]]}
