"""Filters of what the record keeps."""
