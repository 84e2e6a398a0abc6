"""What moved between two editions: entries added, removed, changed field by field, and sentences worded anew."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from percutis.domain.edition.basis import Entry, Range, Window
from percutis.domain.edition.body import Zone
from percutis.domain.edition.courses import Span
from percutis.domain.edition.findings import FindingKind
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import WORDS
from percutis.protocol.reading.cards import Card, card_of
from percutis.protocol.reading.speech import Speech

PLAIN = (Range, Span, Window)
NOTHING = "nothing"
HEADER = ("status", "released", "review_by", "approved_by")
Thing = Entry | FindingKind | Zone
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, removed or changed. `card` is the entry as it stands now, or last stood."""

    kind: str
    step: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    card: Card | None = None


def differences(before: Manuscript, after: Manuscript, speech: Speech) -> tuple[Change, ...]:
    """Everything that changed from one edition to the other, in the order of the newer one; removals last."""
    return tuple(_changes(before, after, speech))


def _changes(before: Manuscript, after: Manuscript, speech: Speech) -> Iterator[Change]:
    header = tuple(_header(before, after, speech))
    if header:
        yield Change("changed", "edition", after.edition.id, header)
    old, new = _things(before), _things(after)
    for key, thing in new.items():
        if key not in old:
            yield _change("added", key, thing, after, speech)
            continue
        moved = (*_moved(old[key], thing, speech), *_reworded(_texts_of(key, thing), before, after))
        if moved:
            yield _change("changed", key, thing, after, speech, moved)
    yield from (_change("removed", key, thing, before, speech) for key, thing in old.items() if key not in new)
    told = {text for things in (old, new) for key, thing in things.items() for text in _texts_of(key, thing)}
    others = sorted((_all_texts(before) | _all_texts(after)) - told)
    for text in others:
        moved = tuple(_reworded((text,), before, after))
        if moved:
            file, _, name = text.partition(".")
            yield Change("changed", file, name, moved)


def _change(
    kind: str, key: Key, thing: Thing, manuscript: Manuscript, speech: Speech, moved: tuple[FieldChange, ...] = ()
) -> Change:
    if isinstance(thing, Entry):
        return Change(kind, thing.file, thing.id, moved, card_of(thing, manuscript, speech))
    return Change(kind, key[0], key[1], moved)


def _things(manuscript: Manuscript) -> dict[Key, Thing]:
    """Zones, findings and entries by kind and name."""
    edition = manuscript.edition
    found: dict[Key, Thing] = {("zones", zone.id): zone for zone in edition.zones}
    found |= {("findings", kind.code): kind for kind in edition.findings}
    return found | {("entries", entry.id): entry for entry in manuscript.entries}


def _header(before: Manuscript, after: Manuscript, speech: Speech) -> Iterator[FieldChange]:
    for name in HEADER:
        old, new = (_said(getattr(item.edition, name), None, speech) for item in (before, after))
        if old != new:
            yield FieldChange(name, old, new)


def _moved(old: Thing, new: Thing, speech: Speech) -> Iterator[FieldChange]:
    said_before, said_after = dict(_said_fields(old, speech)), dict(_said_fields(new, speech))
    for name in dict.fromkeys((*said_after, *said_before)):
        was, now = said_before.get(name, NOTHING), said_after.get(name, NOTHING)
        if was != now:
            yield FieldChange(name, was, now)


def _said_fields(value: Any, speech: Speech, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of an entry and of the parts inside it, by path, in words."""
    for field in fields(value):
        given, place = getattr(value, field.name), f"{path}{field.name}"
        if isinstance(given, tuple) and any(isinstance(item, Entry) for item in given):
            continue  # entries inside an entry (cleared uses) stand for themselves
        if field.name == "cites":
            yield place, speech.listed(f"{cite.key} @ {cite.at}" if cite.at else cite.key for cite in given) or NOTHING
        elif isinstance(given, tuple) and any(_is_part(item) for item in given):
            for number, item in enumerate(given):
                yield from _said_fields(item, speech, f"{place}.{number}.")
        elif _is_part(given):
            yield from _said_fields(given, speech, f"{place}.")
        else:
            yield place, _said(given, WORDS.get((type(value), field.name)), speech)


def _is_part(given: Any) -> bool:
    return is_dataclass(given) and not isinstance(given, (*PLAIN, Entry))


def _said(given: Any, kind: str | None, speech: Speech) -> str:
    return NOTHING if given is None or given in ((), {}) else speech.value(given, kind)


def _texts_of(key: Key, thing: Thing) -> tuple[str, ...]:
    return (thing.key,) if isinstance(thing, Entry) else (f"{key[0]}.{key[1]}",)


def _all_texts(manuscript: Manuscript) -> set[str]:
    return {key for texts in manuscript.texts.values() for key in texts.wording}


def _reworded(keys: tuple[str, ...], before: Manuscript, after: Manuscript) -> Iterator[FieldChange]:
    """The sentences under these keys that changed, by language and reader."""
    for key in keys:
        for language in sorted({*before.texts, *after.texts}):
            for register in ("clinician", "patient"):
                was, now = (_sentence(item, language, key, register) for item in (before, after))
                if was != now:
                    yield FieldChange(f"text.{language}.{register}", was, now)


def _sentence(manuscript: Manuscript, language: str, key: str, register: str) -> str:
    texts = manuscript.texts.get(language)
    found = texts.wording.get(key) if texts else None
    said: str | None = getattr(found, register) if found else None
    return f"“{said}”" if said else NOTHING
