"""The programs of a clinic, and whose key a key is."""

from django.http import Http404

from percutis.web.accounts.models import Clinic, Program
from percutis.web.accounts.program_keys import digest_of_key


def programs(*, clinic: Clinic) -> list[Program]:
    """Every program that was ever admitted, those in use first."""
    found = Program.objects.filter(clinic=clinic).select_related("admitted_by__user")
    return sorted(found, key=lambda program: program.ended_at is not None)


def get_program(*, clinic: Clinic, pk: int) -> Program:
    """The program of that number in that clinic.

    Raises:
        Http404: there is none.
    """
    found = Program.objects.filter(clinic=clinic, pk=pk).first()
    if found is None:
        raise Http404
    return found


def program_of_key(key: str) -> Program | None:
    """The program whose key this is; None for a key that opens nothing, or no longer."""
    found = Program.objects.select_related("clinic").filter(digest=digest_of_key(key), ended_at__isnull=True)
    return found.first()
