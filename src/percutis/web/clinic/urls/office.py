"""Addresses of staff, the log, the protocol and the outbox."""

from django.urls import URLPattern

pages: list[URLPattern] = []
