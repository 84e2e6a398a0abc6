"""The one door of programs: a key in the header `Authorization: Bearer …`."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from percutis.web.accounts.models import Program
from percutis.web.accounts.selectors.programs import program_of_key
from percutis.web.accounts.services.programs import note_use


class ProgramKey(HttpBearer):
    """The key that a medical director or administrator handed over."""

    openapi_name = "ProgramKey"

    def authenticate(self, request: HttpRequest, token: str) -> Program | None:
        """The program whose key this is; None turns it away with 401."""
        program = program_of_key(token)
        if program:
            note_use(program=program, on=timezone.localdate())
        return program
