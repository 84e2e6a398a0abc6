"""The one door of programs: a key in the header `Authorization: Bearer …`."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from percutis.web.accounts.models import Program
from percutis.web.accounts.selectors.programs import program_of_key
from percutis.web.accounts.services.programs import note_use

OPENLY = "Ask by https. What was sent by http can be read on its way: if it held a key, replace the key."


class ProgramKey(HttpBearer):
    """The key that a medical director or administrator handed over."""

    openapi_name = "ProgramKey"

    def authenticate(self, request: HttpRequest, token: str) -> Program | None:
        """The program whose key this is; None turns it away with 401.

        Raises:
            HttpError: 403, whatever the key: it came by HTTP, where others can read it.
        """
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            raise HttpError(403, OPENLY)
        program = program_of_key(token)
        if program:
            note_use(program=program, on=timezone.localdate())
        return program
