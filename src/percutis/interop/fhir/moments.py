"""When something began or ended, as FHIR writes it: a date, a time, or a period. The texts stand as they are."""

from percutis.interop.fhir.elements import Json, mapping, text

UNDATED = ("Age", "Range", "String", "Duration")


def start_of(resource: Json, name: str) -> str | None:
    """When `name` (such as `onset`) began."""
    return _at(resource, name) or text(mapping(resource.get(f"{name}Period")).get("start")) or _vague(resource, name)


def end_of(resource: Json, name: str) -> str | None:
    """When `name` (such as `performed`) ended; a single moment is its own end."""
    return _at(resource, name) or text(mapping(resource.get(f"{name}Period")).get("end")) or _vague(resource, name)


def _at(resource: Json, name: str) -> str | None:
    return text(resource.get(f"{name}DateTime")) or text(resource.get(f"{name}Date"))


def _vague(resource: Json, name: str) -> str | None:
    """What the record says in place of a date, in words, so that it can be reported."""
    for kind in UNDATED:
        said = resource.get(f"{name}{kind}")
        if isinstance(said, str):
            return text(said)
        if isinstance(said, dict):
            return _in_words(said)
    return None


def _in_words(said: Json) -> str:
    low, high = mapping(said.get("low")), mapping(said.get("high"))
    if low or high:
        return f"{_quantity(low)} to {_quantity(high)}"
    return _quantity(said)


def _quantity(said: Json) -> str:
    return f"{said.get('value', '…')} {text(said.get('unit')) or text(said.get('code')) or ''}".strip()
