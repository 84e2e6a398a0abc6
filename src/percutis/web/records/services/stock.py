"""What comes into the clinic and leaves it: devices, cartridges by lot, products."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import Cartridge, CartridgeUse, Device, Product
from percutis.web.records.selectors.stock import recall_messages, uses_of_lot
from percutis.web.records.services.messages import queue_message
from percutis.web.records.services.once import once

MOST_CARTRIDGES = 500


def register_device(*, model: str, serial: str, label: str, by: Actor, at: datetime) -> Device:
    """A device on the shelf.

    Raises:
        RefusedError: a model that the edition does not know or refuses, or one that is registered already.
    """
    by.require(Right.STOCK, by.clinic, at)
    edition = edition_of(by.clinic)
    device = edition.device.get(model)
    if device is None or device.device_class in edition.refused_classes:
        raise RefusedError(_("This model has no protocol here, so no plan could use it."))
    with transaction.atomic():
        with once(_("This device is registered already.")):
            row = Device.objects.create(
                clinic=by.clinic, at=at, by=by.membership, model=model, serial=serial.strip(), label=label.strip()
            )
        write_audit(by=by, at=at, action="device.registered", subject=row, details={"model": model})
    return row


def retire_device(*, device: Device, because: str, by: Actor, at: datetime) -> Device:
    """The device, no longer to be used.

    Raises:
        RefusedError: no reason, or it is retired already, with a reason of its own.
    """
    by.require(Right.STOCK, device.clinic, at)
    if not because.strip():
        raise RefusedError(_("Say why it is no longer used."))
    with transaction.atomic():
        row = Device.objects.select_for_update().get(pk=device.pk)
        if row.retired is not None:
            raise RefusedError(_("This device is no longer used already."))
        row.retired, row.retired_because = by.clinic.day_of(at), because.strip()[:240]
        row.save()
        write_audit(by=by, at=at, action="device.retired", subject=row, details={"because": row.retired_because})
    return row


def receive_cartridges(
    *, model: str, lot: str, first: int, count: int, expires: date, by: Actor, at: datetime
) -> list[Cartridge]:
    """Cartridges of one lot, numbered from `first`.

    Raises:
        RefusedError: none or too many, out of date already, or some of them are in stock already (none is written).
    """
    by.require(Right.STOCK, by.clinic, at)
    if not 1 <= count <= MOST_CARTRIDGES:
        raise RefusedError(_("From 1 to %(most)s cartridges at a time.") % {"most": MOST_CARTRIDGES})
    if expires <= by.clinic.day_of(at):
        raise RefusedError(_("These cartridges are out of date already."))
    rows = [
        Cartridge(
            clinic=by.clinic,
            at=at,
            by=by.membership,
            model=model,
            lot=lot.strip(),
            number=f"{number:04d}",
            expires=expires,
        )
        for number in range(first, first + count)
    ]
    with transaction.atomic():
        with once(_("Some of these numbers of this lot are in stock already. Nothing was added.")):
            made = Cartridge.objects.bulk_create(rows)
        details = {"lot": lot.strip(), "first": first, "count": count, "expires": expires.isoformat()}
        write_audit(by=by, at=at, action="cartridges.received", details=details)
    return made


def discard_cartridge(*, cartridge: Cartridge, because: str, by: Actor, at: datetime) -> Cartridge:
    """The cartridge, thrown away unused.

    Raises:
        RefusedError: no reason, used in a session, or discarded already.
    """
    by.require(Right.STOCK, cartridge.clinic, at)
    if not because.strip():
        raise RefusedError(_("Say why it is thrown away."))
    with transaction.atomic():
        row = Cartridge.objects.select_for_update().get(pk=cartridge.pk)
        if row.discarded is not None or CartridgeUse.objects.filter(cartridge=row).exists():
            raise RefusedError(_("This cartridge is not in stock any more."))
        row.discarded, row.discarded_because = at, because.strip()[:240]
        row.save()
        details = {"lot": row.lot, "number": row.number, "because": row.discarded_because}
        write_audit(by=by, at=at, action="cartridge.discarded", subject=row, details=details)
    return row


def receive_product(
    *, kind: str, code: str, name: str, lot: str, expires: date | None, by: Actor, at: datetime
) -> Product:
    """One lot of a product.

    Raises:
        RefusedError: out of date already, or this lot is in stock.
    """
    by.require(Right.STOCK, by.clinic, at)
    if expires is not None and expires <= by.clinic.day_of(at):
        raise RefusedError(_("This lot is out of date already."))
    with transaction.atomic():
        with once(_("This lot is in stock already.")):
            row = Product.objects.create(
                clinic=by.clinic,
                at=at,
                by=by.membership,
                kind=kind,
                code=code,
                name=name.strip(),
                lot=lot.strip(),
                expires=expires,
            )
        write_audit(by=by, at=at, action="product.received", subject=row, details={"name": name, "lot": lot})
    return row


def finish_product(*, product: Product, by: Actor, at: datetime) -> Product:
    """The lot, used up."""
    by.require(Right.STOCK, product.clinic, at)
    with transaction.atomic():
        row = Product.objects.select_for_update().get(pk=product.pk)
        row.finished = row.finished or at
        row.save()
        write_audit(by=by, at=at, action="product.finished", subject=row)
    return row


def recall_lot(*, lot: str, by: Actor, at: datetime) -> int:
    """How many patients are newly asked to call: everybody whom anything of this lot touched, each once, but for those
    whose record was deleted, whom nobody can reach any more.

    The message says neither the lot nor what is wrong: that is for the call.

    Raises:
        RefusedError: no right to the stock.
    """
    by.require(Right.STOCK, by.clinic, at)
    patients = {use.session.patient_id: use.session.patient for use in uses_of_lot(by.clinic, lot)}
    with transaction.atomic():
        asked = recall_messages(by.clinic, lot)
        new = [patient for key, patient in patients.items() if key not in asked and not patient.erased]
        for patient in new:
            key = f"recall:{lot}:{patient.pk}"
            queue_message(patient=patient, kind="recall", key=key, due=at, about={"lot": lot}, by=by, at=at)
        write_audit(by=by, at=at, action="lot.recalled", details={"lot": lot, "patients": len(new)})
    return len(new)
