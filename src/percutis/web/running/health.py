"""How it is: /health/live says that this process answers, /health/ready that it can serve.

Answered before anything else of the application, for a machine that asks by whatever name and without a certificate.
Nothing is said but words fixed here. Without its database or with old tables it is not ready. A full disk or a courier
that stands still does not make it so: taking every page from the clinic would heal neither.
"""

import shutil
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from percutis.web.running.beats import COURIER, LATE_AFTER, last_beat

LEAST_FREE = 500 * 1024 * 1024
NEEDED = ("database", "migrations")


class HealthMiddleware:
    """Answers /health/live and /health/ready; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/health/live":
                return _answered({"status": "ok"}, 200)
            case "/health/ready":
                return _ready(timezone.now())
            case _:
                return self.get_response(request)


def _ready(at: datetime) -> HttpResponse:
    found = parts(at)
    serves = all(found[name] == "ok" for name in NEEDED)
    status = "ok" if set(found.values()) == {"ok"} else "degraded" if serves else "not ready"
    return _answered({"status": status, **found}, 200 if serves else 503)


def _answered(said: dict[str, str], status: int) -> HttpResponse:
    response = JsonResponse(said, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def parts(at: datetime) -> dict[str, str]:
    """Each part in one word."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        tables = _migrations()
        return {
            "database": "ok",
            "migrations": tables,
            "disk": disk(),
            "courier": courier(at) if tables == "ok" else "unknown",
        }
    except DatabaseError:
        connection.close()
        return {"database": "gone", "migrations": "unknown", "disk": disk(), "courier": "unknown"}


def disk() -> str:
    """Whether there is room for photographs and the log of the database."""
    return "ok" if shutil.disk_usage(settings.HOME).free >= LEAST_FREE else "nearly full"


def courier(at: datetime) -> str:
    """Whether the courier made a round lately, on this host or another."""
    last = last_beat(COURIER)
    return "ok" if last and at - last <= LATE_AFTER else "late"


_up_to_date: list[bool] = []  # once up to date, a running process stays so


def _migrations() -> str:
    from percutis.web.running.tables import tables_to_change

    if not _up_to_date and not tables_to_change():
        _up_to_date.append(True)
    return "ok" if _up_to_date else "old tables"
