"""What every answer tells the browser: everything from our own host, nothing inline, no frame, nothing kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NOTHING_BUT_THE_CAMERA = (
    "camera=(self), accelerometer=(), autoplay=(), display-capture=(), geolocation=(), gyroscope=(), "
    "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": NOTHING_BUT_THE_CAMERA,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
ENDING = {"logout", "patient:leave"}


class ContentSecurityMiddleware:
    """Adds the policies to every answer, keeps pages about people out of caches, and empties the browser at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _ends(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _ends(request: HttpRequest) -> bool:
    """Whether somebody has just gone: what this browser kept of them goes too."""
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name in ENDING
