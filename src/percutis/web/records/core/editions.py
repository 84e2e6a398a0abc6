"""The edition a clinic works under, as approved there or not."""

import hashlib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from django.utils import translation

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.protocol.load import edition_folder, load_edition, load_texts
from percutis.web.accounts.models import Clinic
from percutis.web.prepared import Prepared
from percutis.web.records.models import EditionApproval

APPROVALS = Prepared(
    lambda clinic, edition: (
        EditionApproval.objects.filter(clinic=clinic, edition=edition, withdrawn__isnull=True)
        .select_related("by__user")
        .order_by("-at")[:1]
    )
)


def edition_of(clinic: Clinic, name: str | None = None) -> Edition:
    """The clinic's edition, or the named one that a course began under; approved where its director approved it."""
    edition = name or clinic.edition
    approval = APPROVALS.first(clinic.pk, edition)
    if approval is None or approval.by is None or approval.digest != edition_digest(edition):
        return load_edition(edition)
    return _approved(edition, str(approval.by.user))


@lru_cache(maxsize=16)
def _approved(name: str, by: str) -> Edition:
    return replace(load_edition(name), status="approved", approved_by=by)


@cache
def edition_digest(name: str) -> str:
    """The hash of every file of an edition, its wording too: what exactly somebody approves."""
    folder = edition_folder(name)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(_line(path, folder))
    return digest.hexdigest()


def _line(path: Path, folder: Path) -> bytes:
    return path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"


def texts_of(edition: Edition, language: str | None = None) -> Texts:
    """The edition's wording in a language; in the language of the page by default."""
    return load_texts(edition.id, language or translation.get_language() or "en")
