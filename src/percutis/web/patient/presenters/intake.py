"""The intake in the patient's words: each screen's question and answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from percutis.domain.decision import Sentence
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import words_of
from percutis.interop.wording import capital, isolated, label, listed, say_to_patient
from percutis.web.patient.forms.intake import POINTS
from percutis.web.patient.forms.screens import (
    PRESENT,
    TOLD,
    Said,
    Screen,
    answers_in,
    asks_status,
    is_present,
    others_of,
)
from percutis.web.records.core.details import dated_findings


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given; `hint` says in a sentence what is meant, `known_as` names brands."""

    value: str
    text: str
    is_picked: bool
    hint: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One screen."""

    name: str
    kind: str
    heading: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    others: str = ""
    statuses: tuple[Choice, ...] = ()
    asks_when: bool = False
    when: str = ""
    value_label: str = ""
    value: str = ""


def part_names() -> dict[str, str]:
    """The parts of the intake, in their order."""
    return {
        "wishes": _("Your wishes"),
        "condition": _("Your health"),
        "medication": _("Your medicines and creams"),
        "allergy": _("Your allergies"),
        "procedure": _("Treatments before"),
        "exposure": _("Sun and habits"),
        "skin": _("Your skin and the sun"),
        "end": _("Almost done"),
    }


def question(screen: Screen, said: Said, edition: Edition, texts: Texts) -> Question:
    """The screen with what was answered before."""
    match screen.kind:
        case "concerns":
            picked = {one["concern"] for one in said.get("concerns", ())}
            words = [(word, label("concern", word, texts, "patient")) for word in words_of(edition)["concern"]]
            choices = tuple(Choice(word, capital(text), word in picked) for word, text in words)
            return Question(screen.name, screen.kind, _("What would you like to have treated?"), choices=choices)
        case "where" | "since" | "place":
            return _placed_or_dated(screen, said, texts)
        case "group" | "unsure":
            return _group(screen, said, edition, texts)
        case "detail":
            return _detail(screen, said, edition, texts)
        case "skin":
            return _skin(screen, said, texts)
        case "earliest":
            heading = _("From which day could you come?")
            return Question(screen.name, screen.kind, heading, when=said.get("earliest", ""))
        case _:
            return Question(screen.name, screen.kind, _("Is this right?"))


def _placed_or_dated(screen: Screen, said: Said, texts: Texts) -> Question:
    code = screen.codes[0]
    if screen.kind == "where":
        name = capital(label("concern", code, texts, "patient"))
        return Question(screen.name, screen.kind, _("%(what)s: where?") % {"what": name})
    if screen.kind == "place":
        return Question(screen.name, screen.kind, _detail_of("zones", f"labels.finding.{code}", texts))
    since = next((one.get("since", "") for one in said.get("concerns", ()) if one["concern"] == code), "")
    heading = _detail_of("since", f"labels.concern.{code}", texts)
    return Question(screen.name, screen.kind, heading, when=str(since))


def _detail_of(detail: str, about: str, texts: Texts) -> str:
    return say_to_patient(Sentence(f"findings.detail.{detail}", (("finding", about),)), texts) or ""


def _group(screen: Screen, said: Said, edition: Edition, texts: Texts) -> Question:
    answers = answers_in(said)
    is_unsure = screen.kind == "unsure"
    choices = tuple(
        Choice(
            value=code,
            text=capital(label("finding", code, texts, "patient")),
            is_picked=answers.get(code, {}).get("status") == "unknown" if is_unsure else is_present(answers, code),
            hint=(say_to_patient(Sentence(f"findings.{code}"), texts) or "") if not is_unsure else "",
            known_as=listed(edition.finding[code].brands, texts),
        )
        for code in screen.codes
    )
    if is_unsure:
        return Question(screen.name, screen.kind, _("Which of them are you not sure about?"), choices=choices)
    headings = {
        "condition": _("Do you have any of these, or did you before?"),
        "medication": _("Do you use any of these, or did you before?"),
        "allergy": _("Are you allergic to any of these?"),
        "procedure": _("Have you had any of these done?"),
        "exposure": _("Is any of this so for you?"),
    }
    return Question(screen.name, screen.kind, headings[screen.part], choices=choices, others=others_of(screen, said))


def _detail(screen: Screen, said: Said, edition: Edition, texts: Texts) -> Question:
    code = screen.codes[0]
    answer, kind = answers_in(said).get(code, {}), edition.finding[code]
    value, is_told = answer.get("value"), code in said.get(TOLD, ())
    statuses = tuple(
        Choice(word, capital(label("status", word, texts, "patient")), is_told and answer.get("status") == word)
        for word in PRESENT
    )
    return Question(
        name=screen.name,
        kind=screen.kind,
        heading=capital(label("finding", code, texts, "patient")),
        hint=say_to_patient(Sentence(f"findings.{code}"), texts) or "",
        statuses=statuses if asks_status(kind) else (),
        asks_when=code in dated_findings(edition),
        when=str(answer.get("last") or answer.get("since") or ""),
        value_label=f"{_detail_of('value', f'labels.finding.{code}', texts)} ({kind.unit})" if kind.unit else "",
        value="" if value is None else f"{value:g}" if isinstance(value, float | int) else str(value),
    )


def _skin(screen: Screen, said: Said, texts: Texts) -> Question:
    item = screen.codes[0]
    given = said.get("skin_type", {}).get("answers", {}).get(item)
    choices = tuple(
        Choice(p, isolated(texts.say(f"intake.{item}.{p}", "patient"), texts), str(given) == p) for p in POINTS
    )
    return Question(screen.name, screen.kind, isolated(texts.say(f"intake.{item}", "patient"), texts), choices=choices)
