"""What a patient may take along on paper: each paper by name, in each language, with its address."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from percutis.protocol.load import languages
from percutis.web.records.selectors.portal import Situation

NAMED = {"en": "English", "ur": "اردو"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, and its address in each language under the language's own name."""

    name: str
    links: tuple[tuple[str, str, str], ...]


def papers_of(situation: Situation, number: int | None) -> list[Paper]:
    """What there is now: before the session of that number, after the last one, and the whole course."""
    found: list[tuple[str, str]] = []
    if situation.followed:
        found.append((_("After your last visit"), "sheet_after"))
    if number:
        found.append((_("Before your next visit"), "sheet_before"))
    if situation.course:
        found.append((_("The whole treatment"), "sheet"))
    spoken = languages(situation.edition.id)
    return [
        Paper(
            name, tuple((code, NAMED[code], reverse(f"patient:{page}", kwargs={"language": code})) for code in spoken)
        )
        for name, page in found
    ]
