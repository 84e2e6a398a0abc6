"""Journeys through the application as people make them: a real browser, a real server, an audit at every step."""
