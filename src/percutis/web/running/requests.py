"""One line in the log for every request, under a number that the answer carries too."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from percutis.web.running.lines import request_id

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
log = logging.getLogger("percutis.request")


class RequestLineMiddleware:
    """Writes method, route, status and milliseconds; no address of anybody, no query, nothing that fills the route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number(request)
        token, began = request_id.set(number), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            match = request.resolver_match
            facts = {
                "method": request.method if request.method in METHODS else "other",
                "route": f"/{match.route}" if match else "(no page)",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            if match or response.status_code >= 400:  # static files need no line
                log.info("request", extra=facts)
            return response
        finally:
            request_id.reset(token)


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _number(request: HttpRequest) -> str:
    """The number that a proxy gave, if it is one; else a new one."""
    given = request.headers.get(HEADER, "")
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex
