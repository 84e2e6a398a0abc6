"""The log: written with what it speaks of, chained, and every change of it found."""

import pytest
from django.db import transaction

from percutis.web.accounts.audit import broken_links, write_audit
from percutis.web.accounts.models import AuditEvent
from tests.web.cast import NOW, Cast


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
    AuditEvent.objects.filter(number=2).update(**change)
    assert list(broken_links(cast.clinic)) == broken


def test_log_without_one_of_its_rows_is_found(cast: Cast) -> None:
    """A row taken out leaves a gap at the next."""
    written(cast, 3)
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
