"""The setting of Django's database for an address."""

from typing import Any

import dj_database_url

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at once, and never half-way
    "timeout": 20,
    # recursive_triggers: else what REPLACE takes away is taken without asking the triggers that forbid it
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA recursive_triggers=ON;",
}
# A query that a page asks again and again is planned once by each connection: joins take longer to plan than to answer.
PLANNED_ONCE: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 2}
POSTGRESQL: dict[str, Any] = {"connect_timeout": 5}


def database_of(address: str) -> dict[str, Any]:
    """SQLite as a clinic needs it, or PostgreSQL.

    A connection to PostgreSQL is kept for a minute and looked at before it is used; one to a file is kept for good.
    `?server_side_binding=false` asks PostgreSQL to keep no plan, as a pool that lends a connection for one transaction
    needs.
    """
    setting: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
    engine, asked = setting["ENGINE"], setting.get("OPTIONS", {})
    ours = {**POSTGRESQL, **(PLANNED_ONCE if asked.get("server_side_binding", True) else {})}
    if engine.endswith("sqlite3"):
        engine, ours = "percutis.web.sqlite3", SQLITE
        setting.update(CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=False)
    return {**setting, "ENGINE": engine, "OPTIONS": {**ours, **asked}}
