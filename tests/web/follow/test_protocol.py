"""The approval of an edition: exactly these files, by the medical director, and what it changes."""

from pathlib import Path
from shutil import copytree

import pytest

from percutis.protocol.load import LATEST, edition_folder
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.editions import edition_digest, edition_of
from percutis.web.records.models import EditionApproval
from percutis.web.records.selectors.protocol import standing_of
from percutis.web.records.services.protocol import approve_edition, withdraw_approval
from tests.web.cast import NOW, Cast


def test_approve_edition_changes_what_every_answer_says(cast: Cast) -> None:
    """Approved here, and a draft still in the other clinic."""
    assert edition_of(cast.clinic).status == "draft"
    approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_("doctor"), at=NOW)
    here, there = edition_of(cast.clinic), edition_of(cast.other_clinic)
    assert (here.status, here.approved_by, there.status) == ("approved", "Test Doctor", "draft")
    assert AuditEvent.objects.get().action == "edition.approved"


def test_approval_of_files_that_have_changed_no_longer_counts(cast: Cast) -> None:
    """Another digest is another protocol: the answers say draft again, and the page says why."""
    approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_("doctor"), at=NOW)
    EditionApproval.objects.update(digest="0" * 64)
    assert edition_of(cast.clinic).status == "draft"
    assert standing_of(clinic=cast.clinic, edition=LATEST).state == "changed"


def test_edition_digest_changes_with_one_letter_of_one_file(tmp_path: Path) -> None:
    """What is approved is every file, its wording too."""
    copy = tmp_path / LATEST
    copytree(edition_folder(LATEST), copy)
    before = edition_digest(str(copy))
    text = copy / "texts" / "ur" / "checkin.yaml"
    text.write_text(text.read_text() + "\n# a word\n")
    edition_digest.cache_clear()
    assert edition_digest(str(copy)) != before


def test_approve_edition_that_changed_since_it_was_read_is_refused(cast: Cast) -> None:
    """The director approves what was on the page, or nothing."""
    with pytest.raises(RefusedError, match="changed"):
        approve_edition(edition=LATEST, digest="0" * 64, by=cast.as_("doctor"), at=NOW)
    assert EditionApproval.objects.count() == 0


@pytest.mark.parametrize("name", ["nurse", "aesthetician", "desk"])
def test_approve_edition_by_anybody_but_the_director_is_refused(cast: Cast, name: str) -> None:
    """The medical director answers for safety, nobody else."""
    with pytest.raises(RefusedError):
        approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_(name), at=NOW)


def test_withdraw_approval_says_why_and_makes_it_a_draft_again(cast: Cast) -> None:
    """Without a reason it stands."""
    row = approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        withdraw_approval(approval=row, because=" ", by=cast.as_("doctor"), at=NOW)
    withdraw_approval(approval=row, because="a source was corrected", by=cast.as_("doctor"), at=NOW)
    assert edition_of(cast.clinic).status == "draft"
    with pytest.raises(RefusedError):
        withdraw_approval(approval=row, because="again", by=cast.as_("doctor"), at=NOW)
