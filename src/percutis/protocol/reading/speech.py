"""Says the values of an entry in words: windows, ranges, lists of words, yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from percutis.domain.edition.basis import Range, Window
from percutis.domain.edition.courses import Span
from percutis.domain.edition.texts import Register, Texts
from percutis.protocol.reading.captions import Captions

# Under which keys a word of a list is named, in the order in which they are tried, where it is not `labels.<list>`.
NAMED_AS = {
    "zone_name": ("labels.zone", "labels.group"),
    "base_zone": ("labels.zone",),
    "product_or_activity": ("labels.product", "labels.activity", "labels.addition", "labels.finding"),
    "typing_item": ("intake",),
}
CODES = ("task", "rule", "jurisdiction", "skin_type")  # said as they stand


@dataclass(frozen=True, slots=True)
class Speech:
    """One language: the edition's wording and the captions around it."""

    texts: Texts
    captions: Captions

    def word(self, kind: str, word: str) -> str:
        """A word of the list `kind` as the language names it, e.g. `zone_name`, `cheek` as "cheeks"."""
        for prefix in NAMED_AS.get(kind, (f"labels.{kind}",)):
            found = self.texts.wording.get(f"{prefix}.{word}")
            if found:
                return found.clinician
        return word if kind in CODES else self.captions.of_word(word)

    def text(self, key: str, register: Register = "clinician") -> str | None:
        """The text of a key in one register; None where there is none."""
        found = self.texts.wording.get(key)
        return (found.clinician if register == "clinician" else found.patient) if found else None

    def items(self, value: Any, kind: str | None = None) -> tuple[str, ...]:
        """A list of values in words, one by one; anything else as one."""
        if isinstance(value, tuple):
            return tuple("?" if item is None else self.value(item, kind) for item in value)
        return (self.value(value, kind),)

    def value(self, value: Any, kind: str | None = None) -> str:
        """Any value of an entry in words; `kind` is the list its words are from."""
        match value:
            case bool():
                return self.captions(f"said.{str(value).lower()}")
            case str():
                return self.word(kind, value) if kind else self.captions.of_word(value)
            case int() | float():
                return number(value)
            case Window():
                return self._window(value)
            case Range():
                return self._range(value.low, value.high)
            case Span():
                usual = f"{self.captions('said.usually')} {value.usual}"
                return self.listed((self._range(value.min, value.max), usual))
            case tuple():
                return self.listed(self.items(value, kind))
            case dict():
                return self.listed(f"{self.word('drug', name)} {number(share)} %" for name, share in value.items())
            case date():
                return value.isoformat()
            case _:
                return str(value)

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other; a name may hold commas, so a dot stands between."""
        return " · ".join(words)

    def _range(self, low: float, high: float) -> str:
        return number(low) if low == high else f"{number(low)}{self.captions('said.to')}{number(high)}"

    def _window(self, window: Window) -> str:
        counts = ((window.months, "month"), (window.days, "day"), (window.hours, "hour"))
        given = [self._count(abs(count), unit) for count, unit in counts if count]
        if not given:
            return self.captions("said.that_moment")
        before = any(count < 0 for count, _ in counts)
        return " ".join([*given, self.captions("said.before")] if before else given)

    def _count(self, count: int, unit: str) -> str:
        return f"{count} {self.captions(f'said.{unit}' if count == 1 else f'said.{unit}s')}"


def number(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:.6g}"
