"""Every list of words that an edition speaks in, taken from the edition itself: what its registers enumerate (findings,
zones, devices …) and, for the lists that no register holds (concerns, symptoms, roles …), the names in its labels.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import (
    SKIN_TYPES,
    Action,
    Evidence,
    GateVerdict,
    Stance,
    Status,
    Strength,
    Urgency,
    Verdict,
)

Vocabulary = dict[str, tuple[str, ...]]

NAMED_BY_LABELS = (
    "concern", "symptom", "notice", "role", "trend", "addition", "topic", "measure", "unit", "endpoint", "phase",
    "activity",
)  # fmt: skip
SEXES = ("female", "male", "other")
HEMISPHERES = ("north", "south")
LONGEST_LIST = 16


def vocabulary(edition: Edition, texts: Texts) -> Vocabulary:
    """Every list by the name of one of its words (`finding`, `zone` …), in the order of the edition."""
    own: dict[str, Iterable[str]] = {
        **{kind: labelled(kind, texts) for kind in NAMED_BY_LABELS},
        **_of_the_body(edition),
        **_of_the_registers(edition),
        **_of_the_journey(edition),
        **_closed(),
    }
    return {kind: tuple(dict.fromkeys(words)) for kind, words in own.items()}


def labelled(kind: str, texts: Texts) -> list[str]:
    """The words of one kind that the labels name."""
    prefix = f"labels.{kind}."
    return [key.removeprefix(prefix) for key in texts.wording if key.startswith(prefix)]


def nearest(given: str, words: Iterable[str]) -> str:
    """What is allowed, in words: a short list whole, of a long one the nearest."""
    known = tuple(words)
    if len(known) <= LONGEST_LIST:
        return ", ".join(known) or "nothing: the edition has no such words"
    near = get_close_matches(given.casefold(), known, n=3, cutoff=0.5)
    return f"{' or '.join(near)}?" if near else f"one of {len(known)} words, none of them near"


def _of_the_body(edition: Edition) -> dict[str, Iterable[str]]:
    zones = edition.zones
    return {
        "zone": (zone.id for zone in zones),
        "base_zone": (zone.base for zone in zones),
        "zone_name": (name for zone in zones for name in (zone.id, zone.base, zone.group)),
        "skin_type": SKIN_TYPES,
        "sex": SEXES,
        "hemisphere": HEMISPHERES,
    }


def _of_the_registers(edition: Edition) -> dict[str, Iterable[str]]:
    return {
        "finding": edition.finding,
        "device": edition.device,
        "device_class": (entry.device_class for entry in edition.device_classes),
        "anaesthetic": ("none", *(entry.agent for entry in edition.anaesthetics)),
        "drug": (drug for entry in edition.anaesthetics for drug in entry.ingredients),
        "antiseptic": (entry.antiseptic for entry in edition.antiseptics),
        "product": (entry.product for entry in edition.products),
        "jurisdiction": (name for entry in edition.jurisdictions for name in (entry.id, entry.country)),
        "place": (entry.name for entry in edition.places),
        "scale": (entry.scale for entry in edition.scales),
        "questionnaire": (entry.questionnaire for entry in edition.typing_bands),
        "typing_item": (entry.item for entry in edition.typing_items),
    }


def _of_the_journey(edition: Edition) -> dict[str, Iterable[str]]:
    return {
        "clock": (entry.clock for entry in edition.clocks),
        "task": (entry.id for entry in edition.tasks),
        "band": (entry.band for entry in edition.uv_bands),
        "rule": (entry.id for entry in edition.rules),
    }


def _closed() -> dict[str, Iterable[str]]:
    return {
        "action": Action,
        "verdict": Verdict,
        "gate_verdict": GateVerdict,
        "urgency": Urgency,
        "stance": Stance,
        "status": Status,
        "strength": Strength,
        "evidence": Evidence,
    }
