"""Packages as a counted balance, and receipts in whole rupees. Nothing is changed afterwards: a session is given back
by a second entry, a receipt cancelled by a second receipt.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError, Problem
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import Package, PackageEntry, Patient, Receipt, Session

MOST_PKR = 100_000_000
MOST_SESSIONS = 50


@transaction.atomic
def sell_package(*, patient: Patient, name: str, sessions: int, price_pkr: int, by: Actor, at: datetime) -> Package:
    """The sold package; what is paid for it is a receipt of its own.

    Raises:
        InputError: no name, or numbers out of range.
    """
    by.require(Right.MONEY, patient.clinic, at)
    problems = [Problem("name", "''", "a name")] if not name.strip() else []
    problems += _outside("sessions", sessions, 1, MOST_SESSIONS) + _outside("price_pkr", price_pkr, 0, MOST_PKR)
    _refuse(problems)
    package = Package.objects.create(
        patient=patient, name=name.strip(), sessions=sessions, price_pkr=price_pkr, **_record(by, at)
    )
    details = {"sessions": sessions, "price_pkr": price_pkr}
    write_audit(by=by, at=at, action="package.sold", subject=package, patient=patient.key, details=details)
    return package


@transaction.atomic
def take_session_from_package(*, session: Session, by: Actor, at: datetime) -> PackageEntry | None:
    """One session taken from the patient's oldest package that has one left; None without such a package.

    Called by whoever ends a session. The same session is never taken twice.

    Raises:
        RefusedError: without the right to treat.
    """
    by.require(Right.TREAT, session.clinic, at)
    taken = PackageEntry.objects.filter(session=session, change=-1).first()
    if taken:
        return taken
    for package in Package.objects.select_for_update().filter(patient=session.patient_id).order_by("at", "id"):
        if left_of(package) > 0:
            entry = PackageEntry.objects.create(package=package, change=-1, session=session, **_record(by, at))
            _audit_entry("package.taken", entry, by=by, at=at)
            return entry
    return None


@transaction.atomic
def give_back(*, package: Package, why: str, session: Session | None = None, by: Actor, at: datetime) -> PackageEntry:
    """One session given back to a package, with why.

    Raises:
        InputError: no reason.
        RefusedError: nothing has been taken that could be given back.
    """
    by.require(Right.MONEY, package.patient.clinic, at)
    _refuse([Problem("why", "''", "why it is given back")] if not why.strip() else [])
    held = Package.objects.select_for_update().get(pk=package.pk)
    if left_of(held) >= held.sessions:
        raise RefusedError(_("No session of this package has been taken."))
    entry = PackageEntry.objects.create(package=held, change=1, session=session, why=why.strip(), **_record(by, at))
    _audit_entry("package.given_back", entry, by=by, at=at)
    return entry


@transaction.atomic
def take_payment(
    *,
    patient: Patient,
    what: str,
    amount_pkr: int,
    method: str,
    reference: str = "",
    package: Package | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """The receipt, under the clinic's next number; numbers have no gap.

    Raises:
        InputError: every problem of it; a transfer needs its reference.
    """
    by.require(Right.MONEY, patient.clinic, at)
    problems = [Problem("what", "''", "what was paid for")] if not what.strip() else []
    problems += _outside("amount_pkr", amount_pkr, 1, MOST_PKR)
    if method not in dict(Receipt.METHODS):
        problems.append(Problem("method", repr(method), ", ".join(dict(Receipt.METHODS))))
    if method == "transfer" and not reference.strip():
        problems.append(Problem("reference", "''", "the reference of the transfer"))
    _refuse(problems)
    return _receipt(
        by, at, patient=patient, package=package, what=what.strip(), amount_pkr=amount_pkr, method=method,
        reference=reference.strip(),
    )  # fmt: skip


@transaction.atomic
def cancel_receipt(*, receipt: Receipt, why: str, by: Actor, at: datetime) -> Receipt:
    """The second receipt that takes the first one back; the first stays as it is.

    Raises:
        InputError: no reason.
        RefusedError: it is cancelled already, or is itself a cancellation.
    """
    by.require(Right.MONEY, receipt.patient.clinic, at)
    _refuse([Problem("why", "''", "why it is cancelled")] if not why.strip() else [])
    stands = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if stands.cancels_id or Receipt.objects.filter(cancels=stands).exists():
        raise RefusedError(_("This receipt is cancelled already."))
    return _receipt(
        by, at, patient=stands.patient, package=stands.package, what=why.strip()[:160], amount_pkr=-stands.amount_pkr,
        method=stands.method, reference=stands.reference, cancels=stands,
    )  # fmt: skip


def left_of(package: Package) -> int:
    """How many sessions a package still holds."""
    changed = package.entries.aggregate(sum=Sum("change"))["sum"] or 0
    return package.sessions + changed


def _receipt(by: Actor, at: datetime, **given: Any) -> Receipt:
    """The next receipt. The clinic's row is held until the transaction ends, so nobody takes the same number."""
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    last = Receipt.objects.filter(clinic=clinic).aggregate(last=Max("number"))["last"] or 0
    receipt = Receipt.objects.create(number=last + 1, **_record(by, at), **given)
    action = "receipt.cancelled" if receipt.cancels_id else "receipt.taken"
    details = {"number": receipt.number, "amount_pkr": receipt.amount_pkr, "cancels": receipt.cancels_id}
    write_audit(by=by, at=at, action=action, subject=receipt, patient=receipt.patient.key, details=details)
    return receipt


def _audit_entry(action: str, entry: PackageEntry, *, by: Actor, at: datetime) -> None:
    details = {"package": entry.package_id, "session": entry.session_id, "why": entry.why}
    write_audit(by=by, at=at, action=action, subject=entry, patient=entry.package.patient.key, details=details)


def _record(by: Actor, at: datetime) -> dict[str, Any]:
    return {"clinic": by.clinic, "at": at, "by": by.membership}


def _outside(field: str, value: int, least: int, most: int) -> list[Problem]:
    return [] if least <= value <= most else [Problem(field, str(value), f"{least} to {most}")]


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InputError(tuple(problems))
