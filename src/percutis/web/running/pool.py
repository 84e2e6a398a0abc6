"""Connections to PostgreSQL that the threads of a web process share.

A new connection knows nothing: PostgreSQL starts a process for it, which reads its catalogue and plans each query anew.
A few that everybody uses are warm; one for each of sixteen threads, given up after a minute, was not: with fifty
readers and ten writers the slowest chart in a hundred came after 240 ms, and with these after 190.
"""

from typing import Any

from django.db import connections

WAIT = 5  # seconds for one that is free, or for PostgreSQL to answer at all


def share_connections(most: int) -> None:
    """From now on at most so many in this process; on SQLite each thread keeps its own. Called before any is opened."""
    setting: dict[str, Any] = connections.settings["default"]
    if setting["ENGINE"].endswith("postgresql"):
        setting["CONN_MAX_AGE"] = 0  # each goes back after a request, and is not closed
        setting["OPTIONS"] = {**setting["OPTIONS"], "pool": {"min_size": 1, "max_size": most, "timeout": WAIT}}
