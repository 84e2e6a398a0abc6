"""What a concept of the record means in the edition: by its codes, else by its words.

SNOMED CT and RxNorm codes must be the edition's own; of ICD-10 and ATC the longest prefix that fits is meant. LOINC
names measurements and is no way to a finding. Where a concept means a finding and also its parent, the finding holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.fhir.elements import Code, Concept
from percutis.interop.fhir.names import Names
from percutis.interop.fhir.systems import plain_code, system_at

PREFIXED = ("icd10", "atc")
Kinds = frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The findings that a concept means. Names found in doubtful words are no findings: see `names`."""

    findings: tuple[str, ...] = ()
    by_name: bool = False
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """The edition's findings, as a record of another system can name them."""

    edition: Edition
    texts: tuple[Texts, ...] = ()

    def match(self, concepts: Iterable[Concept], kinds: Kinds, named_kinds: Kinds | None = None) -> Match:
        """What several concepts that were said together mean: each by its codes if they fit, else by its words."""
        matches = [self._match(one, kinds, named_kinds or kinds) for one in concepts]
        found = self._narrowest(code for match in matches for code in match.findings)
        by_name = any(match.by_name and set(match.findings) & set(found) for match in matches)
        return Match(found, by_name, () if found else tuple(code for match in matches for code in match.doubtful))

    def is_whole(self, concepts: Iterable[Concept], finding: str) -> bool:
        """Whether the record's words are a name of the finding itself, not of one case of it."""
        return any(self.names.is_exactly(wording, finding) for one in concepts for wording in one.wordings)

    @cached_property
    def names(self) -> Names:
        """The findings by their names."""
        return Names(self.edition, self.texts)

    @cached_property
    def measurements(self) -> dict[str, str]:
        """The finding whose value a LOINC code measures."""
        return {code: found[0] for (system, code), found in self._codes.items() if system == "loinc"}

    def _match(self, one: Concept, kinds: Kinds, named_kinds: Kinds) -> Match:
        coded = self._narrowest(finding for code in one.codes for finding in self._by_code(code, kinds))
        if coded:
            return Match(coded)
        spotted = [spot for wording in one.wordings for spot in self.names.spot(wording, named_kinds)]
        sure = self._narrowest(spot.finding for spot in spotted if not spot.is_doubtful)
        return Match(sure, bool(sure), tuple(dict.fromkeys(spot.finding for spot in spotted if spot.is_doubtful)))

    def _by_code(self, code: Code, kinds: Kinds) -> list[str]:
        system = system_at(code.system)
        if system is None or system == "loinc" or code.code is None:
            return []
        plain = plain_code(code.code, system)
        shortest = 1 if system in PREFIXED else len(plain)
        for length in range(len(plain), shortest - 1, -1):
            found = [
                one for one in self._codes.get((system, plain[:length]), ()) if self.edition.finding[one].kind in kinds
            ]
            if found:
                return found
        return []

    @cached_property
    def _codes(self) -> dict[tuple[str, str], list[str]]:
        index: dict[tuple[str, str], list[str]] = {}
        for kind in self.edition.findings:
            for coding in kind.codings:
                index.setdefault((coding.system, plain_code(coding.code, coding.system)), []).append(kind.code)
        return index

    def _narrowest(self, findings: Iterable[str]) -> tuple[str, ...]:
        """Each finding once, without those that another of them is a case of."""
        found = tuple(dict.fromkeys(findings))
        wider = {parent for code in found for parent in self.edition.lineage[code][1:]}
        return tuple(code for code in found if code not in wider)
