"""Zones by the sites of a record: SNOMED CT body structures and plain words, with the side where it is told.

A site without a side is on either side, so both are named. A site that is no zone of the edition gives None.
"""

from percutis.domain.edition.edition import Edition
from percutis.interop.fhir.elements import Concept
from percutis.interop.fhir.names import Words, words_in
from percutis.interop.fhir.systems import plain_code, system_at

FACE = "face"
SIDES = {"left": "left", "right": "right", "7771000": "left", "24028007": "right"}
STRUCTURES = {
    "89545001": FACE,
    "302549007": FACE,
    "52795006": "forehead",
    "450721000": "temple",
    "60819002": "cheek",
    "45206002": "nose",
    "30291003": "chin",
    "80243003": "eyelid",
    "45048000": "neck",
    "41695006": "scalp",
    "818981001": "abdomen",
    "818983003": "abdomen",
    "113345001": "abdomen",
    "68367000": "thigh",
    "40983000": "upper_arm",
    "77568009": "back",
    "85562004": "hand",
}
OTHER_WORDS = {
    "facial": FACE,
    "perioral area": "perioral",
    "around the mouth": "perioral",
    "around the eyes": "periorbital",
    "upper chest": "decolletage",
    "décolletage": "decolletage",
    "between the brows": "glabella",
}
PADDING = frozenset(
    words_in("skin of the structure area region entire left right both side sided bilateral")
    + words_in("(body structure)")
)


def zones_of(site: Concept, edition: Edition) -> tuple[str, ...] | None:
    """The zones that a site of the record means, None where it means none of them."""
    base = _coded(site) or next((found for wording in site.wordings if (found := _worded(wording, edition))), None)
    if base is None:
        return None
    if base == FACE:
        return tuple(zone.id for zone in edition.zones if zone.group == "face")
    side = _side(site)
    zones = [zone for zone in edition.zones if zone.base == base]
    return tuple(zone.id for zone in zones if side is None or zone.side in (None, side)) or None


def _coded(site: Concept) -> str | None:
    for code in site.codes:
        if code.code and system_at(code.system) == "snomed":
            found = STRUCTURES.get(plain_code(code.code, "snomed"))
            if found:
                return found
    return None


def _worded(wording: str, edition: Edition) -> str | None:
    """The base zone whose name is all that the wording says, side and padding aside."""
    known: dict[Words, str] = {words_in(name): base for name, base in OTHER_WORDS.items()}
    known |= {words_in(zone.base.replace("_", " ")): zone.base for zone in edition.zones} | {words_in(FACE): FACE}
    words = words_in(wording)
    return known.get(words) or known.get(tuple(word for word in words if word not in PADDING))


def _side(site: Concept) -> str | None:
    """The one side that is told, None where it is none or both."""
    words = {word for wording in site.wordings for word in words_in(wording)}
    refinements = [code.code.partition(":")[2] for code in site.codes if code.code]
    sides = {side for said, side in SIDES.items() if said in words or any(said in one for one in refinements)}
    return sides.pop() if len(sides) == 1 else None
