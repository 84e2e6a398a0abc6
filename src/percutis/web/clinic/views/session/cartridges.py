"""Which cartridge is meant: the scanned one, or the one that was chosen from the stock."""

from datetime import date

from django.utils.translation import gettext as _

from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import CartridgeForm
from percutis.web.clinic.views.session.frame import Work
from percutis.web.records.core.scans import read_scan
from percutis.web.records.models import Cartridge, Session
from percutis.web.records.selectors.stock import cartridges_to_use, find_cartridge
from percutis.web.ui.asked import whole_number

MOST_OFFERED = 60


def stock_for(session: Session, today: date) -> list[Cartridge]:
    """What can be opened for the device of this session, the first to expire first."""
    if session.device is None:
        return []
    return list(cartridges_to_use(session.clinic, session.device.model, today)[:MOST_OFFERED])


def chosen_cartridge(work: Work, tray: CartridgeForm) -> Cartridge:
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
