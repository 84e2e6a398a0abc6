"""Percutis: the open system for microneedling, from the professional consultation to the measured result."""
