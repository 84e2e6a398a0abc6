"""A small file of each kind, to try a question with: parts of those in `examples`, whose people are made up."""

from typing import Any

from pydantic import BaseModel

from percutis.interop.files.checkin import CheckinShape
from percutis.interop.files.intake import IntakeShape
from percutis.interop.files.session import SessionShape

Json = dict[str, Any]
OPERATOR: Json = {
    "role": "aesthetician",
    "licensed": True,
    "jurisdiction": "PK-ICT",
    "supervisor": "dermatologist",
}
INTAKE: Json = {
    "patient": {"id": "P-0001", "born": "1992-04-03", "sex": "female", "weight_kg": 61},
    "place": "Islamabad",
    "operator": OPERATOR,
    "skin_type": {"fitzpatrick": "V"},
    "concerns": [{"concern": "texture", "zones": ["forehead"]}],
    "findings": [{"finding": "pregnancy", "status": "never"}],
    "devices": ["skinpen_precision"],
}
SESSION: Json = {
    "patient": {"id": "P-0001", "born": "1992-04-03", "sex": "female", "weight_kg": 61, "skin_type": "V"},
    "operator": OPERATOR,
    "starts": "2026-12-08T15:00+05:00",
    "place": "Islamabad",
    "findings": [{"finding": "pregnancy", "status": "never"}],
    "device": {"model": "skinpen_precision"},
    "zones": [{"zone": "forehead", "concern": "texture", "depth_mm": 0.5, "passes": 3}],
    "consent": {"procedure": "signed", "photographs": "record_only"},
}
CHECKIN: Json = {
    "patient": {"id": "P-0001", "born": "1992-04-03", "skin_type": "V"},
    "session": {
        "ended": "2026-12-08T15:40+05:00",
        "device_class": "pen",
        "zones": [{"zone": "cheek_left", "depth_mm": 1.0}],
    },
    "at": "2026-12-11T09:00+05:00",
    "symptoms": [{"symptom": "erythema", "severity": 2, "zones": ["cheek_left"], "trend": "improving"}],
}
EXAMPLES: dict[type[BaseModel], Json] = {IntakeShape: INTAKE, SessionShape: SESSION, CheckinShape: CHECKIN}
FHIR: Json = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1994-09-17"}},
    ],
}
REFUSAL: Json = {
    "problems": [
        {"place": "patient.born", "given": "'1990-02-30'", "allowed": "a date such as 2026-11-22"},
        {"place": "operator.licensed", "given": "'maybe'", "allowed": "true or false"},
    ]
}
