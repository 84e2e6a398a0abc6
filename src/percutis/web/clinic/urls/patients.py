"""Addresses of patients, their chart and their money."""

from django.urls import URLPattern

pages: list[URLPattern] = []
