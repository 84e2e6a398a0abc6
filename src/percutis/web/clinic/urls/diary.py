"""Addresses of the day and the wait list."""

from django.urls import URLPattern

pages: list[URLPattern] = []
