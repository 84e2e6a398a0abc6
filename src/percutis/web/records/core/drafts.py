"""A draft of a consultation: an intake of the public format, and what is kept beside it until it is handed in.

Beside it stand `weight_kg`, which the row of an intake holds, and keys that begin with an underscore: `_operator` (the
member who would treat) and `_writer` (the member who saved last). Nothing here decides.
"""

from collections.abc import Iterable
from typing import Any

from percutis.domain.edition.edition import Edition

Said = dict[str, Any]
OPERATOR, WRITER = "_operator", "_writer"


def said_in(draft: Said) -> Said:
    """What the draft says, as an intake holds it."""
    return {key: value for key, value in draft.items() if key != "weight_kg" and not key.startswith("_")}


def readable(draft: Said, edition: Edition) -> Said:
    """What the draft says, without a skin questionnaire that is not whole yet: until then the skin type is unknown."""
    said = said_in(draft)
    return {key: value for key, value in said.items() if key != "skin_type" or is_typed(draft, edition)}


def is_typed(draft: Said, edition: Edition) -> bool:
    """Whether the skin type is said, or every question about it answered."""
    typing = draft.get("skin_type", {})
    return bool(typing.get("fitzpatrick")) or not untyped(draft, edition)


def untyped(draft: Said, edition: Edition) -> list[str]:
    """The questions about the skin that are not answered yet."""
    answers = draft.get("skin_type", {}).get("answers", {})
    return [item.item for item in edition.typing_items if item.item not in answers]


def with_theirs(draft: Said, theirs: Said) -> Said:
    """The draft, filled where it says nothing by what the patient answered; what a professional said stays."""
    filled = {key: value for key, value in said_in(theirs).items() if not draft.get(key)}
    known = {one["finding"] for one in draft.get("findings", ()) if one.get("status") != "unknown"}
    answers = [one for one in theirs.get("findings", ()) if one["finding"] not in known]
    fresh = {one["finding"] for one in answers}
    kept = [one for one in draft.get("findings", ()) if one["finding"] not in fresh]
    return {**draft, **filled, **({"findings": [*kept, *answers]} if kept or answers else {})}


def answers_to(said: Said, codes: Iterable[str]) -> dict[str, list[Said]]:
    """Every entry about each of these findings, in the order said."""
    found: dict[str, list[Said]] = {code: [] for code in codes}
    for one in said.get("findings", ()):
        if one.get("finding") in found:
            found[one["finding"]].append(one)
    return found
