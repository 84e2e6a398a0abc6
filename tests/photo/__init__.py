"""Photographs that measure, on truth that is known."""
