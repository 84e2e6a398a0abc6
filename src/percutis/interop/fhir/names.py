"""Findings by their names: codes of the edition as words, labels, brand names, and other words that records use.

A name is found where its words stand together in a wording, whatever their case, spelling (haem-, hem-) or plural.
A wording that speaks of no, of the family, the past or a risk is doubtful: it may say the opposite of the name in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("ph", "f"))
_KIND_OF_CONCEPT = re.compile(
    r"\((?:disorder|finding|procedure|situation|product|substance|medicinal product)\)\s*$", re.I
)
_ALLERGY = (re.compile(r"^allerg(?:y|ic) to "), re.compile(r"(?: product)?(?: contact)? allergy$"))


def words_in(wording: str) -> Words:
    """The words of a wording in the form in which names are compared."""
    return tuple(_plain(word) for word in _WORD.findall(_KIND_OF_CONCEPT.sub("", wording).casefold()))


def _plain(word: str) -> str:
    for written, plain in _SPELLINGS:
        word = word.replace(written, plain)
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


DOUBTS = words_in(
    """ex former history absent excluded ruled negative family familial mother father sibling relative maternal paternal
    risk screening screen test education counselling counseling vaccine vaccination immunisation immunization
    prophylaxis"""
)
NEGATIONS = words_in("no not never denied denies deny without")


def is_doubtful(words: Words, start: int) -> bool:
    """Whether a name that begins at `start` may be denied, a relative's, a risk, or only looked for."""
    before = words[:start]
    return any(word in DOUBTS for word in words) or any(word in NEGATIONS for word in before) or before[-1:] == ("non",)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A finding whose name stands in a wording."""

    finding: str
    is_doubtful: bool


@dataclass(frozen=True)
class Names:
    """The names of an edition's findings, with the wording of as many languages as are given."""

    edition: Edition
    texts: tuple[Texts, ...] = ()

    def spot(self, wording: str, kinds: frozenset[str]) -> Iterator[Spotted]:
        """The findings of these kinds that the wording names, the longest name at each place."""
        words, start = words_in(wording), 0
        while start < len(words):
            name = self._longest_at(words, start, kinds)
            for finding in self._of(name, kinds):
                yield Spotted(finding, is_doubtful(words, start))
            start += len(name) or 1

    def is_exactly(self, wording: str, finding: str) -> bool:
        """Whether the whole wording is the finding's own name, and so no case of it."""
        return words_in(wording) in {words_in(name) for name in self._own_names(finding)}

    def _longest_at(self, words: Words, start: int, kinds: frozenset[str]) -> Words:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            if self._of(words[start : start + length], kinds):
                return words[start : start + length]
        return ()

    def _of(self, name: Words, kinds: frozenset[str]) -> list[str]:
        return [code for kind, codes in self._by_words.get(name, {}).items() if kind in kinds for code in codes]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_words), default=0)

    @cached_property
    def _by_words(self) -> dict[Words, dict[str, list[str]]]:
        index: dict[Words, dict[str, list[str]]] = {}
        for kind in self.edition.findings:
            for group, name in self._names(kind):
                codes = index.setdefault(words_in(name), {}).setdefault(group, [])
                if kind.code not in codes:
                    codes.append(kind.code)
        index.pop((), None)
        return index

    def _names(self, kind: FindingKind) -> Iterator[tuple[str, str]]:
        """Each name with the kind of finding it may stand for; an allergy is also known by its substance."""
        names = (*self._own_names(kind.code), *kind.brands, *kind.names)
        yield from ((kind.kind, name) for name in names)
        if kind.kind == "allergy":
            yield from (named for name in names for named in _allergy_names(name))

    def _own_names(self, code: str) -> Iterator[str]:
        """The finding's code as words, and its labels as clinicians read them."""
        yield code.replace("_", " ")
        labels = (texts.wording.get(f"labels.finding.{code}") for texts in self.texts)
        yield from (label.clinician for label in labels if label)


def _allergy_names(name: str) -> Iterator[tuple[str, str]]:
    substance = name
    for pattern in _ALLERGY:
        substance = pattern.sub("", substance)
    yield "substance", substance
    yield "allergy", f"{substance} allergy"
    yield "allergy", f"allergy to {substance}"
