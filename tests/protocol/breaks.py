"""Ways to break an edition: the file, what is done to it, and what the check must say about it.

Each `change` returns the id of the entry that it spoils; `path` is the part of it that the problem must name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.protocol.copies import Content


@dataclass(frozen=True)
class Break:
    """One deliberate mistake. `said` must stand in what the problem calls given or allowed."""

    name: str
    file: str
    change: Callable[[Content], str]
    path: str
    said: str


def put(section: str, number: int, **values: Any) -> Callable[[Content], str]:
    """Set fields of one entry of a section."""

    def change(content: Content) -> str:
        content[section][number].update(values)
        return str(content[section][number].get("id") or content[section][number]["code"])

    return change


def put_when(section: str, number: int, **values: Any) -> Callable[[Content], str]:
    """Set conditions of one entry."""

    def change(content: Content) -> str:
        entry = content[section][number]
        entry["when"] = {**entry.get("when", {}), **values}
        return str(entry["id"])

    return change


def put_text(number: int, **values: Any) -> Callable[[Content], str]:
    """Set registers of one text of a file, counted from its head."""

    def change(content: Content) -> str:
        key = [name for name, text in content.items() if isinstance(text, dict)][number]
        content[key] = {**content[key], **values}
        return key

    return change


def drop_text(number: int) -> Callable[[Content], str]:
    """Take one text out."""

    def change(content: Content) -> str:
        key = [name for name in content if name != "reviewed"][number]
        del content[key]
        return key

    return change


def add_text(key: str, text: Any) -> Callable[[Content], str]:
    """Add a text that nothing asks for."""

    def change(content: Content) -> str:
        content[key] = text
        return key

    return change


def put_row(row: str, reason: str | None) -> Callable[[Content], str]:
    """Set one row of the ledger."""

    def change(content: Content) -> str:
        content["rows"][row] = reason
        return row

    return change


def leave_out_an_encoded_row(content: Content) -> str:
    """Give a reason to the first row that entries encode."""
    row = next(name for name, reason in content["rows"].items() if reason is None)
    content["rows"][row] = "it said nothing new"
    return str(row)


def first_rule_with_value(content: Content) -> str:
    """Test a value in a unit that its finding does not have."""
    rule = next(rule for rule in content["rules"] if rule.get("trigger", {}).get("value"))
    rule["trigger"]["value"]["unit"] = "stone"
    return str(rule["id"])


def first_triggered_rule(content: Content) -> str:
    """Key a rule by a finding that nobody knows."""
    rule = next(rule for rule in content["rules"] if rule.get("trigger") and not rule["trigger"].get("value"))
    rule["trigger"]["finding"] = "second_head"
    return str(rule["id"])


def about_nobody(content: Content) -> str:
    """A rule without trigger and without conditions."""
    rule = content["rules"][-1]
    rule.pop("trigger", None)
    rule.pop("when", None)
    return str(rule["id"])


def same_id(content: Content) -> str:
    """Call one product what another is called."""
    content["products"][-1]["id"] = content["products"][-2]["id"]
    return str(content["products"][-2]["id"])


def limit_for_nobody(content: Content) -> str:
    """A limit on a condition about a finding that nobody knows."""
    entry = next(entry for entry in content["anaesthetics"] if entry.get("limits"))
    entry["limits"][0]["when"] = {"findings": ["third_arm"]}
    return str(entry["id"])


def limit_both_ways(content: Content) -> str:
    """A limit that is a least and a most at once."""
    entry = [entry for entry in content["anaesthetics"] if entry.get("limits")][1]
    entry["limits"][0].update(at_least=1, at_most=2)
    return str(entry["id"])


def permissive_deeper(content: Content) -> str:
    """A permissive value that is stricter than the conservative one."""
    entry = next(entry for entry in content["depth_bounds"] if entry.get("permissive_at_most_mm"))
    entry["permissive_at_most_mm"] = 0.1
    return str(entry["id"])


def mild_above_moderate(content: Content) -> str:
    """A scale on which mild begins above moderate."""
    content["grades"]["mild_from"] = 9
    return str(content["grades"]["id"])


def nameless_device(content: Content) -> str:
    """Take the name of one device away."""
    del content["device.exceed"]
    return "device.exceed"


CITES = [
    Break("nothing", "plan.yaml", put("depth_bounds", 1, cites=[]), "cites", "nothing"),
    Break("unknown key", "plan.yaml", put("depth_bounds", 2, cites=["nobody1999"]), "", "'nobody1999'"),
    Break("claims too much", "plan.yaml", put("depth_bounds", 3, cites=["onlyheard2020"], evidence="opened"),
          "evidence", "its sources were secondary"),
    Break("claims too much of memory", "plan.yaml",
          put("depth_bounds", 4, cites=["remembered2020"], evidence="secondary"), "evidence", "recalled or inferred"),
]  # fmt: skip

WORDS = [
    Break("trigger finding", "assessment.yaml", first_triggered_rule, "trigger.finding", "'second_head'"),
    Break("finding", "assessment.yaml", put_when("rules", 1, findings=["hiccups"]), "when.findings", "'hiccups'"),
    Break("history", "assessment.yaml", put_when("rules", 2, history=["yawning"]), "when.history", "'yawning'"),
    Break("without", "assessment.yaml", put_when("rules", 3, without=["sneezing"]), "when.without", "'sneezing'"),
    Break("zone", "plan.yaml", put_when("depth_bounds", 5, zones=["elbow"]), "when.zones", "'elbow'"),
    Break("concern", "plan.yaml", put_when("depth_bounds", 6, concerns=["shoe_size"]), "when.concerns", "'shoe_size'"),
    Break("skin type", "plan.yaml", put_when("depth_bounds", 7, skin_types=["VII"]), "when.skin_types", "'VII'"),
    Break("device", "plan.yaml", put_when("depth_bounds", 8, devices=["fork"]), "when.devices", "'fork'"),
    Break("class of device", "plan.yaml", put_when("depth_bounds", 9, device_classes=["spoon"]),
          "when.device_classes", "'spoon'"),
    Break("role", "scope.yaml", put_when("scope", 0, roles=["butler"]), "when.roles", "'butler'"),
    Break("jurisdiction", "scope.yaml", put_when("scope", 1, jurisdictions=["XX-1"]), "when.jurisdictions", "'XX-1'"),
    Break("sex", "assessment.yaml", put_when("rules", 4, sexes=["both"]), "when.sexes", "'both'"),
    Break("addition", "plan.yaml", put("additions", 0, addition="gold_leaf"), "addition", "'gold_leaf'"),
    Break("anaesthetic", "assessment.yaml", put_when("rules", 5, anaesthetics=["whisky"]),
          "when.anaesthetics", "'whisky'"),
    Break("antiseptic's zone", "products.yaml", put("antiseptics", 0, barred_zones=["knee"]), "barred_zones", "'knee'"),
    Break("finding of a limit", "products.yaml", limit_for_nobody, "limits.0.when.findings", "'third_arm'"),
    Break("required task", "assessment.yaml", put("rules", 6, effects={"require_tasks": ["fly"]}),
          "effects.require_tasks", "'fly'"),
    Break("required role", "assessment.yaml", put("rules", 7, effects={"require_role": "wizard"}),
          "effects.require_role", "'wizard'"),
    Break("prohibited product", "assessment.yaml", put("rules", 8, effects={"prohibit_products": ["soup"]}),
          "effects.prohibit_products", "'soup'"),
    Break("clock", "aftercare.yaml", put("tasks", 0, until_clock="cuckoo"), "until_clock", "'cuckoo'"),
    Break("product of a task", "aftercare.yaml", put("tasks", 1, forbid=["whistling"]), "forbid", "'whistling'"),
    Break("symptom", "checkin.yaml", put("red_flags", 0, any=[{"any_of": ["boredom"]}]), "any.0.any_of", "'boredom'"),
    Break("trend", "checkin.yaml", put("red_flags", 1, any=[{"any_of": ["fever"], "trend": ["sideways"]}]),
          "any.0.trend", "'sideways'"),
    Break("notice", "checkin.yaml", put("red_flags", 2, any=[{"notices": ["rumour"]}]), "any.0.notices", "'rumour'"),
    Break("gate fact", "session.yaml", put("gate_rules", 0, tests=[{"fact": "moon_phase", "equals": True}]),
          "tests.0.fact", "'moon_phase'"),
    Break("endpoint", "plan.yaml", put("endpoints", 0, sign="applause"), "sign", "'applause'"),
    Break("measure", "outcome.yaml", put("expectations", 0, measure="charm"), "measure", "'charm'"),
    Break("unit", "outcome.yaml", put("expectations", 1, unit="smiles"), "unit", "'smiles'"),
    Break("topic", "outcome.yaml", put("facts", 0, topic="gossip"), "topic", "'gossip'"),
    Break("parent", "findings.yaml", put("findings", 0, parents=["ancestor"]), "parents", "'ancestor'"),
    Break("unit of a value", "assessment.yaml", first_rule_with_value, "trigger.value.unit", "'stone'"),
]  # fmt: skip

RANGES = [
    Break("range", "devices.yaml", put("devices", 0, depth_mm={"low": 2.5, "high": 0.2}), "depth_mm.high", "low 2.5"),
    Break("span", "plan.yaml", put("courses", 0, sessions={"min": 4, "usual": 9, "max": 6}), "sessions.max", "usual 9"),
    Break("ages", "assessment.yaml", put_when("rules", 9, age_from=40, age_below=20), "when.age_below", "age_from 40"),
    Break("shortest interval", "plan.yaml", put("courses", 1, permissive_min_days=999), "permissive_min_days", "999"),
    Break("reviews", "plan.yaml", put("courses", 2, review_days=[90, 30]), "review_days", "90, 30"),
    Break("depth without a bound", "plan.yaml", put("depth_bounds", 10, at_least_mm=None, at_most_mm=None),
          "at_most_mm", "neither"),
    Break("permissive depth", "plan.yaml", permissive_deeper, "permissive_at_most_mm", "0.1"),
    Break("clock without a chooser", "aftercare.yaml", put("clocks", 0, permissive_by=None),
          "permissive_by", "chooser"),
    Break("limit both ways", "products.yaml", limit_both_ways, "limits.0.at_most", "both"),
    Break("window of a task", "aftercare.yaml", put("tasks", 2, start={"days": 9}, until={"days": 2}),
          "until", "9 days"),
    Break("grades", "checkin.yaml", put("expected", 0, until_hours=[1, 2], grades=[1]), "grades", "1 grades for 2"),
    Break("periods", "checkin.yaml", put("expected", 1, until_hours=[24, 6], grades=[1, 1]), "until_hours", "24, 6"),
    Break("scale of grades", "checkin.yaml", mild_above_moderate, "moderate_from", "mild_from 9"),
    Break("typing bands", "intake.yaml", put("typing_bands", 0, lowest=[0, 9, 7]), "lowest", "0, 9, 7"),
    Break("share of patients", "outcome.yaml", put("expectations", 2, of_100=140), "of_100", "140"),
    Break("interval", "outcome.yaml", put("expectations", 3, change=5, change_interval={"low": 1, "high": 2}),
          "change", "inside its interval"),
    Break("UV bands", "sun.yaml", put("uv_bands", 1, from_index=0), "from_index", "0"),
    Break("hours to stay in", "sun.yaml", put("uv_bands", 2, stay_in=[15, 11]), "stay_in", "15, 11"),
    Break("time zone", "sun.yaml", put("places", 0, timezone="Mars/Olympus"), "timezone", "'Mars/Olympus'"),
    Break("latitude", "sun.yaml", put("places", 1, latitude=133.0), "latitude", "133"),
    Break("months", "sun.yaml", put("places", 2, monthly_noon_uv_index=[1, 2]), "monthly_noon_uv_index", "2 months"),
]  # fmt: skip

SHAPES = [
    Break("no clause", "checkin.yaml", put("red_flags", 3, any=[]), "any", "no clause"),
    Break("empty clause", "checkin.yaml", put("red_flags", 4, any=[{"until_hours": 5}]), "any.0", "tests nothing"),
    Break("no comparison", "session.yaml", put("gate_rules", 1, tests=[{"fact": "uv_index"}]), "tests.0", "uv_index"),
    Break("about nobody", "assessment.yaml", about_nobody, "when", "neither trigger nor when"),
    Break("same id", "products.yaml", same_id, "id", "stands 2 times"),
    Break("id in capitals", "plan.yaml", put("densities", 0, id="Density"), "id", "'Density'"),
]  # fmt: skip

TEXTS = [
    Break("missing", "texts/ur/plan.yaml", drop_text(0), "", "a text for the entry"),
    Break("of one language only", "texts/en/answers.yaml", add_text("only_here", "A sentence."), "", "is one in en"),
    Break("without a home", "texts/en/plan.yaml", add_text("nobody_asked", "A sentence."), "", "without an entry"),
    Break("for other readers", "texts/ur/checkin.yaml", put_text(0, patient=None), "", "clinician and patient"),
    Break("with other holes", "texts/ur/session.yaml", put_text(1, clinician="نیا {days}"), "", "{days}"),
    Break("with a hole nobody fills", "texts/en/aftercare.yaml", put_text(2, clinician="Until {moon}."), "", "{moon}"),
    Break("with loose braces", "texts/en/session.yaml", put_text(3, clinician="Look {here"), "", "braces"),
    Break("with a positional hole", "texts/en/session.yaml", put_text(4, clinician="Look {}"), "", "braces"),
    Break("with a depth for a patient", "texts/en/checkin.yaml", put_text(5, patient="1.5 mm."), "patient", "1.5 mm"),
    Break("with a name for no word", "texts/en/labels.yaml", add_text("zone.elbow", "elbow"), "", "'elbow'"),
    Break("without a name for a word", "texts/en/labels.yaml", nameless_device, "", "a text for the entry"),
]  # fmt: skip

LEDGER = [
    Break("lost row", "ledger.yaml", put_row("LOST-1", None), "", "no entry lists it"),
    Break("empty reason", "ledger.yaml", put_row("MUTE-1", " "), "", "empty reason"),
    Break("both", "ledger.yaml", leave_out_an_encoded_row, "", "left out, but listed by"),
    Break("unknown row", "plan.yaml", put("depth_bounds", 11, rows=["NOWHERE-1"]), "rows", "'NOWHERE-1'"),
]

REVIEW = [
    Break("old check", "plan.yaml", put("depth_bounds", 12, checked="2025-11-21"), "checked", "2025-11-21"),
    Break("check to come", "plan.yaml", put("depth_bounds", 13, checked="2999-01-01"), "checked", "2999-01-01"),
]

BREAKS = {
    f"{kind}: {made.name}": made
    for kind, many in {
        "cites": CITES,
        "words": WORDS,
        "ranges": RANGES,
        "shapes": SHAPES,
        "texts": TEXTS,
        "ledger": LEDGER,
        "review": REVIEW,
    }.items()
    for made in many
}
