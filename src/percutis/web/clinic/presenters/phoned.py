"""A check-in by telephone: every symptom that the protocol knows, the expected ones first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import CLOSED
from percutis.interop.wording import label
from percutis.web.ui.asked import whole_number

SYMPTOM, TREND = "symptom.", "trend."


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """One symptom to ask for, and what was answered."""

    code: str
    name: str
    severity: str
    trend: str


@dataclass(frozen=True, slots=True)
class SymptomRows:
    """What is usual after a session, and everything else."""

    usual: tuple[SymptomRow, ...]
    others: tuple[SymptomRow, ...]
    trends: tuple[tuple[str, str], ...]


def symptom_rows(edition: Edition, texts: Texts, given: Mapping[str, Any]) -> SymptomRows:
    """Every symptom once; those of the expected course first."""
    usual = list(dict.fromkeys(symptom for entry in edition.expected for symptom in entry.symptoms))
    others = [symptom for symptom in CLOSED["symptom"] if symptom not in usual]
    return SymptomRows(
        tuple(_row(code, texts, given) for code in usual),
        tuple(sorted((_row(code, texts, given) for code in others), key=lambda row: row.name)),
        tuple((code, label("trend", code, texts)) for code in CLOSED["trend"]),
    )


def notice_choices(texts: Texts) -> list[tuple[str, str]]:
    """What a patient may report besides symptoms."""
    return [(code, label("notice", code, texts)) for code in CLOSED["notice"]]


def said_of(given: Mapping[str, Any], measured: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the public format writes them; what was left empty was not said."""
    symptoms = []
    for key, value in given.items():
        if not key.startswith(SYMPTOM) or not str(value).strip():
            continue
        code = key.removeprefix(SYMPTOM)
        number = whole_number(str(value), -1)
        one: dict[str, Any] = {"symptom": code, "severity": value if number < 0 else number}
        if trend := given.get(f"{TREND}{code}"):
            one["trend"] = trend
        symptoms.append(one)
    said = {name: value for name, value in measured.items() if value not in (None, "", [])}
    return {"symptoms": symptoms, **said}


def _row(code: str, texts: Texts, given: Mapping[str, Any]) -> SymptomRow:
    name = label("symptom", code, texts)
    return SymptomRow(
        code, name[:1].upper() + name[1:], given.get(f"{SYMPTOM}{code}", ""), given.get(f"{TREND}{code}", "")
    )
