"""The addresses of the patient's own pages."""

from django.urls import URLPattern

app_name = "patient"
urlpatterns: list[URLPattern] = []
