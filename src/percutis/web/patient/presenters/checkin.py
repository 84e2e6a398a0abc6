"""A check-in in the patient's words: each screen's question and answers, and what was said, to be looked through."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import capital, isolated, label, labels, listed
from percutis.web.patient.forms.checkin import FEVER, LEAST_TREND, STRONGEST, Step

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be ticked."""

    value: str
    text: str
    is_picked: bool


@dataclass(frozen=True, slots=True)
class Strength:
    """The numbers of one grade, and the word for it."""

    words: str
    numbers: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One screen."""

    name: str
    kind: str
    heading: str
    options: tuple[Option, ...] = ()
    strengths: tuple[Strength, ...] = ()
    trends: tuple[Option, ...] = ()
    asks_temperature: bool = False
    temperature: str = ""


def question(step: Step, draft: Said, edition: Edition, texts: Texts) -> Question:
    """The screen of a step, with what was answered before."""
    there = draft.get("there", {})
    match step.kind:
        case "urgent" | "group":
            options = _options("symptom", step.codes, there, texts)
            return Question(step.name, step.kind, _heading(step), options)
        case "notices":
            return Question(
                step.name, step.kind, _heading(step), _options("notice", step.codes, draft.get("notices", ()), texts)
            )
        case "about":
            return _about(step, there.get(step.codes[0], {}), draft, edition, texts)
        case "else" | "fever":
            given = draft.get(step.kind, "")
            options = tuple(Option(value, text, value == given) for value, text in (("no", _("No")), ("yes", _("Yes"))))
            return Question(step.name, step.kind, _heading(step), options)
        case _:
            return Question(step.name, step.kind, _heading(step))


def _heading(step: Step) -> str:
    headings = {
        "now": _("Do you have any of these now?"),
        "skin": _("What do you notice on your skin?"),
        "else": _("Is anything else new, or does anything worry you?"),
        "happened": _("Has one of these happened?"),
        "fever": _("Do you have a fever, or feel hot and shivery?"),
        "where": _("Where is it?"),
        "check": _("Is this right?"),
    }
    return headings.get(step.name, _("Do you have any of these?"))


def _options(kind: str, codes: tuple[str, ...], picked: Any, texts: Texts) -> tuple[Option, ...]:
    return tuple(Option(code, capital(label(kind, code, texts, "patient")), code in picked) for code in codes)


def _about(step: Step, said: Said, draft: Said, edition: Edition, texts: Texts) -> Question:
    code = step.codes[0]
    grades, given = edition.grades, said.get("severity")
    bounds = ((_("mild"), grades.mild_from), (_("moderate"), grades.moderate_from), (_("strong"), grades.strong_from))
    ends = [start - 1 for _words, start in bounds[1:]] + [STRONGEST]
    trends = [Option(word, label("trend", word, texts, "patient"), said.get("trend") == word) for word in LEAST_TREND]
    is_unsaid = bool(given) and "trend" not in said
    return Question(
        name=step.name,
        kind=step.kind,
        heading=_("%(what)s: how strong is it?") % {"what": capital(label("symptom", code, texts, "patient"))},
        strengths=tuple(
            Strength(words, tuple(Option(str(n), str(n), n == given) for n in range(start, end + 1)))
            for (words, start), end in zip(bounds, ends, strict=True)
        ),
        trends=(*trends, Option("", _("I cannot say"), is_unsaid)),
        asks_temperature=code == FEVER,
        temperature=draft.get("temperature_c", ""),
    )


def said_lines(draft: Said, texts: Texts) -> list[tuple[str, str]]:
    """Everything that will be sent, a line each."""
    lines = [(capital(label("symptom", code, texts, "patient")), _strength(said, texts)) for code, said in
             draft.get("there", {}).items()]  # fmt: skip
    if not lines:
        lines.append((_("Your skin"), _("nothing of note")))
    if draft.get("zones"):
        lines.append((_("Where"), labels("zone", draft["zones"], texts, "patient")))
    if draft.get("temperature_c"):
        lines.append((_("Temperature"), isolated(f"{draft['temperature_c']} °C", texts)))
    if draft.get("notices"):
        lines.append((_("What happened"), labels("notice", draft["notices"], texts, "patient")))
    return lines


def _strength(said: Said, texts: Texts) -> str:
    if "severity" not in said:
        return ""
    strength = _("%(number)s of 10") % {"number": said["severity"]}
    trend = said.get("trend")
    return listed([strength, label("trend", trend, texts, "patient")] if trend else [strength], texts)
