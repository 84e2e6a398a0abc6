"""The charts: their geometry, their words, and how they are written into a page."""
