"""The stock as it stands, and from one lot to every patient."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.core.scans import Scan
from percutis.web.records.models import Cartridge, CartridgeUse, Device, Message, Product, ProductUse, Session

SOON = timedelta(days=60)  # when the page begins to say that something expires


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot of cartridges: what came, what is left, what was used and thrown away."""

    model: str
    lot: str
    expires: date
    total: int
    used: int
    discarded: int
    is_expired: bool
    is_soon: bool

    @property
    def left(self) -> int:
        """How many can still be used."""
        return self.total - self.used - self.discarded


@dataclass(frozen=True, slots=True)
class LotUse:
    """One session that a lot touched."""

    session: Session
    what: str


def devices_of(clinic: Clinic) -> list[Device]:
    """Every device, those in use first."""
    return list(Device.objects.filter(clinic=clinic).order_by("retired", "label"))


def lots_of(clinic: Clinic, today: date) -> list[LotLine]:
    """Lots of cartridges that are not used up, the first to expire first."""
    found = (
        Cartridge.objects.filter(clinic=clinic)
        .values("model", "lot", "expires")
        .annotate(total=Count("id"), used=Count("use"), discarded=Count("id", filter=Q(discarded__isnull=False)))
        .order_by("expires")
    )
    lines = [LotLine(**one, is_expired=one["expires"] < today, is_soon=one["expires"] < today + SOON) for one in found]
    return [line for line in lines if line.left]


def products_of(clinic: Clinic) -> list[Product]:
    """Lots of products that are not finished, the first to expire first."""
    return list(Product.objects.filter(clinic=clinic, finished__isnull=True).order_by("expires", "name"))


def cartridges_to_use(clinic: Clinic, model: str, today: date) -> QuerySet[Cartridge]:
    """Unused cartridges of a model that are in date, the first to expire first."""
    return Cartridge.objects.filter(
        clinic=clinic, model=model, expires__gte=today, discarded__isnull=True, use__isnull=True
    ).order_by("expires", "lot", "number")


def uses_of_lot(clinic: Clinic, lot: str) -> list[LotUse]:
    """Every session, and so every patient, that anything of this lot touched, newest first."""
    of_cartridges = CartridgeUse.objects.filter(clinic=clinic, cartridge__lot=lot).select_related(
        "session__patient__clinic", "session__operator__user", "cartridge"
    )
    of_products = ProductUse.objects.filter(clinic=clinic, product__lot=lot).select_related(
        "session__patient__clinic", "session__operator__user", "product"
    )
    uses = [LotUse(use.session, str(use.cartridge)) for use in of_cartridges]
    uses += [LotUse(use.session, str(use.product)) for use in of_products]
    return sorted(uses, key=lambda use: use.session.at, reverse=True)


def find_cartridge(clinic: Clinic, scan: Scan) -> Cartridge | None:
    """The cartridge of that lot and number, whatever zeros stand before the number; None where there is none here."""
    found = Cartridge.objects.filter(clinic=clinic, lot__iexact=scan.lot).order_by("id")
    wanted = scan.number.lstrip("0")
    return next((one for one in found if one.number.lstrip("0") == wanted), None)


def products_to_use(clinic: Clinic, today: date) -> list[Product]:
    """Lots of products that may touch a skin today, the first to expire first."""
    in_date = Q(expires__isnull=True) | Q(expires__gte=today)
    found = Product.objects.filter(in_date, clinic=clinic, finished__isnull=True)
    return list(found.order_by("kind", "expires", "name"))


def is_lot(clinic: Clinic, lot: str) -> bool:
    """Whether anything of that lot was ever received."""
    found = (model.objects.filter(clinic=clinic, lot=lot) for model in (Cartridge, Product))
    return any(rows.exists() for rows in found)


def cartridges_of_lot(clinic: Clinic, lot: str) -> list[Cartridge]:
    """Every cartridge of a lot with the session that used it, by number."""
    found = Cartridge.objects.filter(clinic=clinic, lot=lot).select_related("use__session__patient__clinic")
    return list(found.order_by("number"))


def products_of_lot(clinic: Clinic, lot: str) -> list[Product]:
    """Every product of a lot."""
    return list(Product.objects.filter(clinic=clinic, lot=lot).order_by("name"))


def get_device(*, clinic: Clinic, pk: int) -> Device:
    """A device of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    return _or_404(Device.objects.filter(clinic=clinic, pk=pk).first())


def get_cartridge(*, clinic: Clinic, pk: int) -> Cartridge:
    """A cartridge of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    return _or_404(Cartridge.objects.filter(clinic=clinic, pk=pk).first())


def get_product(*, clinic: Clinic, pk: int) -> Product:
    """A lot of a product of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    return _or_404(Product.objects.filter(clinic=clinic, pk=pk).first())


def recall_messages(clinic: Clinic, lot: str) -> dict[int, Message]:
    """By patient, the message that asked them to call about a lot."""
    found = Message.objects.filter(clinic=clinic, kind="recall", about__lot=lot).order_by("id")
    return {message.patient_id: message for message in found}


Row = TypeVar("Row", Device, Cartridge, Product)


def _or_404(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
