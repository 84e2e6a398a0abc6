"""An answer of the core as the record keeps it: the public JSON in English, and its digest."""

import hashlib
import json
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.interop.answers import as_json
from percutis.protocol.load import load_texts


def kept(answer: object, edition: Edition) -> dict[str, Any]:
    """The public answer, in English, for clinicians."""
    return as_json(answer, load_texts(edition.id, "en"), status=edition.status)


def digest_of(kept_answer: dict[str, Any]) -> str:
    """The hash of a kept answer but for what an approval changes: the notice and the status of the edition."""
    return hashlib.sha256(json.dumps(_lasting(kept_answer), sort_keys=True).encode()).hexdigest()


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(inner) for key, inner in value.items() if key not in ("notice", "edition_status")}
    return value
