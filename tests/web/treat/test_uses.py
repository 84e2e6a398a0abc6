"""One cartridge, one session; products by lot; from a lot to every patient."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Cartridge, CartridgeUse, Product, Session
from percutis.web.records.selectors.stock import cartridges_to_use, lots_of, uses_of_lot
from percutis.web.records.services.sessions import open_session, save_facts
from percutis.web.records.services.stock import (
    discard_cartridge,
    finish_product,
    receive_cartridges,
    receive_product,
    register_device,
    retire_device,
)
from percutis.web.records.services.uses import use_cartridge, use_product
from tests.web.cast import NOW, TODAY, Cast, make_patient
from tests.web.desk.people import make_course
from tests.web.treat.stage import minutes, opened, prepared, started, today_facts, visit_today


def second_session(cast: Cast) -> Session:
    """Another patient's session, prepared but for the cartridge."""
    course = make_course(cast, make_patient(cast.clinic, "P-0002", "Test Patient Two"))
    visit = visit_today(cast, course)
    session = open_session(appointment=visit, operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    return save_facts(
        session=session, facts=today_facts(), device=cast.device, version=1, by=cast.as_("doctor"), at=NOW
    )


def put_on_tray(cast: Cast, session: Session, cartridge: Cartridge | None = None, *, seal_intact: bool = True) -> None:
    """The cartridge of the cast, or another, for a session."""
    use_cartridge(
        session=session,
        cartridge=cartridge or cast.cartridge,
        seal_intact=seal_intact,
        by=cast.as_("doctor"),
        at=minutes(1),
    )


def test_cartridge_is_used_in_one_session_only(cast: Cast) -> None:
    """The second session is told in words; scanning it twice in its own changes nothing."""
    session = prepared(cast)
    put_on_tray(cast, session)
    with pytest.raises(RefusedError, match="A cartridge is used once"):
        put_on_tray(cast, second_session(cast))
    assert list(CartridgeUse.objects.values_list("cartridge", "session")) == [(cast.cartridge.pk, session.pk)]


def test_database_itself_refuses_a_second_use(cast: Cast) -> None:
    """Whatever code forgets."""
    prepared(cast)
    other = second_session(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        CartridgeUse.objects.create(
            clinic=cast.clinic, at=NOW, cartridge=cast.cartridge, session=other, seal_intact=True
        )


def make_cartridge(cast: Cast, **given: object) -> Cartridge:
    fields = {"clinic": cast.clinic, "model": "skinpen_precision", "lot": "OTHER", "number": "0009"}
    return Cartridge.objects.create(at=NOW, **{**fields, "expires": date(2028, 1, 1), **given})


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"expires": date(2026, 11, 24)}, "This cartridge is out of date"),
        ({"model": "dermapen_4"}, "This cartridge is for another device"),
        ({"discarded": NOW}, "This cartridge is not in stock"),
        ({"clinic": "other"}, "This cartridge is not in stock"),
    ],
)
def test_cartridge_that_must_not_be_used_is_refused(cast: Cast, given: dict[str, object], reason: str) -> None:
    """Expired yesterday, of another device, thrown away, of another clinic."""
    if given.get("clinic"):
        given = {**given, "clinic": cast.other_clinic}
    with pytest.raises(RefusedError, match=reason):
        put_on_tray(cast, second_session(cast), make_cartridge(cast, **given))


def test_cartridge_is_used_until_the_day_on_its_label(cast: Cast) -> None:
    """Both sides of the boundary: today is in date."""
    put_on_tray(cast, second_session(cast), make_cartridge(cast, expires=TODAY))


def test_cartridge_with_a_broken_seal_or_without_a_device_is_refused(cast: Cast) -> None:
    """Neither leaves the stock by it."""
    session = second_session(cast)
    with pytest.raises(RefusedError, match="seal is not whole"):
        put_on_tray(cast, session, seal_intact=False)
    Session.objects.filter(pk=session.pk).update(device=None)
    with pytest.raises(RefusedError, match="Say first with which device"):
        put_on_tray(cast, session)
    assert CartridgeUse.objects.count() == 0


def test_second_cartridge_may_be_opened_while_treating(cast: Cast) -> None:
    """A blunt one is replaced; both are on record, and the gate stays passed."""
    session = started(cast)
    put_on_tray(cast, session, make_cartridge(cast))
    session.refresh_from_db()
    assert (session.cartridges.count(), session.gate is not None) == (2, True)


def test_used_cartridge_is_not_discarded_and_a_discarded_one_not_used(cast: Cast) -> None:
    """Either way it is gone once."""
    prepared(cast)
    with pytest.raises(RefusedError, match="not in stock any more"):
        discard_cartridge(cartridge=cast.cartridge, because="Dropped", by=cast.as_("doctor"), at=NOW)


def test_received_lot_counts_up_and_down(cast: Cast) -> None:
    """Three came, one is used, one thrown away, one is left; the first to expire is offered first."""
    doctor = cast.as_("doctor")
    cast.cartridge.delete()
    receive_cartridges(
        model="skinpen_precision", lot="L9", first=7, count=3, expires=date(2027, 1, 1), by=doctor, at=NOW
    )
    first, second, third = cartridges_to_use(cast.clinic, "skinpen_precision", TODAY)
    assert [one.number for one in (first, second, third)] == ["0007", "0008", "0009"]
    discard_cartridge(cartridge=second, because="Dropped", by=doctor, at=NOW)
    put_on_tray(cast, second_session(cast), first)
    line = lots_of(cast.clinic, TODAY)[0]
    assert (line.lot, line.total, line.used, line.discarded, line.left, line.is_soon) == ("L9", 3, 1, 1, 1, True)


def test_cartridges_received_twice_are_refused_whole(cast: Cast) -> None:
    """One number that is there already, and none of them is written."""
    with pytest.raises(RefusedError, match="Nothing was added"):
        receive_cartridges(
            model="skinpen_precision",
            lot="TESTLOT",
            first=1,
            count=5,
            expires=date(2028, 5, 1),
            by=cast.as_("doctor"),
            at=NOW,
        )
    assert (Cartridge.objects.count(), AuditEvent.objects.count()) == (1, 0)


@pytest.mark.parametrize(("count", "expires"), [(0, date(2028, 1, 1)), (501, date(2028, 1, 1)), (5, TODAY)])
def test_impossible_delivery_is_refused(cast: Cast, count: int, expires: date) -> None:
    """None, too many, or out of date on arrival."""
    with pytest.raises(RefusedError):
        receive_cartridges(
            model="skinpen_precision", lot="L9", first=1, count=count, expires=expires, by=cast.as_("doctor"), at=NOW
        )


def test_stock_is_not_the_desks(cast: Cast) -> None:
    """The front desk neither registers nor receives."""
    with pytest.raises(RefusedError):
        register_device(model="dermapen_4", serial="1", label="Pen 2", by=cast.as_("desk"), at=NOW)


@pytest.mark.parametrize("model", ["radiofrequency_needling", "kitchen_fork"])
def test_device_without_a_protocol_is_refused(cast: Cast, model: str) -> None:
    """Of another class, or unknown."""
    with pytest.raises(RefusedError, match="no protocol here"):
        register_device(model=model, serial="1", label="X", by=cast.as_("doctor"), at=NOW)


def test_device_is_registered_once_and_retired_with_a_reason(cast: Cast) -> None:
    """The serial number is the device."""
    doctor = cast.as_("doctor")
    with pytest.raises(RefusedError, match="registered already"):
        register_device(model="skinpen_precision", serial="TEST-1", label="Again", by=doctor, at=NOW)
    with pytest.raises(RefusedError, match="Say why"):
        retire_device(device=cast.device, because="", by=doctor, at=NOW)
    retired = retire_device(device=cast.device, because="The motor", by=doctor, at=NOW)
    assert (retired.retired, retired.retired_because) == (TODAY, "The motor")


def make_product(cast: Cast, **given: object) -> Product:
    fields = {"kind": "anaesthetic", "code": "lidocaine_4", "name": "Test cream", "lot": "P77"}
    return receive_product(**{**fields, "expires": date(2027, 6, 1), **given}, by=cast.as_("doctor"), at=NOW)


def test_product_is_used_by_lot_and_never_finished_or_expired(cast: Cast) -> None:
    """Once in a session; not when it is used up or out of date."""
    session, product = prepared(cast), make_product(cast)
    for _ in range(2):
        use_product(session=session, product=product, amount="10 g", by=cast.as_("doctor"), at=NOW)
    assert [(use.product, use.amount) for use in session.products.all()] == [(product, "10 g")]
    finish_product(product=product, by=cast.as_("doctor"), at=NOW)
    old = make_product(cast, lot="P78")
    Product.objects.filter(pk=old.pk).update(expires=date(2026, 11, 24))
    for gone, reason in ((product, "not in stock"), (old, "out of date")):
        with pytest.raises(RefusedError, match=reason):
            use_product(session=session, product=gone, by=cast.as_("doctor"), at=NOW)


def test_lot_leads_to_every_patient(cast: Cast) -> None:
    """Two patients of one lot of cream, one of the cartridge's; nobody of another clinic."""
    first, other, product = prepared(cast), second_session(cast), make_product(cast)
    for session in (first, other):
        use_product(session=session, product=product, by=cast.as_("doctor"), at=NOW)
    assert {use.session.patient.number for use in uses_of_lot(cast.clinic, "P77")} == {"P-0001", "P-0002"}
    assert [use.session for use in uses_of_lot(cast.clinic, "TESTLOT")] == [first]
    assert uses_of_lot(cast.other_clinic, "P77") == []


def test_opened_session_proposes_the_visits_device(cast: Cast) -> None:
    """Unless it has been retired since."""
    assert opened(cast).device == cast.device
