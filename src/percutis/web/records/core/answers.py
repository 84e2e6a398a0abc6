"""An answer of the core as the record keeps it: the public JSON in English, and its digest."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from percutis.domain.edition.edition import Edition
from percutis.interop.answers import as_json
from percutis.protocol.load import load_texts
from percutis.web.records.core.intakes import Asked, planned


def kept(answer: object, edition: Edition) -> dict[str, Any]:
    """The public answer, in English, for clinicians."""
    return as_json(answer, load_texts(edition.id, "en"), status=edition.status)


def digest_of(kept_answer: dict[str, Any]) -> str:
    """The hash of a kept answer but for what an approval changes: the notice and the status of the edition."""
    return hashlib.sha256(json.dumps(_lasting(kept_answer), sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1024)
def digest_of_plan(asked: Asked) -> str:
    """The hash of the plan that the core answers now, as it would be kept."""
    return digest_of(kept(planned(asked), asked.edition))


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(inner) for key, inner in value.items() if key not in ("notice", "edition_status")}
    return value
