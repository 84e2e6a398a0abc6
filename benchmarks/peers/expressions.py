"""A screening rule as one boolean expression, in a dialect. Two peers speak nearly the same language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from benchmarks.peers.record import cutoff, within_cutoff
from percutis.domain.edition.conditions import Trigger, When
from percutis.domain.edition.rules import Rule

CONCERN_FIELDS = ("concerns", "zones", "bony", "grade_from", "concern_younger_than")


@dataclass(frozen=True)
class Dialect:
    """How one engine writes what differs: an item of a list, "some item", "shares a member"."""

    item: str
    some: str
    shares: str

    def any_item(self, items: str, condition: str) -> str:
        """Some item of the list meets the condition."""
        return self.some.format(items=items, condition=condition)

    def any_shared(self, items: str, words: Iterable[str]) -> str:
        """The list holds one of the words."""
        return self.shares.format(items=items, words=listed(words))


def listed(words: Iterable[str]) -> str:
    """Words as a list literal."""
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def expression(rule: Rule, on: date, dialect: Dialect) -> str:
    """The whole rule: its finding, then everything it asks of the patient and of a requested zone."""
    parts = _patient_parts(rule.when, dialect)
    if rule.trigger:
        parts.insert(0, dialect.any_item("findings", " and ".join(_finding_parts(rule, on, dialect))))
        spot_parts = [_union_part(rule.when, dialect)] if rule.when.names_a_place else []
    else:
        spot_parts = [dialect.any_item("spots", " and ".join(_spot_parts(rule.when, on, dialect)))]
        spot_parts = spot_parts if rule.when.names_a_place else []
    return " and ".join(f"({part})" for part in (*parts, *spot_parts)) or "true"


def _union_part(when: When, dialect: Dialect) -> str:
    """A finding's rule asks of all requested zones together, each field by itself."""
    tests = []
    if when.concerns:
        tests.append(dialect.any_item("spots", f"{dialect.item}concern in {listed(when.concerns)}"))
    if when.zones:
        tests.append(dialect.any_item("spots", dialect.any_shared(f"{dialect.item}zones", when.zones)))
    if when.bony is not None:
        held = dialect.any_item("spots", f"{dialect.item}bony == true")
        tests.append(held if when.bony else f"not ({held})")
    return " and ".join(f"({test})" for test in tests) or "true"


def _finding_parts(rule: Rule, on: date, dialect: Dialect) -> list[str]:
    trigger, item = rule.trigger, dialect.item
    assert isinstance(trigger, Trigger)
    parts = [
        f"'{trigger.finding}' in {item}codes",
        f"{item}status in {listed(status.value for status in trigger.status)}",
    ]
    after = within_cutoff(rule, on)
    if after is not None:
        parts.append(f"({item}last == null or {item}last > {after})")
    if trigger.beyond:
        until = cutoff(trigger.beyond, on)
        parts.append(f"({item}status == 'past' and ({item}last == null or {item}last <= {until}))")
    if trigger.value:
        unsaid = f"{item}value == null or" if trigger.value.if_unsaid == "met" else f"{item}value != null and"
        parts += [
            f"({unsaid} {item}value {sign} {limit})"
            for sign, limit in (
                (">", trigger.value.above),
                (">=", trigger.value.at_least),
                ("<", trigger.value.below),
                ("<=", trigger.value.at_most),
            )
            if limit is not None
        ]
    if trigger.zones:
        shared = dialect.any_shared(f"{item}zones", trigger.zones)
        parts.append(f"({item}zones == [] or {shared})")
    if rule.scope == "area":
        parts.append(f"{item}in_area == true")
    return parts


def _patient_parts(when: When, dialect: Dialect) -> list[str]:
    parts = []
    for field, name in (("skin_types", "skin_type"), ("roles", "role"), ("sexes", "sex")):
        if words := getattr(when, field):
            parts.append(f"{name} == null or {name} in {listed(words)}")
    lists = ("additions", "devices", "device_classes", "jurisdictions")
    for field, name in (*((name, name) for name in lists), ("findings", "active"), ("history", "history")):
        if words := getattr(when, field):
            parts.append(dialect.any_shared(name, words))
    if when.without:
        parts.append(f"not ({dialect.any_shared('active', when.without)})")
    if when.anaesthetics:
        parts.append("false")
    if when.supervised is not None:
        parts.append(f"supervised == null or supervised == {str(when.supervised).lower()}")
    if when.age_below is not None:
        parts.append(f"age < {when.age_below}")
    if when.age_from is not None:
        parts.append(f"age >= {when.age_from}")
    return parts


def _spot_parts(when: When, on: date, dialect: Dialect) -> list[str]:
    item = dialect.item
    parts = []
    if when.concerns:
        parts.append(f"{item}concern in {listed(when.concerns)}")
    if when.zones:
        parts.append(dialect.any_shared(f"{item}zones", when.zones))
    if when.bony is not None:
        parts.append(f"{item}bony == {str(when.bony).lower()}")
    if when.grade_from is not None:
        parts.append(f"({item}grade == null or {item}grade >= {when.grade_from})")
    if when.concern_younger_than is not None:
        parts.append(f"({item}since == null or {item}since > {cutoff(when.concern_younger_than, on)})")
    return parts or ["true"]
