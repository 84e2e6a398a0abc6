"""The catalogue of findings: label, parents, brand names and codes, so that other systems' records can be read."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["condition", "medication", "allergy", "procedure", "exposure"]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a public terminology: `snomed`, `icd10`, `atc`, `rxnorm`, `loinc`."""

    __pydantic_config__ = {"extra": "forbid"}

    system: Literal["snomed", "icd10", "atc", "rxnorm", "loinc"]
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """One finding that a record can hold.

    Args:
        parents: findings that this one is a case of (tretinoin is a topical_retinoid); rules keyed by a parent apply.
        ask: `session` is asked at the consultation and again before every session, `consultation` once,
            `no` is used when somebody says it but is not asked by name.
        brands: trade names.
        names: other words by which records call this finding or a case of it (acetaminophen, myocardial infarction).
        unit: the unit of its value (`%` HbA1c, `INR`), None when it has no value.
        codings: codes that mean this finding or a case of it.
    """

    __pydantic_config__ = {"extra": "forbid"}

    code: str
    kind: Kind
    ask: Literal["session", "consultation", "no"] = "no"
    parents: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codings: tuple[Coding, ...] = ()
    unit: str | None = None
