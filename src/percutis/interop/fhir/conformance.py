"""Whether a resource keeps to the published FHIR schema. One that does not is read as far as it goes, and reported.

R4B is checked, whose resources about patients are those of R4. Without the package `fhir.resources` nothing is checked.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from pydantic import BaseModel, ValidationError

from percutis.interop.fhir.elements import Json, short

SHOWN = 3


def reservations(resource: Json) -> list[str]:
    """Why a resource is to be read with care: it breaks the schema, or modifies itself in ways not known here."""
    faults = faults_of(resource)
    found = [f"does not keep to FHIR R4 at {faults}: read as far as it goes"] if faults else []
    if resource.get("modifierExtension"):
        found.append("carries a modifier that is not known here and may change its meaning: please confirm")
    return found


def unchecked() -> list[str]:
    """A sentence where the schema is not installed, so that nobody takes silence for conformance."""
    return [] if find_spec("fhir") else ["Not checked against the FHIR R4 schema: the extra `fhir` is not installed."]


def faults_of(resource: Json) -> str | None:
    """Where the resource breaks the schema, in a few words; None where it keeps to it, or cannot be checked."""
    validate = _validator(str(resource.get("resourceType")))
    try:
        validate(resource)
    except ValidationError as error:
        places = (".".join(str(part) for part in item["loc"]) or "the whole" for item in error.errors())
        found = list(dict.fromkeys(short(place) for place in places))
        return ", ".join(found[:SHOWN]) + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RecursionError):
        return "its structure"
    return None


@cache
def _validator(kind: str) -> Callable[[Json], object]:
    try:
        from fhir.resources.R4B import get_fhir_model_class

        model: type[BaseModel] = get_fhir_model_class(kind)
    except (ImportError, LookupError):
        return dict
    return model.model_validate
