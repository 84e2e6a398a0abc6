"""Of several measurements, or several answers to one question, the newest up to the day asked counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from percutis.interop.fhir.said import Measured, Note, Said
from percutis.interop.fhir.settle import Frame, whole_day


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest measurement, None where none can be used, and what to know of it and the others."""

    measured: Measured | None
    notes: tuple[Note, ...] = ()


def newest_of(measured: Sequence[Measured], frame: Frame) -> Newest:
    """The newest measurement; one without a whole date counts as the oldest. Its age is told."""
    dated = [(one, *whole_day(one.day or "", frame.on, frame.born)) for one in measured]
    outside = [one for one, day, why in dated if day is None and "lies" in why]
    notes = [Note(one.about, "measured outside the time asked about: not taken") for one in outside]
    usable = [(day or date.min, one) for one, day, _ in dated if one not in outside]
    if not usable:
        return Newest(None, tuple(notes))
    day, latest = max(usable, key=lambda pair: pair[0])
    age = f"measured on {day}" if day > date.min else "measured on no stated day"
    value = f"{latest.value:g} {latest.unit}".rstrip()
    notes.append(Note(latest.about, f"{value} {age}: please confirm that it still holds"))
    notes += [Note(one.about, "an older measurement: not taken") for _, one in usable if one is not latest]
    return Newest(latest, tuple(notes))


def newest_answers(said: Iterable[Said]) -> tuple[list[Said], list[Note]]:
    """Everything that was said, of answers to the same question only the newest."""
    everything = list(said)
    newest: dict[str, Said] = {}
    for one in everything:
        known = newest.get(one.finding)
        if one.answered is not None and (known is None or one.answered >= (known.answered or "")):
            newest[one.finding] = one
    kept = [one for one in everything if one.answered is None or one is newest[one.finding]]
    older = [one for one in everything if one not in kept]
    return kept, [Note(one.about, f"an older answer about {one.finding}: not taken") for one in older]
