"""Pictures as answers: never in a shared cache, never run as anything but a picture, and with no name but a key."""

from django.http import HttpResponse

KEPT_NOWHERE = "private, no-store"


def picture(content: bytes) -> HttpResponse:
    """A copy for a page."""
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Cache-Control"] = KEPT_NOWHERE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def to_take_away(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = KEPT_NOWHERE
    return response
