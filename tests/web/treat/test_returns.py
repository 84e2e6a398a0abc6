"""Cartridges taken back from the tray: before a needle touched skin, with a reason, and never after."""

import pytest

from percutis.web.accounts.log_words import said_of
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Cartridge, CartridgeReturn, CartridgeUse, Session
from percutis.web.records.selectors.stock import cartridges_to_use
from percutis.web.records.services.abandoning import abandon_session
from percutis.web.records.services.returns import return_cartridge
from percutis.web.records.services.sessions import check_gate, start_session
from percutis.web.records.services.uses import use_cartridge
from tests.web.cast import TODAY, Cast
from tests.web.treat.stage import minutes, prepared, started


def in_stock(cast: Cast) -> list[str]:
    """The numbers of the cartridges that may be opened."""
    return [one.number for one in cartridges_to_use(cast.clinic, cast.device.model, TODAY)]


@pytest.mark.parametrize(("sealed", "stock"), [(True, ["0001"]), (False, [])])
def test_cartridge_comes_back_while_it_is_sealed(cast: Cast, sealed: bool, stock: list[str]) -> None:
    """Sealed it is in stock again; opened it is thrown away. Both are on record with the reason."""
    use = prepared(cast).cartridges.get()
    return_cartridge(use=use, sealed=sealed, because=" Wrong one scanned ", by=cast.as_("doctor"), at=minutes(2))
    row, cartridge = CartridgeReturn.objects.get(), Cartridge.objects.get(pk=cast.cartridge.pk)
    assert (row.because, row.sealed, row.taken) == ("Wrong one scanned", sealed, use.at)
    assert (in_stock(cast), cartridge.discarded is None, CartridgeUse.objects.count()) == (stock, sealed, 0)
    event = AuditEvent.objects.filter(action="cartridge.returned").get()
    assert said_of(event)["because"] == "Wrong one scanned"


def test_cartridge_taken_back_can_be_used_by_another_session_and_the_gate_is_passed_anew(cast: Cast) -> None:
    """What the gate saw has changed; the start asks for a cartridge and the gate once more."""
    session = prepared(cast)
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    return_cartridge(use=session.cartridges.get(), sealed=True, because="Wrong", by=cast.as_("doctor"), at=minutes(2))
    assert Session.objects.get(pk=session.pk).gate is None
    with pytest.raises(RefusedError, match="No cartridge"):
        start_session(session=session, by=cast.as_("doctor"), at=minutes(3))
    use_cartridge(session=session, cartridge=cast.cartridge, seal_intact=True, by=cast.as_("doctor"), at=minutes(4))
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(5))
    assert start_session(session=session, by=cast.as_("doctor"), at=minutes(6)).started == minutes(6)


def test_cartridge_of_a_started_session_never_comes_back(cast: Cast) -> None:
    """It may have touched skin: used, for ever."""
    use = started(cast).cartridges.get()
    with pytest.raises(RefusedError, match="for ever"):
        return_cartridge(use=use, sealed=True, because="Wrong", by=cast.as_("doctor"), at=minutes(4))
    assert (CartridgeReturn.objects.exists(), in_stock(cast)) == (False, [])


def test_cartridge_does_not_come_back_without_a_reason_or_twice(cast: Cast) -> None:
    """And nothing is written."""
    use = prepared(cast).cartridges.get()
    with pytest.raises(RefusedError, match="Say why"):
        return_cartridge(use=use, sealed=True, because=" ", by=cast.as_("doctor"), at=minutes(2))
    again = CartridgeUse.objects.get(pk=use.pk)
    return_cartridge(use=use, sealed=True, because="Wrong", by=cast.as_("doctor"), at=minutes(2))
    with pytest.raises(RefusedError, match="already"):
        return_cartridge(use=again, sealed=True, because="Wrong", by=cast.as_("doctor"), at=minutes(3))


def test_abandoned_session_frees_what_is_sealed_and_throws_away_the_rest(cast: Cast) -> None:
    """Nobody said that it is sealed: it counts as opened. Said, it goes back into the stock."""
    session = prepared(cast)
    other = Cartridge.objects.create(
        clinic=cast.clinic, at=minutes(0), model=cast.device.model, lot="TESTLOT", number="0002", expires=TODAY
    )
    use = use_cartridge(session=session, cartridge=other, seal_intact=True, by=cast.as_("doctor"), at=minutes(1))
    abandon_session(session=session, because="Sunburn", sealed={use.pk}, by=cast.as_("doctor"), at=minutes(3))
    kept = {row.cartridge.number: (row.sealed, row.because) for row in CartridgeReturn.objects.all()}
    assert (kept, in_stock(cast)) == ({"0001": (False, "Sunburn"), "0002": (True, "Sunburn")}, ["0002"])


def test_pages_take_a_cartridge_back_and_give_a_session_up(cast: Cast, enter, monkeypatch) -> None:
    """By their forms; a sealed one is offered again."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(5))
    session, client, doctor = prepared(cast), enter("doctor"), cast.as_("doctor")
    page = client.get(f"/tests/sessions/{session.pk}/step/check/").content.decode()
    assert "A wrong cartridge is on the tray" in page
    address = f"/tests/sessions/{session.pk}/cartridges/{session.cartridges.get().pk}/back/"
    assert client.post(address, {"sealed": "yes", "because": "Wrong lot"}).status_code == 302
    assert in_stock(cast) == ["0001"]
    use = use_cartridge(session=session, cartridge=cast.cartridge, seal_intact=True, by=doctor, at=minutes(6))
    given = {"because": "Went home", "sealed": [str(use.pk)]}
    assert client.post(f"/tests/sessions/{session.pk}/abandon/", given).status_code == 302
    assert (in_stock(cast), Session.objects.get(pk=session.pk).abandoned_because) == (["0001"], "Went home")
