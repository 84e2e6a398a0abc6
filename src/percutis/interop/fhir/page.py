"""An intake that was read from a record, as YAML for people: where each line comes from, and what is still to add."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

LONGEST_SOURCES = 60
HEAD = """\
# An intake read from a FHIR record on {on}. It holds what the record says and nothing else: go through it with
# the patient, ask what could not be read, and add what stands behind # below."""
PATIENT = {
    "id": "# id: P-0001                      required: the clinic's own id, never a name",
    "born": "# born: 1992-04-03                required: the whole date",
    "sex": "# sex: female                     female, male or other",
    "weight_kg": "# weight_kg: 61                   needed where an anaesthetic is planned",
}
STILL_TO_ADD = """\
# place: Islamabad                  or {latitude: 33.69, longitude: 73.05, altitude_m: 540}
# operator: {role: aesthetician, licensed: true, jurisdiction: PK-ICT, supervisor: dermatologist}
# skin_type: {fitzpatrick: V}
# concerns:
#   - {concern: acne_scar_rolling, zones: [cheek_left, cheek_right], scale: goodman_baron_qualitative, grade: 3}
# devices: [skinpen_precision]      what the clinic can use
# additions: [platelet_rich_plasma] what the patient asked about
# earliest: 2026-12-01              the patient's first possible day"""


def intake_yaml(intake: Mapping[str, Any], sources: Mapping[str, tuple[str, ...]], on: date) -> str:
    """The intake as a YAML file that `percutis assess` reads once the id and birth date are there."""
    patient, findings = intake["patient"], intake["findings"]
    lines = [HEAD.format(on=on), "patient:" if patient else "# patient:"]
    margin = "  " if patient else "#   "
    for key, hint in PATIENT.items():
        lines.append(
            f"  {key}: {_scalar(patient[key])}" if key in patient else f"{margin}{hint if patient else hint[2:]}"
        )
    lines.append("findings:" if findings else "findings: []")
    lines += [f"  - {_flow(finding)}{_comment(sources.get(finding['finding'], ()))}" for finding in findings]
    return "\n".join([*lines, STILL_TO_ADD, ""])


def _flow(finding: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in finding.items()) + "}"


def _scalar(value: Any) -> str:
    """Words and days plain, free text quoted: an id of digits must stay a text."""
    if isinstance(value, list):
        return f"[{', '.join(_scalar(item) for item in value)}]"
    if isinstance(value, str):
        return value if _is_plain(value) else json.dumps(value)
    return f"{value:g}"


def _is_plain(value: str) -> bool:
    if value.replace("_", "").isalpha() and value.isascii() and value.islower():
        return value not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
    return len(value) == len("2026-11-22") and value.replace("-", "").isdigit() and value[4] == value[7] == "-"


def _comment(sources: tuple[str, ...]) -> str:
    """Where it stands in the record; ids are printed only as far as they are plain."""
    shown = ", ".join("".join(sign for sign in source if sign.isprintable()) for source in sources)
    return f"  # {shown if len(shown) <= LONGEST_SOURCES else shown[: LONGEST_SOURCES - 1] + '…'}" if shown else ""
