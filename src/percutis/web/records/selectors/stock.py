"""The stock as it stands, and from one lot to every patient."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Cartridge, CartridgeUse, Device, Product, ProductUse, Session

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
