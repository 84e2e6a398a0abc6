"""The addresses of the patient's own pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "patient"


def _later(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse(status=503)


urlpatterns = [path("<str:token>/", _later, name="enter")]
