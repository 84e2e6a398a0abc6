"""The reverse proxy: what it says of a request is believed when it comes from an address that PERCUTIS_BEHIND_PROXY
names. What anybody else says of where a request comes from, and by which way, is dropped before it is read.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from percutis.web.networks import is_address, is_within

BY_PROXY = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class ProxyMiddleware:
    """Puts the visitor's own address into `REMOTE_ADDR` where a named proxy says it; drops such words of others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META
        nearest = given.get("REMOTE_ADDR", "")
        if is_within(nearest, settings.PROXIES):
            given["REMOTE_ADDR"] = _visitor(given.get("HTTP_X_FORWARDED_FOR", ""), nearest)
        else:
            for name in BY_PROXY:
                given.pop(name, None)
        return self.get_response(request)


def _visitor(chain: str, nearest: str) -> str:
    """The last address of the chain that is no proxy of ours: what stands before it, the visitor may have written."""
    for address in reversed([one.strip() for one in chain.split(",") if one.strip()]):
        if not is_address(address):
            return nearest
        if not is_within(address, settings.PROXIES):
            return address
    return nearest
