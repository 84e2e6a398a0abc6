"""The log: written with what it speaks of, chained, and every change of it found."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from percutis.domain.errors import InputError
from percutis.web.accounts.audit import broken_links, write_audit
from percutis.web.accounts.chain import prove
from percutis.web.accounts.models import AuditEvent
from tests.web.cast import NOW, Cast
from tests.web.tampering import tampering


def written(cast: Cast, count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            write_audit(by=cast.as_("doctor"), at=NOW, action="tested", details={"turn": number})


def test_log_of_many_rows_is_whole(cast: Cast) -> None:
    """Rows count from one without a gap, and no link is broken."""
    written(cast, 3)
    assert list(AuditEvent.objects.values_list("number", "action")) == [(n, "tested") for n in (1, 2, 3)]
    assert list(broken_links(cast.clinic)) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [({"details": {"turn": 9}}, [2]), ({"actor": "somebody else"}, [2]), ({"action": "other"}, [2])],
)
def test_log_with_a_changed_row_is_found(cast: Cast, change: dict[str, object], broken: list[int]) -> None:
    """A row changed behind our back no longer has the content that its digest says."""
    written(cast, 3)
    with tampering():
        AuditEvent.objects.filter(number=2).update(**change)
    assert list(broken_links(cast.clinic)) == broken


def test_log_without_one_of_its_rows_is_found(cast: Cast) -> None:
    """A row taken out leaves a gap at the next."""
    written(cast, 3)
    with tampering():
        AuditEvent.objects.filter(number=2)._raw_delete("default")
    assert list(broken_links(cast.clinic)) == [3]


def test_log_row_is_never_changed_or_deleted(cast: Cast) -> None:
    """The model itself refuses both."""
    written(cast, 1)
    event = AuditEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


@pytest.mark.django_db(transaction=True)
def test_log_outside_a_transaction_is_refused() -> None:
    """Without a transaction the log could stand without its write, or the write without the log."""
    from tests.web.cast import make_cast

    cast = make_cast()
    with pytest.raises(RuntimeError):
        write_audit(by=cast.as_("doctor"), at=NOW, action="tested")
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_the_log(cast: Cast, change: str) -> None:
    """Not only the program: whoever writes SQL is refused too."""
    written(cast, 2)
    rows = AuditEvent.objects.filter(number=1)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        rows.update(actor="somebody else") if change == "update" else rows._raw_delete("default")
    assert prove(cast.clinic).faults == ()


def test_proof_names_what_was_done_to_which_row(cast: Cast) -> None:
    """A changed row, one taken out, and one put in between."""
    written(cast, 6)
    with tampering():
        AuditEvent.objects.filter(number=2).update(actor="somebody else")
        AuditEvent.objects.filter(number=4)._raw_delete("default")
        AuditEvent.objects.filter(number=6).update(previous="0" * 64)
    said = [(fault.number, fault.what.split()[0]) for fault in prove(cast.clinic).faults]
    assert said == [(2, "was"), (5, "follows"), (6, "was")]


def test_rows_that_changed_places_are_found(cast: Cast) -> None:
    """Two numbers exchanged."""
    written(cast, 4)
    with tampering():
        AuditEvent.objects.filter(number=2).update(number=F("number") + 100)
        AuditEvent.objects.filter(number=3).update(number=2)
        AuditEvent.objects.filter(number=102).update(number=3)
    assert {fault.number for fault in prove(cast.clinic).faults} == {2, 3, 4}


def test_end_that_was_cut_off_is_found_beside_a_kept_head(cast: Cast) -> None:
    """The chain alone cannot tell; the head that was kept elsewhere can."""
    written(cast, 5)
    head = prove(cast.clinic).head
    assert head.startswith("5:")
    with tampering():
        AuditEvent.objects.filter(number=5)._raw_delete("default")
    assert prove(cast.clinic).faults == ()
    assert [fault.number for fault in prove(cast.clinic, head).faults] == [5]
    written(cast, 1)
    assert [fault.number for fault in prove(cast.clinic, head).faults] == [5]


def test_longer_log_still_holds_the_kept_head(cast: Cast) -> None:
    """Rows that came later do not matter."""
    written(cast, 3)
    head = prove(cast.clinic).head
    written(cast, 2)
    assert prove(cast.clinic, head).faults == ()


@pytest.mark.parametrize("head", ["", "5", "five:" + "0" * 64, "5:abc"])
def test_what_is_no_head_is_refused(cast: Cast, head: str) -> None:
    """In words."""
    with pytest.raises(InputError):
        prove(cast.clinic, head)
