"""Addresses of consultation, plan and consent."""

from django.urls import URLPattern

pages: list[URLPattern] = []
