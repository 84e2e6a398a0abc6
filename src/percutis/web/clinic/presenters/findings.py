"""The questions of one screen with their answers: a row each, with the details that rules may need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label, listed
from percutis.web.clinic.forms.answers import DATE_OF, PRESENT
from percutis.web.records.core.details import dated_findings, placed_findings
from percutis.web.records.core.drafts import Said, answers_to


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One question with its answer and the details that rules may need.

    `asks` are the details that the screen asks for, `needs` those that a rule waits for. `theirs` is what the patient
    answered at home where that differs, `is_theirs` where it is the same.
    """

    code: str
    question: str
    known_as: str
    status: str
    when: str
    value: str
    unit: str
    zones: tuple[str, ...]
    has_elsewhere: bool
    asks: frozenset[str]
    needs: frozenset[str]
    theirs: str
    is_theirs: bool
    problems: tuple[str, ...]

    @property
    def is_present(self) -> bool:
        """Whether it is or was there: only then every zone is offered, else the page would be heavy."""
        return self.status in PRESENT


def asked_kinds(edition: Edition, kinds: Collection[str]) -> list[FindingKind]:
    """The findings of these kinds that the edition asks for by name at a consultation."""
    return [kind for kind in edition.findings if kind.kind in kinds and kind.ask != "no"]


def finding_rows(
    said: Said,
    edition: Edition,
    texts: Texts,
    kinds: Collection[str],
    *,
    from_patient: Said | None = None,
    needs: Mapping[str, set[str]] | None = None,
    problems: Mapping[str, list[str]] | None = None,
) -> list[FindingRow]:
    """A row for every question of these kinds, and for everything else of them that somebody has said.

    `from_patient` is what the patient answered at home.
    """
    asked = {kind.code: kind for kind in asked_kinds(edition, kinds)}
    requested = {zone for one in said.get("concerns", ()) for zone in one.get("zones", ())}
    named = [edition.finding.get(one.get("finding", "")) for one in said.get("findings", ())]
    asked |= {kind.code: kind for kind in named if kind and kind.kind in kinds and kind.code not in asked}
    answers, home = answers_to(said, asked), answers_to(from_patient or {}, asked)
    return [
        FindingRow(
            **_question(kind, texts),
            **_answer_in(answers[code], kind),
            has_elsewhere=bool(set(_zones(answers[code])) - requested),
            asks=_asks(kind, answers[code], edition),
            needs=frozenset((needs or {}).get(code, ())),
            theirs=_status(home[code]) if _status(home[code]) != _status(answers[code]) else "",
            is_theirs=bool(home[code]) and _status(home[code]) == _status(answers[code]),
            problems=tuple((problems or {}).get(code, ())),
        )
        for code, kind in asked.items()
    ]


def _question(kind: FindingKind, texts: Texts) -> dict[str, Any]:
    asked = texts.wording.get(f"findings.{kind.code}")
    name = label("finding", kind.code, texts)
    return {
        "code": kind.code,
        "question": asked.clinician if asked else f"{name[:1].upper()}{name[1:]}",
        "known_as": listed(kind.brands, texts),
    }


def _status(answers: list[Said]) -> str:
    return answers[-1].get("status", "") if answers else ""


def _zones(answers: list[Said]) -> tuple[str, ...]:
    return tuple(answers[-1].get("zones") or ()) if answers else ()


def _answer_in(answers: list[Said], kind: FindingKind) -> dict[str, Any]:
    """What a row shows of the last entry about a finding."""
    answer = answers[-1] if answers else {}
    status, value = answer.get("status", ""), answer.get("value")
    return {
        "status": status,
        "when": str(answer.get(DATE_OF.get(status, "")) or ""),
        "value": "" if value is None else f"{value:.12g}" if isinstance(value, float | int) else str(value),
        "unit": answer.get("unit") or kind.unit or "",
        "zones": _zones(answers),
    }


def _asks(kind: FindingKind, answers: list[Said], edition: Edition) -> frozenset[str]:
    """The details that a rule about this finding (or about what it is a case of) reads, or that were given before."""
    given = {name for name in ("value", "zones") if any(one.get(name) for one in answers)}
    is_dated = kind.code in dated_findings(edition) or any(one.get("last") or one.get("since") for one in answers)
    dated = {"when"} if is_dated else ()
    placed = {"zones"} if kind.code in placed_findings(edition) else ()
    return frozenset({*given, *dated, *placed, *({"value"} if kind.unit else ())})


def names_to_add(edition: Edition, texts: Texts, kinds: Collection[str]) -> list[tuple[str, str]]:
    """What can be typed to add a finding: a name or a brand, with the finding behind it."""
    found = []
    for kind in edition.findings:
        if kind.kind in kinds:
            name = label("finding", kind.code, texts)
            found += [(name, ""), *((brand, name) for brand in kind.brands)]
    return found
