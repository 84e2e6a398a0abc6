"""Addresses of the session and photographs."""

from django.urls import URLPattern

pages: list[URLPattern] = []
