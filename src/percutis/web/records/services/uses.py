"""What a session uses up: cartridges, each once and for ever, and products with their lots."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Cartridge, CartridgeUse, Product, ProductUse, Session
from percutis.web.records.services.once import once
from percutis.web.records.services.session_rows import locked_session, refuse_signed


def use_cartridge(
    *, session: Session, cartridge: Cartridge, seal_intact: bool, by: Actor, at: datetime
) -> CartridgeUse:
    """The cartridge on the tray, from now on this session's and nobody else's.

    Raises:
        RefusedError: used or discarded before, out of date, of another device, of another clinic, or not sealed.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        found = Cartridge.objects.select_for_update().filter(pk=cartridge.pk, clinic=row.clinic).first()
        if found is None or found.discarded is not None:
            raise RefusedError(_("This cartridge is not in stock."))
        _refuse_unfit(found, row, seal_intact, at)
        standing = CartridgeUse.objects.filter(cartridge=found).first()
        if standing and standing.session_id == row.pk:
            return standing
        use = _taken(found, row, by, at)
        if row.started is None:
            Session.objects.filter(pk=row.pk).update(gate=None)
        details = {"lot": found.lot, "number": found.number}
        write_audit(by=by, at=at, action="cartridge.used", subject=row, patient=row.patient.key, details=details)
    return use


def _refuse_unfit(cartridge: Cartridge, row: Session, seal_intact: bool, at: datetime) -> None:
    if cartridge.expires < row.clinic.day_of(at):
        raise RefusedError(_("This cartridge is out of date. Discard it and open another."))
    if row.device is None:
        raise RefusedError(_("Say first with which device; its cartridges fit no other."))
    if cartridge.model != row.device.model:
        raise RefusedError(_("This cartridge is for another device."))
    if not seal_intact:
        raise RefusedError(_("A cartridge whose seal is not whole is not used. Discard it and open another."))


def _taken(cartridge: Cartridge, row: Session, by: Actor, at: datetime) -> CartridgeUse:
    """The use, if nobody was quicker: the database keeps one for each cartridge."""
    with once(_("This cartridge has been used already. A cartridge is used once.")):
        return CartridgeUse.objects.create(
            clinic=row.clinic, at=at, by=by.membership, cartridge=cartridge, session=row, seal_intact=True
        )


def use_product(*, session: Session, product: Product, amount: str = "", by: Actor, at: datetime) -> ProductUse:
    """A lot that touches this patient's skin today.

    Raises:
        RefusedError: another clinic's, finished, or out of date.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        found = Product.objects.select_for_update().filter(pk=product.pk, clinic=row.clinic).first()
        if found is None or found.finished is not None:
            raise RefusedError(_("This product is not in stock."))
        if found.expires is not None and found.expires < row.clinic.day_of(at):
            raise RefusedError(_("This product is out of date."))
        use, is_new = ProductUse.objects.get_or_create(
            session=row,
            product=found,
            defaults={"clinic": row.clinic, "at": at, "by": by.membership, "amount": amount.strip()[:60]},
        )
        if is_new:
            details = {"name": found.name, "lot": found.lot}
            write_audit(by=by, at=at, action="product.used", subject=row, patient=row.patient.key, details=details)
    return use
