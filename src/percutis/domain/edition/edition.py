"""An edition: the whole cited protocol as one value, with the indexes that make looking things up a dictionary walk."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Literal

from percutis.domain.edition.additions import Addition
from percutis.domain.edition.basis import Entry
from percutis.domain.edition.body import Thickness, Zone
from percutis.domain.edition.courses import CourseOutline, Phase
from percutis.domain.edition.depth import Density, DepthBound, Endpoint, NotNeedled
from percutis.domain.edition.devices import Device, DeviceClass
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.gate import GateRule
from percutis.domain.edition.outcomes import Expectation, Regimen, Scale, TypingBands, TypingItem
from percutis.domain.edition.products import Anaesthetic, Antiseptic, DrugLimit, FaceArea, ProductClass
from percutis.domain.edition.rules import Rule
from percutis.domain.edition.scope import Jurisdiction, ScopeRule
from percutis.domain.edition.sun import OzoneModel, Place, SunModel, UvBand
from percutis.domain.edition.tasks import Clock, TaskOutline
from percutis.domain.edition.triage import CheckinDay, Expected, GradeScale, RedFlag, SeriousEvent, Unlisted
from percutis.domain.words import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Entry):
    """A cited fact that is shown and explained but decides nothing (text `<file>.<id>`)."""

    topic: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """One edition. Field names are the sections of its files; `status` is shown on every answer until approved."""

    __pydantic_config__ = {"extra": "forbid"}

    id: str
    status: Literal["draft", "approved", "withdrawn"]
    released: date | None
    review_by: date
    approved_by: str | None = None

    findings: tuple[FindingKind, ...]
    zones: tuple[Zone, ...]
    thickness: tuple[Thickness, ...]
    devices: tuple[Device, ...]
    device_classes: tuple[DeviceClass, ...]

    typing_items: tuple[TypingItem, ...]
    typing_bands: tuple[TypingBands, ...]
    scales: tuple[Scale, ...]

    rules: tuple[Rule, ...]

    scope: tuple[ScopeRule, ...]
    jurisdictions: tuple[Jurisdiction, ...]

    depth_bounds: tuple[DepthBound, ...]
    densities: tuple[Density, ...]
    endpoints: tuple[Endpoint, ...]
    not_needled: tuple[NotNeedled, ...]
    courses: tuple[CourseOutline, ...]
    additions: tuple[Addition, ...]

    anaesthetics: tuple[Anaesthetic, ...]
    drug_limits: tuple[DrugLimit, ...]
    face_area: FaceArea
    antiseptics: tuple[Antiseptic, ...]
    products: tuple[ProductClass, ...]

    gate_rules: tuple[GateRule, ...]

    tasks: tuple[TaskOutline, ...]
    clocks: tuple[Clock, ...]
    phases: tuple[Phase, ...]

    places: tuple[Place, ...]
    sun_model: SunModel
    ozone: tuple[OzoneModel, ...]
    uv_bands: tuple[UvBand, ...]

    red_flags: tuple[RedFlag, ...]
    expected: tuple[Expected, ...]
    grades: GradeScale
    unlisted: Unlisted
    serious_events: tuple[SeriousEvent, ...]
    checkin_days: tuple[CheckinDay, ...]

    expectations: tuple[Expectation, ...]
    regimens: tuple[Regimen, ...]
    facts: tuple[Fact, ...]

    @cached_property
    def finding(self) -> dict[str, FindingKind]:
        """Findings by code."""
        return {kind.code: kind for kind in self.findings}

    @cached_property
    def lineage(self) -> dict[str, tuple[str, ...]]:
        """Each finding with all its ancestors, itself first."""
        return {code: tuple(self._ancestors(code)) for code in self.finding}

    @cached_property
    def descendants(self) -> dict[str, tuple[str, ...]]:
        """Each finding with everything that is a case of it, itself included."""
        return {code: tuple(child for child, line in self.lineage.items() if code in line) for code in self.finding}

    def _ancestors(self, code: str) -> list[str]:
        seen = [code]
        for current in seen:
            seen.extend(p for p in self.finding[current].parents if p not in seen)
        return seen

    @cached_property
    def rules_by_finding(self) -> dict[str | None, tuple[Rule, ...]]:
        """Screening rules by the finding that triggers them; None holds the rules about patient and operator."""
        index: dict[str | None, list[Rule]] = {}
        for rule in self.rules:
            index.setdefault(rule.trigger.finding if rule.trigger else None, []).append(rule)
        return {code: tuple(rules) for code, rules in index.items()}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Screening rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def rule_order(self) -> dict[str, int]:
        """The place of each screening rule in its file."""
        return {rule.id: place for place, rule in enumerate(self.rules)}

    @cached_property
    def rule_rank(self) -> dict[str, int]:
        """The place of each screening rule when the most severe stand first, and in file order among equals."""
        severity = list(Action)
        ordered = sorted(self.rules, key=lambda rule: severity.index(rule.action))
        return {rule.id: place for place, rule in enumerate(ordered)}

    @cached_property
    def zone(self) -> dict[str, Zone]:
        """Zones by id."""
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def zone_names(self) -> dict[str, frozenset[str]]:
        """Every name that conditions use for a zone: its id, its base zone and its group."""
        return {zone.id: frozenset((zone.id, zone.base, zone.group)) for zone in self.zones}

    @cached_property
    def bony_zones(self) -> frozenset[str]:
        """The zones with bone close beneath."""
        return frozenset(zone.id for zone in self.zones if zone.bony)

    @cached_property
    def refused_classes(self) -> frozenset[str]:
        """The classes of device that need another protocol."""
        return frozenset(entry.device_class for entry in self.device_classes if entry.refused)

    @cached_property
    def device(self) -> dict[str, Device]:
        """Devices by id."""
        return {device.id: device for device in self.devices}

    @cached_property
    def task(self) -> dict[str, TaskOutline]:
        """Tasks by id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by name and alias, in small letters."""
        return {name.casefold(): place for place in self.places for name in (place.name, place.id, *place.aliases)}

    def entries(self) -> list[Entry]:
        """Every cited line of the edition, in file order."""
        found: list[Entry] = []
        for value in (getattr(self, field.name) for field in fields(self)):
            if isinstance(value, Entry):
                found.append(value)
            elif isinstance(value, tuple):
                found.extend(item for item in value if isinstance(item, Entry))
        return [*found, *(use for device in self.devices for use in device.uses)]
