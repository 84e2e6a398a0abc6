"""The page of ASVS is whole, and every test that it names is there."""

import re

from tests.docs.asvs import STATES, chapters, requirements
from tests.examples import ROOT

ENTRIES = [entry for chapter in chapters() for entry in chapter.entries]


def test_every_requirement_stands_there_once() -> None:
    """Of levels 1 and 2, under its number and level, in the order of the standard."""
    assert [(entry.id, entry.level) for entry in ENTRIES] == list(requirements().items())
    assert len(ENTRIES) == 253
    assert {entry.state for entry in ENTRIES} == set(STATES)


def test_every_proof_is_there() -> None:
    """Each file that is named, and each test in it; a test is not written but run."""
    missing = []
    for place in sorted({place for entry in ENTRIES for place in entry.by}):
        path, _sign, test = place.partition("::")
        found = (ROOT / path).read_text("utf-8") if (ROOT / path).is_file() else None
        if found is None or (test and not re.search(rf"^def {test}\(", found, re.M)):
            missing.append(place)
    assert missing == []


def test_what_is_met_is_proved_and_what_is_not_is_explained() -> None:
    """No claim without a place, no gap without a reason."""
    claimed = [entry.id for entry in ENTRIES if entry.state in ("met", "partly") and not entry.by]
    unexplained = [entry.id for entry in ENTRIES if entry.state != "met" and not entry.why]
    assert (claimed, unexplained) == ([], [])
