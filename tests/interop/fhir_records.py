"""Small FHIR records of made-up people, and what is read from them on one day."""

from datetime import date
from typing import Any

from percutis.interop.fhir.read import Reading, read_record
from percutis.protocol.load import load_edition, load_texts

Json = dict[str, Any]

ON = date(2026, 11, 22)
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
ATC = "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC = "http://loinc.org"
PERSON = {"reference": "Patient/P-1"}


def patient(**over: Any) -> Json:
    return {"resourceType": "Patient", "id": "P-1", "birthDate": "1992-04-03", "gender": "female", **over}


def coded(system: str, code: str, display: str | None = None, text: str | None = None) -> Json:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def status(code: str, kind: str = "condition-clinical") -> Json:
    return coded(f"http://terminology.hl7.org/CodeSystem/{kind}", code)


def condition(code: Json, clinical: str | None = "active", **over: Any) -> Json:
    stands = {"clinicalStatus": status(clinical)} if clinical else {}
    return {"resourceType": "Condition", "id": "c", "subject": PERSON, "code": code, **stands, **over}


def verified(code: str) -> Json:
    return {"verificationStatus": status(code, "condition-ver-status")}


def allergy(code: Json, clinical: str | None = "active", **over: Any) -> Json:
    stands = {"clinicalStatus": status(clinical, "allergyintolerance-clinical")} if clinical else {}
    return {"resourceType": "AllergyIntolerance", "id": "a", "patient": PERSON, "code": code, **stands, **over}


def statement(code: Json, said: str = "active", **over: Any) -> Json:
    medicine = {"medicationCodeableConcept": code}
    return {"resourceType": "MedicationStatement", "id": "s", "subject": PERSON, "status": said, **medicine, **over}


def request(code: Json, said: str = "active", **over: Any) -> Json:
    order = {"intent": "order", "medicationCodeableConcept": code}
    return {"resourceType": "MedicationRequest", "id": "r", "subject": PERSON, "status": said, **order, **over}


def procedure(code: Json, said: str = "completed", **over: Any) -> Json:
    return {"resourceType": "Procedure", "id": "p", "subject": PERSON, "status": said, "code": code, **over}


def observation(code: str, said: str = "final", **over: Any) -> Json:
    named = coded(LOINC, code)
    return {"resourceType": "Observation", "id": "o", "subject": PERSON, "status": said, "code": named, **over}


def quantity(value: Any, unit: str | None = None, code: str | None = None) -> Json:
    shown = {"unit": unit} if unit else {}
    return {"valueQuantity": {"value": value, **shown, **({"code": code} if code else {})}}


def bundle(*resources: Json) -> Json:
    entries = [{"resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def read(*resources: Json, on: date | None = ON, chosen: str | None = None) -> Reading:
    """What our patient's record with these resources gives."""
    return read_whole(bundle(patient(), *resources), on, chosen)


def read_whole(data: Json, on: date | None = ON, chosen: str | None = None) -> Reading:
    return read_record(data, load_edition(), texts=(load_texts(),), on=on, patient=chosen)


def findings(*resources: Json) -> list[Json]:
    found: list[Json] = read(*resources).intake["findings"]
    return found


def left_out(*resources: Json) -> list[str]:
    return read(*resources).left_out
