"""A file as the answer to a request: shown in the browser where it can be, else kept."""

from django.http import HttpResponse


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF, shown in the browser; `name` is what it is kept as, without a name of a person in it."""
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def calendar(content: str, name: str) -> HttpResponse:
    """A calendar, for the telephone's own."""
    return HttpResponse(
        content, content_type="text/calendar", headers={"Content-Disposition": f'attachment; filename="{name}.ics"'}
    )
