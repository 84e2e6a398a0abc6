"""The resources of a record, from however deep its bundles are nested, and the references between them.

A reference is followed as FHIR says: to what the same resource contains (`#id`), to an entry by its full address,
or to a type and id beside it. Of several versions of a resource the newest counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from percutis.interop.fhir.elements import Json, listed, mapping, text
from percutis.interop.fhir.said import UNNAMED, About, Note


@dataclass(frozen=True, slots=True)
class Held:
    """One resource of the record, with its full address where the bundle gives one."""

    resource: Json
    address: str | None = None

    @property
    def kind(self) -> str:
        """Its type, such as `Condition`."""
        return text(self.resource.get("resourceType")) or "resource"

    @property
    def id(self) -> str:
        """Its id, the end of its address where it has none."""
        said = text(self.resource.get("id")) or (self.address or "").replace(":", "/").rpartition("/")[2]
        return said or UNNAMED

    @property
    def key(self) -> str:
        """What no other resource of the record has: the address, else type and id."""
        return self.address or f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Record:
    """Every resource that a file holds, each once; `notes` tell what could not even be opened."""

    held: tuple[Held, ...]
    notes: tuple[Note, ...] = ()
    by_key: dict[str, Held] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Held]:
        """The resources of one type, in the order of the file."""
        yield from (one for one in self.held if one.kind == kind)

    def follow(self, reference: object, holder: Json) -> Held | None:
        """The resource that a reference of `holder` leads to, None where the record does not hold it."""
        link = text(mapping(reference).get("reference"))
        if link is None:
            return None
        if link.startswith("#"):
            return _contained(link[1:], holder)
        link = plain_link(link)
        return self.by_key.get(link) or self._without_address("/".join(link.split("/")[-2:]))

    def _without_address(self, name: str) -> Held | None:
        """The entry of that type and id, if the bundle gives it no address that could contradict."""
        found = self.by_key.get(name)
        return found if found and found.address is None else None


def plain_link(link: str) -> str:
    """A reference without the version that it may name."""
    return link.partition("/_history/")[0]


def open_record(resource: Json) -> Record:
    """The record that one resource or bundle makes."""
    versions: dict[str, Held] = {}
    notes: list[Note] = []
    for held in _flat(resource, notes):
        if held.id == UNNAMED:
            versions[f"{held.kind} {len(versions)}"] = held
            continue
        known = versions.get(held.key)
        if known:
            notes.append(Note(About(held.kind, held.id), "stands in several versions: the newest is read"))
        if known is None or _version(held) >= _version(known):
            versions[held.key] = held
    kept = tuple(versions.values())
    return Record(kept, tuple(notes), _keys(kept))


def _keys(kept: tuple[Held, ...]) -> dict[str, Held]:
    """Every way to name a resource. Type and id alone never outrank a full address."""
    short = {f"{one.kind}/{one.id}": one for one in reversed(kept) if one.id != UNNAMED}
    return short | {one.address: one for one in kept if one.address}


def _flat(resource: Json, notes: list[Note]) -> Iterator[Held]:
    """The resources of nested bundles, in the order of the file."""
    waiting = [Held(resource)]
    while waiting:
        one = waiting.pop()
        if one.kind != "Bundle":
            yield one
            continue
        inner = [_entry(item) for item in listed(one.resource.get("entry"))]
        empty = inner.count(None)
        if empty:
            said = f"{empty} of its entries hold no resource" if empty > 1 else "one of its entries holds no resource"
            notes.append(Note(About("Bundle", one.id), said))
        waiting.extend(reversed([found for found in inner if found]))


def _entry(item: object) -> Held | None:
    resource = mapping(mapping(item).get("resource"))
    address = text(mapping(item).get("fullUrl"))
    if text(resource.get("resourceType")) is None:
        return None
    return Held(resource, plain_link(address) if address else None)


def _version(held: Held) -> tuple[str, str]:
    meta = mapping(held.resource.get("meta"))
    number = text(meta.get("versionId")) or ""
    return text(meta.get("lastUpdated")) or "", number.rjust(20, "0")


def _contained(name: str, holder: Json) -> Held | None:
    for inner in listed(holder.get("contained")):
        if text(mapping(inner).get("id")) == name:
            return Held(mapping(inner))
    return None
