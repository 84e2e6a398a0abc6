"""Everything that a patient said at the intake, to be looked through: a line each, with the screen that changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import capital, day, isolated, label, labels, listed
from percutis.web.patient.forms.screens import PRESENT, Said, Screen, answers_in, slug
from percutis.web.records.core.when_said import when_said


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said, and the screen where it can be changed."""

    name: str
    words: str
    screen: str


def said_lines(said: Said, found: list[Screen], texts: Texts) -> list[Line]:
    """Everything that was said, to be looked through once; what is only a no is not repeated."""
    return list(_lines(said, {code: one.name for one in reversed(found) for code in one.codes}, texts))


def _lines(said: Said, screens: dict[str, str], texts: Texts) -> Iterator[Line]:
    for one in said.get("concerns", ()):
        name = capital(label("concern", one["concern"], texts, "patient"))
        where = labels("zone", one["zones"], texts, "patient") or _("where: the clinic will ask")
        yield Line(name, _joined(texts, where, when_said(one, texts)), f"where-{slug(one['concern'])}")
    for code, one in answers_in(said).items():
        if one["status"] in PRESENT:
            words = label("status", one["status"], texts, "patient")
            measured = isolated(f"{one['value']} {one.get('unit', '')}", texts) if "value" in one else ""
            places = labels("zone", one.get("zones", ()), texts, "patient")
            when = when_said(one, texts)
            name = capital(label("finding", code, texts, "patient"))
            yield Line(name, _joined(texts, words, when, measured, places), screens.get(code, ""))
    unknown = [code for code, one in answers_in(said).items() if one["status"] == "unknown"]
    if unknown:
        words = listed((capital(label("finding", code, texts, "patient")) for code in unknown), texts)
        yield Line(_("Not sure: the clinic will ask"), words, screens.get(unknown[0], ""))
    if said.get("earliest"):
        yield Line(_("From which day"), _day(said["earliest"], texts), "first-day")


def _joined(texts: Texts, *words: str) -> str:
    return listed((word for word in words if word), texts)


def _day(written: object, texts: Texts) -> str:
    try:
        return isolated(day(date.fromisoformat(str(written)), texts), texts)
    except ValueError:
        return str(written or "")
