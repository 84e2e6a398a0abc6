"""Addresses of devices, cartridges, products and lots."""

from django.urls import URLPattern

pages: list[URLPattern] = []
