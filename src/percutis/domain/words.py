"""The closed word lists that the core reasons about. Open lists (findings, zones, devices …) live in the edition."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a closed list: equal to its text, and as quick to look up."""

    __hash__ = str.__hash__

    def __reduce_ex__(self, protocol: object) -> tuple[type[Self], tuple[str]]:
        """Stored by its text; some versions of Python would store a call of `getattr` instead."""
        return type(self), (self.value,)


class Status(Word):
    """What is known of a finding. `UNKNOWN` is a question to ask, never a "no"."""

    ACTIVE = "active"
    PAST = "past"
    NEVER = "never"
    UNKNOWN = "unknown"


class Action(Word):
    """What one rule asks for, most severe first."""

    BLOCK = "block"
    DEFER = "defer"
    REFER = "refer"
    MODIFY = "modify"
    WARN = "warn"
    INFORM = "inform"


class Verdict(Word):
    """The whole answer: the first of these that any reason asks for."""

    BLOCK = "block"
    DEFER = "defer"
    REFER = "refer"
    MODIFY = "modify"
    PROCEED = "proceed"


class GateVerdict(Word):
    """The answer in the minute before the first pass."""

    STOP = "stop"
    MODIFY = "modify"
    GO = "go"


class Urgency(Word):
    """How soon somebody must look, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    WITHIN_48_HOURS = "within_48_hours"
    WITHIN_7_DAYS = "within_7_days"
    SELF_CARE = "self_care"


class Stance(Word):
    """Whether something may be added to the needling."""

    ALLOWED = "allowed"
    PHYSICIAN = "physician"
    PROHIBITED = "prohibited"
    NO_EVIDENCE = "no_evidence"


class Strength(Word):
    """What kind of source stands behind a value."""

    LABEL = "label"
    REGULATION = "regulation"
    TRIAL = "trial"
    REVIEW = "review"
    COHORT = "cohort"
    CASE = "case"
    CONSENSUS = "consensus"
    CLINIC = "clinic"
    EXPERT = "expert"
    INFERENCE = "inference"


class Evidence(Word):
    """How the source was seen: opened itself, through another page, from memory, or inferred from other facts."""

    OPENED = "opened"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    INFERRED = "inferred"


class Truth(Word):
    """Three-valued answer of a condition. `UNKNOWN` counts as met and asks a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


SKIN_TYPES = ("I", "II", "III", "IV", "V", "VI")
PHYSICIANS = ("dermatologist", "physician")
CLINICIANS = ("dermatologist", "physician", "nurse", "aesthetician")
