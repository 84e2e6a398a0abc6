"""Opening a clinic: the one write that nobody of the clinic can do, because nobody is there yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from percutis.domain.errors import InputError, Problem
from percutis.domain.words import PHYSICIANS
from percutis.web.accounts.actors import system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.login_names import is_login_name, login_name_of
from percutis.web.accounts.models import Clinic, Membership, Room, User
from percutis.web.accounts.services.staff import temporary_password

LONGEST_SLUG = 40
MOST_YEARS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMember:
    """Who sets the clinic up: its administrator, and its medical director where the role is a physician's."""

    username: str
    name: str
    role: str
    licence_number: str = ""
    licence_expires: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A new clinic with its first member, and the password to hand over: shown once and kept nowhere."""

    clinic: Clinic
    membership: Membership
    password: str


@transaction.atomic
def open_clinic(
    *, name: str, address: str, phone: str, place: str, timezone: str, first: FirstMember, at: datetime
) -> Opened:
    """The new clinic with one room. The machine's owner does this at the command line; the log says so.

    Raises:
        InputError: a name that a clinic has or that cannot be, a log-in name that is taken, or a licence half given.
    """
    slug = slugify(name)[:LONGEST_SLUG]
    if problems := tuple(_problems(name, slug, first)):
        raise InputError(problems)
    clinic = Clinic.objects.create(
        name=name.strip(), slug=slug, address=address.strip(), phone=phone, emergency_phone=phone, place=place,
        timezone=timezone,
    )  # fmt: skip
    Room.objects.create(clinic=clinic, name="Room 1")
    password = temporary_password()
    user = User.objects.create_user(
        username=login_name_of(first.username), password=password, name=first.name.strip(), password_given=at
    )
    is_physician = first.role in PHYSICIANS
    membership = Membership.objects.create(
        clinic=clinic, user=user, role=first.role, licence_number=first.licence_number.strip(),
        licence_expires=first.licence_expires, is_medical_director=is_physician, is_administrator=True,
        takes_visits=is_physician,
    )  # fmt: skip
    details = {"name": clinic.name, "first": user.username, "role": first.role}
    write_audit(by=system(clinic), at=at, action="clinic.opened", subject=clinic, details=details)
    return Opened(clinic, membership, password)


@transaction.atomic
def set_retention(*, clinic: Clinic, years: int | None, at: datetime) -> Clinic:
    """The clinic, which from now on refuses to delete a record before so many years have passed; None is not known.

    The machine's owner does this at the command line; the log says so.

    Raises:
        InputError: no number of years that a law could ask for.
    """
    if years is not None and not 0 <= years <= MOST_YEARS:
        raise InputError.one("YEARS", str(years), f"0 to {MOST_YEARS}, or unknown")
    held = Clinic.objects.select_for_update().get(pk=clinic.pk)
    details = {"before": held.retention_years, "years": years}
    held.retention_years = years
    held.save(update_fields=["retention_years"])
    write_audit(by=system(held), at=at, action="clinic.retention_set", subject=held, details=details)
    return held


def _problems(name: str, slug: str, first: FirstMember) -> Iterator[Problem]:
    if not slug:
        yield Problem("name", repr(name), "a name with Latin letters; the Urdu name is added on the page")
    elif Clinic.objects.filter(slug=slug).exists():
        yield Problem("name", repr(name), "a name that no clinic has here")
    username = login_name_of(first.username)
    if not is_login_name(username) or User.objects.filter(username=username).exists():
        yield Problem("login", repr(username), "a log-in name that nobody has")
    if not first.name.strip():
        yield Problem("director", "''", "a name")
    roles = dict(Membership.ROLES)
    if first.role not in roles:
        yield Problem("role", repr(first.role), ", ".join(roles))
    if bool(first.licence_number.strip()) != (first.licence_expires is not None):
        yield Problem("licence", repr(first.licence_number), "number and last day of the licence together")
