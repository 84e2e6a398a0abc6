"""Addresses of the inbox, events, courses and outcomes."""

from django.urls import URLPattern

pages: list[URLPattern] = []
