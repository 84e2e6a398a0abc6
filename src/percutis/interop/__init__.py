"""The edge: files and records in; answers out as JSON, words, calendars and hand-outs.

Nothing here decides anything clinical.
"""
