"""Conditions and allergies: whether they stand, by their clinical and verification status."""

from dataclasses import dataclass

from percutis.domain.words import Status
from percutis.interop.fhir.elements import Json, word

CLINICAL = {
    "active": Status.ACTIVE,
    "recurrence": Status.ACTIVE,
    "relapse": Status.ACTIVE,
    "inactive": Status.PAST,
    "remission": Status.PAST,
    "resolved": Status.PAST,
}
UNSURE = ("unconfirmed", "provisional", "differential")
IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a finding, None where the record takes it back, and what is to be confirmed."""

    status: Status | None
    remarks: tuple[str, ...] = ()


def standing(resource: Json, *, is_over: bool = False) -> Standing:
    """How a condition or allergy stands. What has no usable clinical status is active, unless its end is told."""
    verified, clinical = word(resource.get("verificationStatus")), word(resource.get("clinicalStatus"))
    if IN_ERROR in (verified, clinical):
        return Standing(None, ("entered in error: not taken",))
    if verified == "refuted":
        return Standing(Status.NEVER)
    unsure = (f"only {verified} in the record: please confirm",) if verified in UNSURE else ()
    found = CLINICAL.get(clinical or "")
    if found:
        return Standing(found, unsure)
    taken = Status.PAST if is_over else Status.ACTIVE
    said = f"the clinical status {clinical!r}" if clinical else "no clinical status"
    return Standing(taken, (*unsure, f"has {said}: taken as {taken}, please confirm"))
