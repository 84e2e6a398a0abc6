"""What the log says of a patient in free words: sealed in the line under the patient's own key.

The log is never changed, and a patient may ask to be forgotten. Both hold: a line keeps the sealed words and the chain
is made over them; deleting the patient's record destroys the key, and what is left of the words is noise.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from percutis.web.accounts.models import AuditEvent, LogKey

SEALED = "sealed"

# Details that hold codes, keys, moments and names of the staff. Text and lists under any other name are sealed, so
# that a new line with somebody's words in it is safe before anybody thinks of it.
FACTS = frozenset((
    "after", "concern", "day", "ended_as", "files", "from", "kind", "looks_like", "lot", "measure", "name",
    "not_before", "number", "on", "reason", "reasons", "rule", "scale", "sha256", "size", "source", "starts", "state",
    "subject", "task", "tier", "to", "until", "urgency", "verdict", "version", "view", "what", "zone",
))  # fmt: skip


def seal_words(details: Mapping[str, Any], patient: UUID) -> dict[str, Any]:
    """The details as the log keeps them. Called while the clinic's row is held, so that a patient has one key."""
    words = {name for name, value in details.items() if name not in FACTS and isinstance(value, str | list | dict)}
    words = {name for name in words if details[name]}
    if not words:
        return dict(details)
    box = Fernet(_key_of(patient).encode())
    return {name: _seal(box, value) if name in words else value for name, value in details.items()}


def open_words(events: Iterable[AuditEvent]) -> dict[int, dict[str, Any]]:
    """The details of each line as they were written, by the line's key; None for words whose key was destroyed."""
    found = list(events)
    keys = LogKey.objects.filter(patient__in={event.patient for event in found if event.patient})
    boxes = {row.patient: Fernet(row.key.encode()) for row in keys}
    return {event.pk: opened(event.details, boxes.get(event.patient)) for event in found}  # type: ignore[arg-type]


def opened(details: Mapping[str, Any], box: Fernet | None) -> dict[str, Any]:
    """Details with their words, where the key is there."""
    return {name: _open(box, value[SEALED]) if _is_sealed(value) else value for name, value in details.items()}


def said_of(event: AuditEvent) -> dict[str, Any]:
    """The details of one line as they were written."""
    return open_words([event])[event.pk]


def destroy_key(patient: UUID) -> int:
    """From now on nobody reads the words about this patient; how many keys there were."""
    return LogKey.objects.filter(patient=patient).delete()[0]


def _key_of(patient: UUID) -> str:
    row, _is_new = LogKey.objects.get_or_create(patient=patient, defaults={"key": Fernet.generate_key().decode()})
    return row.key


def _is_sealed(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {SEALED}


def _seal(box: Fernet, value: Any) -> dict[str, str]:
    return {SEALED: box.encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()}


def _open(box: Fernet | None, token: str) -> Any:
    try:
        return json.loads(box.decrypt(token.encode())) if box else None
    except InvalidToken:
        return None
