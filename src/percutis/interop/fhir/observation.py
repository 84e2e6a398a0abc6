"""Observation: body weight, pregnancy and smoking status, and the values of findings (HbA1c, INR).

The edition's LOINC codings say which measurement is the value of which finding. A measurement does not say that the
finding is there. Who is not pregnant on one day may be on the next, so only the day asked counts.
"""

from collections.abc import Iterator

from percutis.domain.words import Status
from percutis.interop.fhir.elements import Concept, Json, concept, listed, mapping, number, text, word
from percutis.interop.fhir.ground import Ground
from percutis.interop.fhir.moments import end_of
from percutis.interop.fhir.report import about, in_words
from percutis.interop.fhir.said import About, Measured, Note, Said, Telling, left
from percutis.interop.fhir.systems import system_at

WEIGHT, PREGNANCY, SMOKING = "29463-7", "82810-3", "72166-2"
KILOGRAMS = {"kg": 1.0, "g": 0.001, "[lb_av]": 0.45359237, "lb": 0.45359237, "lbs": 0.45359237}
UNITS = {"%": ("%",), "INR": ("{inr}", "inr", "1", "", "{ratio}", "ratio")}

SURE = ("final", "amended", "corrected")
NOT_TAKEN = ("entered-in-error", "cancelled", "registered")

PREGNANT = {
    "77386006": Status.ACTIVE,
    "LA15173-0": Status.ACTIVE,
    "60001007": Status.NEVER,
    "LA26683-5": Status.NEVER,
    "146799005": Status.UNKNOWN,
    "152231000119106": Status.UNKNOWN,
    "LA4489-6": Status.UNKNOWN,
}
SMOKES = {
    "449868002": Status.ACTIVE,
    "428041000124106": Status.ACTIVE,
    "428071000124103": Status.ACTIVE,
    "428061000124105": Status.ACTIVE,
    "77176002": Status.ACTIVE,
    "65568007": Status.ACTIVE,
    "LA18976-3": Status.ACTIVE,
    "LA18977-1": Status.ACTIVE,
    "LA18979-7": Status.ACTIVE,
    "LA18981-3": Status.ACTIVE,
    "LA18982-1": Status.ACTIVE,
    "8517006": Status.PAST,
    "LA15920-4": Status.PAST,
    "266919005": Status.NEVER,
    "LA18978-9": Status.NEVER,
    "266927001": Status.UNKNOWN,
    "LA18980-5": Status.UNKNOWN,
}
ANSWERS = {PREGNANCY: ("pregnancy", PREGNANT), SMOKING: ("smoking", SMOKES)}


def read_observation(resource: Json, ground: Ground) -> Telling:
    """What an observation and its components tell; nothing where none of them is a measurement that is used."""
    named = concept(resource.get("code"))
    here = about(resource, named)
    status = word(resource.get("status"))
    parts = [resource, *(mapping(item) for item in listed(resource.get("component")))]
    used = [(part, code) for part in parts for code in _measurements(concept(part.get("code")), ground)]
    if not used:
        return left(here, "not a measurement that an intake holds: not taken")
    if status in NOT_TAKEN:
        return left(here, f"{status}: not taken")
    day = end_of(resource, "effective")
    told = [_read(part, code, about(resource, concept(part.get("code"))), day, ground) for part, code in used]
    unsure = [] if status in SURE else [Note(here, f"{status or 'without a status'}: please confirm")]
    return Telling(
        said=tuple(said for one in told for said in one.said),
        measured=tuple(measured for one in told for measured in one.measured),
        notes=(*unsure, *(note for one in told for note in one.notes)),
    )


def _measurements(named: Concept, ground: Ground) -> Iterator[str]:
    """The LOINC code by which an intake uses this measurement, if it does."""
    known = {WEIGHT, *ANSWERS, *ground.catalogue.measurements}
    codes = [code.code for code in named.codes if code.code and system_at(code.system) == "loinc"]
    yield from [code for code in codes if code in known][:1]


def _read(part: Json, code: str, here: About, day: str | None, ground: Ground) -> Telling:
    if code in ANSWERS:
        return _answer(part, code, here, day, ground)
    value = number(mapping(part.get("valueQuantity")).get("value"))
    if value is None or value < 0 or mapping(part.get("valueQuantity")).get("comparator"):
        return left(here, "holds no plain number: not taken")
    return _weight(part, value, here, day) if code == WEIGHT else _value(part, code, value, here, day, ground)


def _weight(part: Json, value: float, here: About, day: str | None) -> Telling:
    factor = next((KILOGRAMS[unit] for unit in _units(part) if unit in KILOGRAMS), None)
    if factor is None:
        return left(here, f"weight in {_shown_unit(part)}, not in kg, g or lb: not taken")
    return Telling(measured=(Measured(about=here, of=None, value=round(value * factor, 1), unit="kg", day=day),))


def _value(part: Json, code: str, value: float, here: About, day: str | None, ground: Ground) -> Telling:
    finding = ground.catalogue.measurements[code]
    unit = ground.catalogue.edition.finding[finding].unit or ""
    if not set(_units(part) or [""]) & set(UNITS.get(unit, (unit.casefold(),))):
        return left(here, f"measured in {_shown_unit(part)}, not in {unit}: not taken")
    return Telling(measured=(Measured(about=here, of=finding, value=value, unit=unit, day=day),))


def _units(part: Json) -> list[str]:
    quantity = mapping(part.get("valueQuantity"))
    return [unit.casefold() for key in ("code", "unit") if (unit := text(quantity.get(key)))]


def _shown_unit(part: Json) -> str:
    quantity = mapping(part.get("valueQuantity"))
    return text(quantity.get("unit")) or text(quantity.get("code")) or "no unit"


def _answer(part: Json, code: str, here: About, day: str | None, ground: Ground) -> Telling:
    """A status that is answered with a code: what was true on one day, told as such."""
    finding, meanings = ANSWERS[code]
    answer = concept(part.get("valueCodeableConcept"))
    status = next((meanings[one.code] for one in answer.codes if one.code in meanings), None)
    if status is None or finding not in ground.catalogue.edition.finding:
        return left(here, f"answered with {in_words(answer) or 'nothing'}, which is not known: not taken, ask")
    given = (day or "")[:10]
    if ground.on and given > str(ground.on):
        return left(here, f"answered {_on(day)}, after the day asked: not taken")
    remark = f"{finding} {status} by an answer given {_on(day)}: please confirm"
    if code == PREGNANCY and status is Status.NEVER and given != str(ground.on):
        status, remark = Status.UNKNOWN, f"not pregnant {_on(day)}, which says nothing of today: to be asked"
    said = Said(about=here, finding=finding, status=status, answered=given)
    return Telling(said=(said,), notes=(Note(here, remark),))


def _on(day: str | None) -> str:
    return f"on {day[:10]}" if day else "on no stated day"
