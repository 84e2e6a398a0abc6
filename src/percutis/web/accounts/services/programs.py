"""Admitting a program of another system, and ending that."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Program
from percutis.web.accounts.program_keys import digest_of_key, new_key
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right


@dataclass(frozen=True, slots=True)
class Admitted:
    """A new program, and its key to hand over: shown once and kept nowhere."""

    program: Program
    key: str


@transaction.atomic
def admit_program(*, name: str, by: Actor, at: datetime) -> Admitted:
    """The new program of the actor's clinic, with its key.

    Raises:
        InputError: no name.
        RefusedError: no right to change who works here.
    """
    member = by.require(Right.STAFF, by.clinic, at)
    if not name.strip():
        raise InputError.one("name", name, _("a name by which you will know the program again"))
    key = new_key()
    program = Program.objects.create(
        clinic=by.clinic, name=name.strip(), digest=digest_of_key(key), admitted_at=at, admitted_by=member
    )
    write_audit(by=by, at=at, action="program.admitted", subject=program, details={"name": program.name})
    return Admitted(program, key)


@transaction.atomic
def end_program(*, program: Program, by: Actor, at: datetime) -> Program:
    """The program, whose key opens nothing from now on.

    Raises:
        RefusedError: no right to change who works here, or ended already.
    """
    member = by.require(Right.STAFF, by.clinic, at)
    row = Program.objects.select_for_update().get(pk=program.pk, clinic=by.clinic)
    if row.ended_at:
        raise RefusedError(_("This program was ended already."))
    row.ended_at, row.ended_by = at, member
    row.save(update_fields=["ended_at", "ended_by"])
    write_audit(by=by, at=at, action="program.ended", subject=row, details={"name": row.name})
    return row


def note_use(*, program: Program, on: date) -> None:
    """Keep the day on which the program last asked; one write a day."""
    if program.last_used != on:
        Program.objects.filter(pk=program.pk).update(last_used=on)
