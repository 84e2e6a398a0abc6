"""Cartridges taken back from the tray before a needle touched skin: back into the stock while sealed, else thrown away.

Once a session has started, whatever lies on its tray has been used, for ever.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Cartridge, CartridgeReturn, CartridgeUse, Session
from percutis.web.records.services.session_rows import locked_session


def return_cartridge(*, use: CartridgeUse, sealed: bool, because: str, by: Actor, at: datetime) -> CartridgeReturn:
    """The cartridge, off the tray again; the gate is passed anew, since what it saw has changed.

    Raises:
        RefusedError: the session has started, it was taken back meanwhile, or no reason is given.
    """
    if not because.strip():
        raise RefusedError(_("Say why the cartridge is taken back."))
    with transaction.atomic():
        row = locked_session(use.session, by, at)
        if row.started is not None:
            raise RefusedError(_("The session has started: a cartridge on its tray counts as used, for ever."))
        standing = CartridgeUse.objects.select_for_update().filter(pk=use.pk, session=row).first()
        if standing is None:
            raise RefusedError(_("This cartridge has been taken back already."))
        returned = take_off(standing, row, sealed=sealed, because=because, by=by, at=at)
        Session.objects.filter(pk=row.pk).update(gate=None)
    return returned


def take_off(
    use: CartridgeUse, row: Session, *, sealed: bool, because: str, by: Actor, at: datetime
) -> CartridgeReturn:
    """The row that says so; the use is gone, and an opened cartridge with it. Within a transaction."""
    words = because.strip()[:240]
    cartridge = Cartridge.objects.select_for_update().get(pk=use.cartridge_id)
    returned = CartridgeReturn.objects.create(
        clinic=row.clinic,
        at=at,
        by=by.membership,
        cartridge=cartridge,
        session=row,
        taken=use.at,
        sealed=sealed,
        because=words,
    )
    use.delete()
    if not sealed:
        cartridge.discarded, cartridge.discarded_because = at, words
        cartridge.save(update_fields=["discarded", "discarded_because"])
    details = {"lot": cartridge.lot, "number": cartridge.number, "sealed": sealed, "because": words}
    write_audit(by=by, at=at, action="cartridge.returned", subject=row, patient=row.patient.key, details=details)
    return returned
