"""Which cartridge is meant, the scanned one or the one that was chosen from the stock, and whether it is taken."""

from datetime import date

from django.utils.translation import gettext as _

from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import CartridgeForm
from percutis.web.clinic.views.session.frame import Work
from percutis.web.records.core.scans import read_scan
from percutis.web.records.models import Cartridge, CartridgeUse, Session
from percutis.web.records.selectors.stock import cartridges_to_use, find_cartridge
from percutis.web.records.services.uses import use_cartridge
from percutis.web.ui.asked import whole_number

MOST_OFFERED = 60


def stock_for(session: Session, today: date) -> list[Cartridge]:
    """What can be opened for the device of this session, the first to expire first."""
    if session.device is None:
        return []
    return list(cartridges_to_use(session.clinic, session.device.model, today)[:MOST_OFFERED])


def take_cartridge(work: Work, tray: CartridgeForm) -> CartridgeUse | None:
    """The named cartridge, from now on this session's; None where it is refused, and the form says why at its field."""
    if not tray.is_valid():
        return None
    seal = tray.cleaned_data["seal"]
    if not seal:
        tray.add_error("seal", _("Look at the seal, and say whether it is whole."))
        return None
    try:
        found = _chosen_cartridge(work, tray)
        return use_cartridge(
            session=work.session,
            cartridge=found,
            seal_intact=seal == "yes",
            by=work.request.actor,
            at=work.request.now,
        )
    except RefusedError as refused:
        field = "cartridge" if tray.cleaned_data["cartridge"] and not tray.cleaned_data["scan"] else "scan"
        tray.add_error(field, str(refused))
        return None


def _chosen_cartridge(work: Work, tray: CartridgeForm) -> Cartridge:
    """The cartridge that was scanned, typed or chosen.

    Raises:
        RefusedError: none was named, or none of that lot and number is in stock here.
    """
    clinic = work.request.clinic
    scanned = str(tray.data.get("scan", "")).strip()
    if scanned:
        scan = read_scan(scanned)
        if scan is None:
            raise RefusedError(_("Lot and number could not be read from this. Type them with a blank between."))
        found = find_cartridge(clinic, scan)
        if found is None:
            words = {"lot": scan.lot, "number": scan.number}
            raise RefusedError(_("No cartridge %(number)s of lot %(lot)s is in stock. Receive it first.") % words)
        return found
    picked = Cartridge.objects.filter(clinic=clinic, pk=whole_number(tray.data.get("cartridge"))).first()
    if picked is None:
        raise RefusedError(_("Scan a cartridge or choose one."))
    return picked
