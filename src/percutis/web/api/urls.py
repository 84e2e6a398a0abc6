"""Addresses of the interface for programs, below /api/1/; it describes itself at /api/1/openapi.json."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from percutis.domain.errors import InputError, Problem
from percutis.web.api.door import ProgramKey
from percutis.web.api.questions import router as questions
from percutis.web.api.records import router as records

api = NinjaAPI(
    title="Percutis",
    version="1",
    description="Microneedling, decided with a source for every line. Send a file of the public format; none is kept.",
    docs_url=None,  # its page would load scripts from another host
    auth=ProgramKey(),
    urls_namespace="api",
)
api.add_router("", questions)
api.add_router("", records)


@api.exception_handler(InputError)
def _unusable(request: HttpRequest, error: InputError) -> HttpResponse:
    return _refusing(request, error.problems)


@api.exception_handler(ValidationError)
def _incomplete_address(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = (Problem(str(one["loc"][-1]), "nothing", "required") for one in error.errors)
    return _refusing(request, found)


def _refusing(request: HttpRequest, problems: Iterable[Problem]) -> HttpResponse:
    found = [{"place": one.place, "given": one.given, "allowed": one.allowed} for one in problems]
    return api.create_response(request, {"problems": found}, status=422)


urlpatterns = [path("1/", api.urls)]
