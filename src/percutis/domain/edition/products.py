"""Topical anaesthetics with their limits, antiseptics, and the product classes that touch treated skin."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Cite, Entry, Range
from percutis.domain.edition.conditions import When
from percutis.domain.words import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a product. Units stand in the measure's name; `at_least` is used for contact time only."""

    __pydantic_config__ = {"extra": "forbid"}

    measure: Literal["grams", "area_cm2", "grams_per_10_cm2", "minutes"]
    at_most: float | None = None
    at_least: float | None = None
    cites: tuple[Cite, ...]
    evidence: Evidence
    rows: tuple[str, ...] = ()
    when: When = When()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaesthetic(Entry):
    """A topical anaesthetic: ingredients in percent by weight (1 % is 10 mg in each gram) and its limits.

    A `refused` one is never used; one that is not `offered` only a physician may choose, and no plan proposes it.
    """

    agent: str
    ingredients: dict[str, float]
    limits: tuple[Limit, ...] = ()
    prescription: bool | None = None
    refused: bool = False
    offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugLimit(Entry):
    """The most of one drug from all routes: mg and mg per kg of body weight; `stricter` is another source's value."""

    drug: str
    at_most_mg: float | None = None
    at_most_mg_per_kg: float | None = None
    stricter_mg_per_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Antiseptic(Entry):
    """A skin antiseptic, where it must not be used and which findings bar it."""

    antiseptic: str
    barred_zones: tuple[str, ...] = ()
    barred_findings: tuple[str, ...] = ()
    preferred: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductClass(Entry):
    """A class of product that may (`allowed_from_hours`) or must not touch needled skin while channels are open."""

    product: str
    allowed_from_hours: int | None = None
    banned_while_open: bool = False
    additions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceArea(Entry):
    """The area that one dose calculation stands on, cm²."""

    area_cm2: Range
