"""The second factor of the staff: codes of six digits that an authenticator shows (RFC 6238), and codes on paper for
the day on which the telephone is lost.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership, RecoveryCode, SecondFactor, User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.accounts.sealing import digest, seal, unseal
from percutis.web.accounts.services.entering import note_entering
from percutis.web.accounts.services.log_ins import end_sessions

STEP_SECONDS, STEPS_APART = 30, 1  # RFC 6238, 5.2: one step either way for a clock that is a little off
ON_PAPER = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
ISSUER = "Percutis"


@dataclass(frozen=True, slots=True)
class Shared:
    """A secret to take over into an authenticator: as it is typed, and as the address that a QR code holds."""

    secret: str
    address: str


def has_factor(user: User) -> bool:
    """Whether a second factor is set up."""
    return SecondFactor.objects.filter(user=user, confirmed__isnull=False).exists()


def begin_factor(*, user: User, at: datetime) -> Shared:
    """The secret to set up; the same one again until a first code was right.

    Raises:
        RefusedError: one is set up already.
    """
    made = pyotp.random_base32()
    row, _is_new = SecondFactor.objects.get_or_create(user=user, defaults={"sealed": seal(made), "begun": at})
    if row.confirmed:
        raise RefusedError(_("A second factor is set up already."))
    secret = unseal(row.sealed)
    if secret is None:
        row.sealed, secret = seal(made), made
        row.save(update_fields=["sealed"])
    return Shared(secret, pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER))


@transaction.atomic
def confirm_factor(*, user: User, code: str, at: datetime) -> list[str]:
    """The codes on paper, shown once; from now on a password alone opens nothing, and every other session ends.

    Raises:
        InputError: not the code that the authenticator shows now.
    """
    row = SecondFactor.objects.select_for_update().filter(user=user, confirmed__isnull=True).first()
    step = _step_of(row, code, at) if row else None
    if row is None or step is None:
        raise InputError.one("code", code, _("the six digits that your authenticator shows now"))
    row.confirmed, row.last_step = at, step
    row.save(update_fields=["confirmed", "last_step"])
    end_sessions(user=user, at=at)
    note_entering(user=user, action="member.factor_set", at=at)
    return _new_codes(user)


def is_right_code(*, user: User, code: str, at: datetime) -> bool:
    """Whether this is the code of now, or one from the paper. Each is taken once, however many ask at the same time."""
    given = "".join(code.split()).lower().replace("-", "")
    if given.isdecimal():
        return _take_step(user, given, at)
    mark = digest(f"{user.pk}:{given}", "recovery")
    with transaction.atomic():
        taken = RecoveryCode.objects.filter(user=user, digest=mark, used__isnull=True).update(used=at)
        if taken:
            note_entering(user=user, action="member.paper_code_used", at=at, left=codes_left(user))
    return bool(taken)


def codes_left(user: User) -> int:
    """How many codes on paper were not used yet."""
    return RecoveryCode.objects.filter(user=user, used__isnull=True).count()


@transaction.atomic
def renew_codes(*, user: User, at: datetime) -> list[str]:
    """New codes on paper, shown once; those before are worth nothing."""
    note_entering(user=user, action="member.paper_codes_renewed", at=at)
    return _new_codes(user)


@transaction.atomic
def remove_factor(*, user: User, at: datetime) -> None:
    """The user without a second factor; every other session ends."""
    forget_factor_of(user=user, at=at)
    note_entering(user=user, action="member.factor_removed", at=at)


@transaction.atomic
def reset_factor(*, membership: Membership, by: Actor, at: datetime) -> None:
    """The member without a second factor, to set one up anew: their telephone is lost, and the paper too.

    Raises:
        RefusedError: no right, oneself, or somebody who works in another clinic too, whose patients are not ours.
    """
    by.require(Right.STAFF, by.clinic, at)
    row = Membership.objects.select_related("user").filter(pk=membership.pk, clinic=by.clinic).first()
    if row is None:
        raise RefusedError(_("This is nobody of this clinic."))
    if by.membership and row.pk == by.membership.pk:
        raise RefusedError(_("Change your own second factor under your name."))
    if Membership.objects.filter(user=row.user, is_active=True).exclude(clinic=by.clinic).exists():
        raise RefusedError(
            _("%(name)s works in another clinic too: whoever runs this server resets it.") % {"name": row.user}
        )
    forget_factor_of(user=row.user, at=at)
    write_audit(by=by, at=at, action="member.factor_reset", subject=row, details={"user": row.user.username})


def forget_factor_of(*, user: User, at: datetime) -> None:
    """Nothing is left of secret and paper, and every session ends; whoever calls writes it into the log."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    end_sessions(user=user, at=at)


def _take_step(user: User, code: str, at: datetime) -> bool:
    row = SecondFactor.objects.filter(user=user, confirmed__isnull=False).first()
    step = _step_of(row, code, at) if row else None
    if row is None or step is None:
        return False
    return bool(SecondFactor.objects.filter(pk=row.pk, sealed=row.sealed, last_step__lt=step).update(last_step=step))


def _step_of(row: SecondFactor, code: str, at: datetime) -> int | None:
    """The step of time whose code this is, of those that may still come; None where it is none's."""
    secret = unseal(row.sealed)
    given = "".join(code.split())
    if secret is None or not (given.isascii() and given.isdecimal()):
        return None
    now, codes = int(at.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    steps = range(now - STEPS_APART, now + STEPS_APART + 1)
    fitting = [step for step in steps if secrets.compare_digest(codes.generate_otp(step), given)]
    return next((step for step in fitting if step > row.last_step), None)


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(LETTERS) for _sign in range(10)) for _code in range(ON_PAPER)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=digest(f"{user.pk}:{code}", "recovery")) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]
