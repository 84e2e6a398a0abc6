"""What a patient bought, used and paid."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Q
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Package, Patient, Receipt

MOST = 100
Row = TypeVar("Row", Receipt, Package)


@dataclass(frozen=True, slots=True)
class Balance:
    """A package as a count: sold, taken, given back, left."""

    package: Package
    taken: int
    given_back: int

    @property
    def left(self) -> int:
        """What can still be taken."""
        return self.package.sessions - self.taken + self.given_back


def balances_of(*, patient: Patient) -> list[Balance]:
    """Every package, the newest first."""
    packages = patient.packages.annotate(
        taken=Count("entries", filter=Q(entries__change=-1)), given_back=Count("entries", filter=Q(entries__change=1))
    )
    return [Balance(package, package.taken, package.given_back) for package in packages.order_by("-at", "-id")]


def receipts_of(*, patient: Patient) -> list[Receipt]:
    """The newest receipts."""
    return list(patient.receipts.select_related("cancels", "cancelled_by", "by__user").order_by("-number")[:MOST])


def get_receipt(*, clinic: Clinic, receipt: int) -> Receipt:
    """The receipt of that key in that clinic.

    Raises:
        Http404: there is none.
    """
    found = Receipt.objects.select_related("patient", "clinic", "by__user", "cancels", "cancelled_by", "package")
    return _or_404(found.filter(clinic=clinic, pk=receipt, patient__erased=None).first())


def get_package(*, clinic: Clinic, package: int) -> Package:
    """The package of that key in that clinic.

    Raises:
        Http404: there is none.
    """
    found = Package.objects.select_related("patient")
    return _or_404(found.filter(clinic=clinic, pk=package, patient__erased=None).first())


def _or_404(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
