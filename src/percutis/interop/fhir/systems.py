"""The terminologies that a record may be coded in: their addresses in FHIR, and what people call them."""

from typing import Literal

System = Literal["snomed", "icd10", "atc", "rxnorm", "loinc"]

NAMES = {"snomed": "SNOMED CT", "icd10": "ICD-10", "atc": "ATC", "rxnorm": "RxNorm", "loinc": "LOINC"}

_ADDRESSES: dict[str, System] = {
    "snomed.info/sct": "snomed",
    "www.whocc.no/atc": "atc",
    "www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "loinc.org": "loinc",
    "hl7.org/fhir/sid/icd-10": "icd10",
    "hl7.org/fhir/sid/icd-10-cm": "icd10",
    "fhir.de/codesystem/bfarm/icd-10-gm": "icd10",
    "fhir.de/codesystem/dimdi/icd-10-gm": "icd10",
    "fhir.de/codesystem/bfarm/atc": "atc",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "urn:oid:2.16.840.1.113883.6.73": "atc",
    "urn:oid:2.16.840.1.113883.6.88": "rxnorm",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "urn:oid:2.16.840.1.113883.6.3": "icd10",
    "urn:oid:2.16.840.1.113883.6.90": "icd10",
}


def system_at(address: str | None) -> System | None:
    """The terminology at an address, None for one that no finding is coded in."""
    if address is None:
        return None
    bare = address.casefold().partition("://")[2] or address.casefold()
    return _ADDRESSES.get(bare.rstrip("/"))


def system_name(address: str | None) -> str:
    """What people call the terminology; the end of its address where we have no name for it."""
    system = system_at(address)
    if system:
        return NAMES[system]
    return (address or "").rstrip("/").rpartition("/")[2]


def plain_code(code: str, system: System) -> str:
    """The code as the edition compares it: ICD-10 without its dot, SNOMED CT without a refinement."""
    if system == "icd10":
        return code.upper().replace(".", "")
    if system == "snomed":
        return code.partition(":")[0].partition("|")[0].strip()
    return code.upper()
