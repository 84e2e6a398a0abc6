"""What the log says of a patient in words: sealed, read while the key is there, and noise afterwards."""

from uuid import uuid4

from percutis.web.accounts.audit import broken_links, write_audit
from percutis.web.accounts.log_words import SEALED, destroy_key, open_words, said_of
from percutis.web.accounts.models import AuditEvent, LogKey
from tests.web.cast import NOW, Cast

SAID = {"why": "Zaria Testwala called", "before": {"name": "Zaria"}, "verdict": "go", "count": 3, "note": ""}


def test_words_about_a_patient_are_sealed_in_the_log(cast: Cast) -> None:
    """Facts stay readable; whatever else is text is sealed, and opens again."""
    event = write_audit(by=cast.as_("doctor"), at=NOW, action="tested", patient=cast.patient.key, details=SAID)
    kept = AuditEvent.objects.get(pk=event.pk)
    assert {name: set(value) if isinstance(value, dict) else value for name, value in kept.details.items()} == {
        "why": {SEALED}, "before": {SEALED}, "verdict": "go", "count": 3, "note": "",
    }  # fmt: skip
    assert "Zaria" not in str(kept.details)
    assert said_of(kept) == SAID


def test_words_are_gone_with_their_key_and_the_chain_is_whole(cast: Cast) -> None:
    """Only this patient's; the lines stand as they were written."""
    other = uuid4()
    for patient in (cast.patient.key, other):
        write_audit(by=cast.as_("doctor"), at=NOW, action="tested", patient=patient, details=SAID)
    assert (destroy_key(cast.patient.key), LogKey.objects.count()) == (1, 1)
    mine, theirs = open_words(AuditEvent.objects.order_by("number")).values()
    assert mine == {**SAID, "why": None, "before": None}
    assert theirs == SAID
    assert list(broken_links(cast.clinic)) == []


def test_words_about_the_house_are_not_sealed(cast: Cast) -> None:
    """Where no patient is spoken of, there is nobody to forget."""
    event = write_audit(by=cast.as_("doctor"), at=NOW, action="tested", details=SAID)
    assert (event.details, LogKey.objects.count()) == (SAID, 0)
