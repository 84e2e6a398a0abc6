"""What moved between two editions, as the changelog says it."""

from pathlib import Path

import pytest

from percutis.protocol.changelog import clinical_changelog
from percutis.protocol.differences import Change, FieldChange, differences
from percutis.protocol.load import LATEST
from percutis.protocol.manuscript import read_manuscript
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.reading.speech import Speech
from tests.protocol.copies import EditionCopy

RULE = "isotretinoin_within_six_months"


@pytest.fixture
def copy(tmp_path: Path) -> EditionCopy:
    """The next edition, not yet different."""
    return EditionCopy(tmp_path)


def compare(copy: EditionCopy) -> tuple[tuple[Change, ...], str]:
    """The changes from the installed edition to the copy, and the changelog of them."""
    before, after = read_manuscript(LATEST), read_manuscript(copy.name)
    changes = differences(before, after, Speech(after.texts["en"], load_captions("en")))
    return changes, clinical_changelog(before, after, changes)


def test_nothing_moved_between_equal_editions(copy: EditionCopy) -> None:
    """A copy is no change."""
    changes, text = compare(copy)
    assert changes == ()
    assert text.endswith("Nothing moved.\n")


def test_a_changed_field_is_said_before_and_after(copy: EditionCopy) -> None:
    """The window of a rule, in words, with whom it affects and on whose word."""

    def lengthen(content: dict[str, list[dict[str, object]]]) -> None:
        rule = next(rule for rule in content["rules"] if rule["id"] == RULE)
        rule["window"] = {"months": 9}

    copy.edit("assessment.yaml", lengthen)
    (change,), text = compare(copy)
    assert (change.kind, change.step, change.name) == ("changed", "assessment", RULE)
    assert change.fields == (FieldChange("window", "6 months", "9 months"),)
    assert f"- **assessment**, changed: `{RULE}`\n  - window: 6 months → 9 months\n  - Affects: finding:" in text
    assert "  - Source: " in text


def test_a_renamed_entry_is_one_removed_and_one_added(copy: EditionCopy) -> None:
    """An entry is known by its id."""
    copy.edit("plan.yaml", lambda content: content["densities"][0].update(id="another_density"))
    changes, _ = compare(copy)
    assert [change.kind for change in changes if change.fields == ()] == ["added", "removed"]


def test_a_new_wording_is_said_in_each_language(copy: EditionCopy) -> None:
    """A sentence worded anew is a change of its entry."""
    copy.edit("texts/ur/assessment.yaml", lambda content: content[RULE].update(patient="نیا جملہ {until}"))
    (change,), _ = compare(copy)
    assert [field.field for field in change.fields] == ["text.ur.patient"]
    assert change.fields[0].after == "“نیا جملہ {until}”"


def test_a_label_and_a_finding_are_compared_too(copy: EditionCopy) -> None:
    """Words and the catalogue of findings belong to the edition."""
    copy.edit("texts/en/labels.yaml", lambda content: content.update({"zone.chin": "the chin"}))
    copy.edit("findings.yaml", lambda content: content["findings"][0].update(brands=["Something"]))
    changes, _ = compare(copy)
    assert [(change.step, change.fields[0].after) for change in changes] == [
        ("findings", "Something"),
        ("labels", "“the chin”"),
    ]


def test_the_status_of_the_edition_is_compared(copy: EditionCopy) -> None:
    """Approval is a change that clinicians must see."""
    copy.edit("edition.yaml", lambda content: content.update(status="approved", approved_by="Dr Made Up"))
    (change,), _ = compare(copy)
    assert [(field.field, field.before, field.after) for field in change.fields] == [
        ("status", "draft", "approved"),
        ("approved_by", "nothing", "Dr Made Up"),
    ]
