"""Who may do what, where: licences and scope of practice by jurisdiction."""

from dataclasses import dataclass

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRule(Entry):
    """What an operator may do. `when` names roles, jurisdictions, supervision.

    `allowed` False means no settings are given at all. `depth_at_most_mm` bounds the depth. A rule that names the
    jurisdiction is preferred to one that names none.
    """

    when: When
    allowed: bool = True
    depth_at_most_mm: float | None = None
    prohibit_additions: tuple[str, ...] = ()
    prohibit_anaesthetics: tuple[str, ...] = ()
    prescription_anaesthetics: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction(Entry):
    """A jurisdiction profile, ISO 3166 style (`PK-ICT`); `regulator` and what it asks of a clinic are in the texts."""

    name: str
    country: str
