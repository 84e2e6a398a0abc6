"""How the editions stand in a clinic: which are approved, by whom, and whether the files are still those."""

from dataclasses import dataclass
from typing import Literal

from django.http import Http404

from percutis.protocol.load import edition_names
from percutis.web.accounts.models import Clinic
from percutis.web.records.core.editions import edition_digest
from percutis.web.records.models import EditionApproval


@dataclass(frozen=True, slots=True)
class Standing:
    """One edition: `changed` where it was approved and its files are no longer those."""

    edition: str
    digest: str
    state: Literal["draft", "approved", "changed"]
    approval: EditionApproval | None
    history: tuple[EditionApproval, ...]


def standing_of(*, clinic: Clinic, edition: str) -> Standing:
    """How an edition stands in a clinic.

    Raises:
        Http404: there is no such edition.
    """
    if edition not in edition_names():
        raise Http404
    found = EditionApproval.objects.filter(clinic=clinic, edition=edition).select_related("by__user", "clinic")
    history = tuple(found.order_by("-at", "-id"))
    digest = edition_digest(edition)
    newest = next((approval for approval in history if approval.withdrawn is None), None)
    if newest is None:
        return Standing(edition, digest, "draft", None, history)
    return Standing(edition, digest, "approved" if newest.digest == digest else "changed", newest, history)
