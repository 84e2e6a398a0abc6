"""Staff and rooms: who joins, what they may do, and their end. Nobody gives themselves more than they have, and a
clinic always keeps an administrator.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError, Problem
from percutis.domain.words import PHYSICIANS
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.login_names import is_login_name, login_name_of
from percutis.web.accounts.models import Clinic, Membership, Room, User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.accounts.services.log_ins import end_sessions

SYLLABLES = "ba be bi bo bu da de di do du fa fe ga ge go ka ke ki ko la le li lo ma me mi mo na ne no pa pe po ra ri ro sa se so ta te ti to".split()  # noqa: E501, SIM905 - one list


class Place(TypedDict, total=False):
    """What a member is in the clinic."""

    role: str
    licence_number: str
    licence_expires: date | None
    supervisor: Membership | None
    is_medical_director: bool
    is_administrator: bool
    takes_visits: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """A new member, and the password to hand over: shown once and kept nowhere; None when they had a log-in already."""

    membership: Membership
    password: str | None


def add_member(
    *,
    username: str,
    name: str,
    name_ur: str = "",
    language: str = "",
    has_login: bool = False,
    by: Actor,
    at: datetime,
    **place: Unpack[Place],
) -> Joined:
    """The new member of the actor's clinic. `has_login` says that they work with Percutis elsewhere, or did here.

    Raises:
        InputError: a log-in name that is taken (or, with `has_login`, unknown), no name, or a place that cannot be.
        RefusedError: no right to change the staff, or somebody who is a member already.
    """
    by.require(Right.STAFF, by.clinic, at)
    username = login_name_of(username)
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=by.clinic.pk)
        user, password = _user(username, name.strip(), name_ur.strip(), language, has_login, at)
        row = Membership.objects.filter(clinic=by.clinic, user=user).first() or Membership(clinic=by.clinic, user=user)
        if row.pk and row.is_active:
            raise RefusedError(_("%(name)s is a member of this clinic already.") % {"name": user})
        _place(row, place)
        row.is_active = True
        row.save()
        write_audit(by=by, at=at, action="member.added", subject=row, details={"user": username, **_said(place)})
    return Joined(row, password)


def change_member(
    *, membership: Membership, version: int, name: str | None = None, name_ur: str | None = None, by: Actor,
    at: datetime, **place: Unpack[Place],
) -> Membership:  # fmt: skip
    """The member with another place. `version` is the one that the form was filled in from; the log keeps what stood
    before.

    Raises:
        InputError: a place that cannot be.
        RefusedError: no right, more rights for oneself, the clinic's last administrator, another name for somebody who
            works in another clinic too, or somebody else changed it in between.
    """
    today = by.clinic.day_of(at)
    by.require(Right.STAFF, by.clinic, at)
    with transaction.atomic():
        row = _held(membership, by)
        _refuse_stale(row, version)
        had, before = row.rights_on(today), {field: getattr(row, field) for field in place}
        _place(row, place)
        if by.membership and row.pk == by.membership.pk and row.rights_on(today) - had:
            raise RefusedError(_("You cannot give yourself more than you have. Somebody else has to do it."))
        row.save()
        _keep_an_administrator(row.clinic)
        _rename(row, name, name_ur)
        changed = {field: value for field, value in place.items() if before[field] != value}
        details = {"before": _said({field: before[field] for field in changed}), "after": _said(changed)}
        write_audit(by=by, at=at, action="member.changed", subject=row, details=details)
    return row


def end_membership(*, membership: Membership, by: Actor, at: datetime) -> Membership:
    """The member, who from now on sees nothing of this clinic. What they wrote stays under their name.

    Raises:
        RefusedError: no right, ended already, oneself, or the clinic's last administrator.
    """
    by.require(Right.STAFF, by.clinic, at)
    with transaction.atomic():
        row = _held(membership, by)
        if not row.is_active:
            raise RefusedError(_("%(name)s has left this clinic already.") % {"name": row.user})
        if by.membership and row.pk == by.membership.pk:
            raise RefusedError(_("You cannot end your own membership. Somebody else has to do it."))
        row.is_active = False
        row.save()
        _keep_an_administrator(row.clinic)
        write_audit(by=by, at=at, action="member.ended", subject=row, details={"user": row.user.username})
    return row


def renew_password(*, membership: Membership, by: Actor, at: datetime) -> str:
    """A new password to hand over, shown once; the old one and every log-in with it no longer work.

    Raises:
        RefusedError: no right, oneself, or somebody who works in another clinic too, whose patients are not ours.
    """
    by.require(Right.STAFF, by.clinic, at)
    with transaction.atomic():
        row = _held(membership, by)
        if by.membership and row.pk == by.membership.pk:
            raise RefusedError(_("Change your own password under your name."))
        if _works_elsewhere(row):
            raise RefusedError(
                _("%(name)s works in another clinic too, and changes the password there or alone.") % {"name": row.user}
            )
        password = temporary_password()
        row.user.set_password(password)
        row.user.password_given = at
        row.user.save()
        end_sessions(user=row.user, at=at)
        write_audit(by=by, at=at, action="member.password_renewed", subject=row, details={"user": row.user.username})
    return password


def temporary_password() -> str:
    """Something that can be read over a telephone and not be guessed: about 60 bits."""
    words = ("".join(secrets.choice(SYLLABLES) for _number in range(3)) for _word in range(3))
    return "-".join((*words, str(secrets.randbelow(9000) + 1000)))


def add_room(*, name: str, by: Actor, at: datetime) -> Room:
    """A room that can be booked.

    Raises:
        InputError: no name, or one that a room has already.
        RefusedError: no right to change staff and rooms.
    """
    by.require(Right.STAFF, by.clinic, at)
    with transaction.atomic():
        row = Room(clinic=by.clinic, name=_room_name(name, by.clinic))
        row.save()
        write_audit(by=by, at=at, action="room.added", subject=row, details={"name": row.name})
    return row


def change_room(*, room: Room, version: int, name: str, is_used: bool, by: Actor, at: datetime) -> Room:
    """The room with another name, or no longer used: visits that stand in it stay.

    Raises:
        InputError: no name, or one that another room has.
        RefusedError: no right to change staff and rooms, or somebody else changed it in between.
    """
    by.require(Right.STAFF, by.clinic, at)
    with transaction.atomic():
        row = Room.objects.select_for_update().get(pk=room.pk, clinic=by.clinic)
        _refuse_stale(row, version)
        before = {"name": row.name, "is_used": row.is_used}
        row.name, row.is_used = _room_name(name, by.clinic, row), is_used
        row.save()
        details = {"before": before, "after": {"name": row.name, "is_used": row.is_used}}
        write_audit(by=by, at=at, action="room.changed", subject=row, details=details)
    return row


def _user(
    username: str, name: str, name_ur: str, language: str, has_login: bool, at: datetime
) -> tuple[User, str | None]:
    found = User.objects.filter(username=username).first()
    if has_login:
        if found is None:
            raise InputError.one("username", username, _("the log-in name that they have elsewhere"))
        return found, None
    problems = []
    if found is not None or not is_login_name(username):
        problems.append(Problem("username", repr(username), _("a log-in name that nobody has")))
    if not name:
        problems.append(Problem("name", "''", _("a name")))
    if problems:
        raise InputError(tuple(problems))
    password = temporary_password()
    user = User.objects.create_user(
        username=username, password=password, name=name, name_ur=name_ur, language=language, password_given=at
    )
    return user, password


def _place(row: Membership, place: Place) -> None:
    """Put the member there, or name everything that cannot be."""
    for field, value in place.items():
        setattr(row, field, value)
    if problems := tuple(_problems(row)):
        raise InputError(problems)


def _problems(row: Membership) -> Iterator[Problem]:
    roles = dict(Membership.ROLES)
    if row.role not in roles:
        yield Problem("role", repr(row.role), ", ".join(roles))
    if row.is_medical_director and row.role not in PHYSICIANS:
        yield Problem("is_medical_director", row.role, _("a dermatologist or physician"))
    if bool(row.licence_number.strip()) != (row.licence_expires is not None):
        yield Problem(
            "licence_expires", str(row.licence_expires or ""), _("number and last day of the licence together")
        )
    chief = row.supervisor
    if chief and (chief.clinic_id != row.clinic_id or chief.role not in PHYSICIANS or chief.pk == row.pk):
        yield Problem("supervisor", str(chief), _("another member of this clinic who is a physician"))


def _keep_an_administrator(clinic: Clinic) -> None:
    if not Membership.objects.filter(clinic=clinic, is_active=True, is_administrator=True).exists():
        raise RefusedError(_("A clinic keeps at least one administrator. Make somebody else one first."))


def _held(membership: Membership, by: Actor) -> Membership:
    """The member of the actor's own clinic, whose row is held: one change of the staff waits for the other."""
    Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    found = Membership.objects.select_related("clinic", "user", "supervisor").filter(clinic=by.clinic)
    row = found.filter(pk=membership.pk).first()
    if row is None:
        raise RefusedError(_("This is nobody of this clinic."))
    return row


def _refuse_stale(row: Membership | Room, version: int) -> None:
    """Refuse what was filled in from a form that somebody else has overtaken; else count it as the next."""
    if row.version != version:
        raise RefusedError(_("Somebody else has changed this since you opened the form. Look at what stands now."))
    row.version += 1


def _rename(row: Membership, name: str | None, name_ur: str | None) -> None:
    """Call the user so, in every clinic: what they signed elsewhere would bear the new name too."""
    user, had = row.user, (row.user.name, row.user.name_ur)
    user.name = (name or "").strip() or user.name
    user.name_ur = user.name_ur if name_ur is None else name_ur.strip()
    if (user.name, user.name_ur) == had:
        return
    if _works_elsewhere(row):
        raise RefusedError(_("%(name)s works in another clinic too, and keeps the name they have.") % {"name": had[0]})
    user.save(update_fields=["name", "name_ur"])


def _works_elsewhere(row: Membership) -> bool:
    return Membership.objects.filter(user=row.user, is_active=True).exclude(clinic=row.clinic_id).exists()


def _room_name(name: str, clinic: Clinic, own: Room | None = None) -> str:
    given = " ".join(name.split())
    others = Room.objects.filter(clinic=clinic, name__iexact=given).exclude(pk=own.pk if own else 0)
    if not given or others.exists():
        raise InputError.one("name", given, _("a name that no room has"))
    return given


def _said(values: Any) -> dict[str, Any]:
    """The values as the log keeps them."""
    return {
        field: value if isinstance(value, (bool, str)) or value is None else str(value)
        for field, value in values.items()
    }
