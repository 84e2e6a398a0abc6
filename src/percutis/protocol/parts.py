"""Walks an entry: the entry itself, then every smaller part inside it, each with its path; and which fields of them
hold words, of which list. Checks, pages and comparisons all read entries through here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from percutis.domain.edition.additions import Addition
from percutis.domain.edition.basis import Entry
from percutis.domain.edition.body import Thickness
from percutis.domain.edition.conditions import Trigger, When
from percutis.domain.edition.courses import Phase
from percutis.domain.edition.depth import DepthBound, Endpoint
from percutis.domain.edition.devices import Device, DeviceClass
from percutis.domain.edition.edition import Fact
from percutis.domain.edition.gate import FactTest, GateRule
from percutis.domain.edition.outcomes import Expectation, Regimen, Scale, TypingBands, TypingItem
from percutis.domain.edition.products import Anaesthetic, Antiseptic, DrugLimit, ProductClass
from percutis.domain.edition.rules import Effects, Permissive, Rule
from percutis.domain.edition.scope import ScopeRule
from percutis.domain.edition.sun import OzoneModel, UvBand
from percutis.domain.edition.tasks import Clock, TaskOutline
from percutis.domain.edition.triage import Clause, Expected, RedFlag, SeriousEvent

ENTRY_FIELDS = frozenset(field.name for field in fields(Entry))

# Which list of the vocabulary a field's words come from.
WORDS: dict[tuple[type, str], str] = {
    (When, "skin_types"): "skin_type",
    (When, "concerns"): "concern",
    (When, "zones"): "zone_name",
    (When, "findings"): "finding",
    (When, "history"): "finding",
    (When, "without"): "finding",
    (When, "additions"): "addition",
    (When, "anaesthetics"): "anaesthetic",
    (When, "devices"): "device",
    (When, "device_classes"): "device_class",
    (When, "roles"): "role",
    (When, "jurisdictions"): "jurisdiction",
    (When, "sexes"): "sex",
    (Trigger, "finding"): "finding",
    (Trigger, "status"): "status",
    (Trigger, "zones"): "zone_name",
    (Effects, "prohibit_additions"): "addition",
    (Effects, "prohibit_anaesthetics"): "anaesthetic",
    (Effects, "prohibit_antiseptics"): "antiseptic",
    (Effects, "prohibit_products"): "product_or_activity",
    (Effects, "require_tasks"): "task",
    (Effects, "require_role"): "role",
    (Permissive, "by"): "role",
    (Permissive, "action"): "action",
    (Rule, "action"): "action",
    (ScopeRule, "prohibit_additions"): "addition",
    (ScopeRule, "prohibit_anaesthetics"): "anaesthetic",
    (DepthBound, "permissive_by"): "role",
    (Clock, "permissive_by"): "role",
    (Endpoint, "sign"): "endpoint",
    (Device, "device_class"): "device_class",
    (Device, "jurisdictions_barred"): "jurisdiction",
    (DeviceClass, "device_class"): "device_class",
    (Addition, "addition"): "addition",
    (Addition, "stance"): "stance",
    (Anaesthetic, "agent"): "anaesthetic",
    (DrugLimit, "drug"): "drug",
    (Antiseptic, "antiseptic"): "antiseptic",
    (Antiseptic, "barred_zones"): "zone_name",
    (Antiseptic, "barred_findings"): "finding",
    (ProductClass, "product"): "product",
    (ProductClass, "additions"): "addition",
    (GateRule, "action"): "action",
    (GateRule, "override"): "role",
    (FactTest, "fact"): "fact",
    (TaskOutline, "until_clock"): "clock",
    (TaskOutline, "allow"): "product_or_activity",
    (TaskOutline, "forbid"): "product_or_activity",
    (Clock, "clock"): "clock",
    (Thickness, "zone"): "base_zone",
    (Thickness, "sex"): "sex",
    (Phase, "phase"): "phase",
    (OzoneModel, "hemisphere"): "hemisphere",
    (UvBand, "band"): "band",
    (Clause, "any_of"): "symptom",
    (Clause, "also"): "symptom",
    (Clause, "trend"): "trend",
    (Clause, "zones"): "zone_name",
    (Clause, "notices"): "notice",
    (RedFlag, "urgency"): "urgency",
    (Expected, "symptoms"): "symptom",
    (Expected, "beyond"): "urgency",
    (SeriousEvent, "symptoms"): "symptom",
    (SeriousEvent, "urgency"): "urgency",
    (Expectation, "measure"): "measure",
    (Expectation, "unit"): "unit",
    (Expectation, "addition"): "addition",
    (Regimen, "device_class"): "device_class",
    (Regimen, "skin_types"): "skin_type",
    (Scale, "scale"): "scale",
    (TypingItem, "item"): "typing_item",
    (TypingBands, "items"): "typing_item",
    (TypingBands, "questionnaire"): "questionnaire",
    (Fact, "topic"): "topic",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One dataclass inside an entry; `path` leads to it (`trigger`, `any.0.when`), empty for the entry itself."""

    path: str
    value: Any

    def at(self, field: str) -> str:
        """The path of one of its fields."""
        return f"{self.path}.{field}" if self.path else field

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Each word that it holds: the field, the list the word must be in, the word."""
        for field in fields(self.value):
            kind = WORDS.get((type(self.value), field.name))
            if kind is not None:
                yield from ((field.name, kind, word) for word in _listed(getattr(self.value, field.name)))


def parts(value: Any, path: str = "") -> Iterator[Part]:
    """`value` and every dataclass inside it. Entries inside an entry (cleared uses) are left to themselves."""
    part = Part(path, value)
    yield part
    for field in fields(value):
        for place, item in _items(part.at(field.name), getattr(value, field.name)):
            if is_dataclass(item) and not isinstance(item, Entry):
                yield from parts(item, place)


def _items(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        yield from ((f"{path}.{place}", item) for place, item in enumerate(value))
    else:
        yield path, value


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
