"""Nothing is overdue: the edition's own review, and the day on which each entry was last held against its sources."""

from collections.abc import Iterator
from datetime import date

from percutis.domain.edition.basis import add_months
from percutis.domain.errors import Problem
from percutis.protocol.manuscript import Manuscript

MONTHS_BETWEEN_CHECKS = 12


def check_review(manuscript: Manuscript, on: date) -> Iterator[Problem]:
    """What is overdue for review on the day `on`, and entries that claim a check after the next review."""
    edition = manuscript.edition
    if on > edition.review_by:
        yield Problem(
            "edition.yaml review_by", f"{edition.review_by}, which is past on {on}", "a review, and a later day"
        )
    if edition.status == "approved" and not edition.approved_by:
        yield Problem("edition.yaml approved_by", "nothing", "the name of the medical director who approved it")
    oldest = add_months(on, -MONTHS_BETWEEN_CHECKS)
    for entry in manuscript.entries:
        place = manuscript.place(entry, "checked")
        if entry.checked < oldest:
            yield Problem(
                place, str(entry.checked), f"a check with its sources within 12 months, so not before {oldest}"
            )
        if entry.checked > edition.review_by:
            yield Problem(place, str(entry.checked), f"a day before the edition's own review on {edition.review_by}")
