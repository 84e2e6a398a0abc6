"""`percutis serve`: the clinic application on this machine."""

import os
from enum import StrEnum
from typing import Annotated

import typer

from percutis.cli.answering import refusing

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


class LogFormat(StrEnum):
    """How the log is written, on standard error."""

    TEXT = "text"
    JSON = "json"


Host = Annotated[str, typer.Option("--host", help="The address to listen on; only this machine by default.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=64, help="Web processes; one more than processors, at most four, unless said."
    ),
]
Worker = Annotated[bool, typer.Option("--worker/--no-worker", help="Carry messages and do waiting tasks here too.")]
LogForm = Annotated[
    LogFormat | None, typer.Option("--log-format", help="Lines for people, or one JSON object a line for programs.")
]
SETTINGS = "the settings"
NO_WAY_IN = (
    "Nobody can log in yet: browsers are sent on to HTTPS, and PERCUTIS_BEHIND_PROXY names nobody who speaks it.\n"
    "On this machine alone: PERCUTIS_HTTPS=off percutis serve"
)


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = None,
    worker: Worker = True,
    log_format: LogForm = None,
) -> None:
    """The clinic application: settings checked, tables up to date, pages served, messages carried, until Ctrl-C.

    Ended by Ctrl-C or SIGTERM it answers the requests in hand first. The database, the photographs and the secret are
    kept in the folder that PERCUTIS_HOME names; DATABASE_URL moves the tables to PostgreSQL, PERCUTIS_PHOTOGRAPHS the
    photographs to a store that several hosts share. How it is: /health/live and /health/ready; `percutis doctor` says
    more. To try it with made-up patients: `percutis demo`.

    Examples:

    * `percutis serve`

    * `PERCUTIS_HOSTS=clinic.example percutis serve --workers 2 --log-format json`
    """
    write_log_as(log_format)
    with refusing(SETTINGS):
        from percutis.web.running.serving import serve as serve_application

        serve_application(host, port, workers, worker=worker, ready=lambda: say_where(host, port))


def write_log_as(form: LogFormat | None) -> None:
    """The form of the log, for this process and those that it starts."""
    if form is not None:
        os.environ["PERCUTIS_LOG"] = form.value


def say_where(host: str, port: int) -> None:
    """Where the pages are, and how it is ended; and that no browser gets there, where that is so."""
    from percutis.web.settings import HTTPS, PROXIES

    typer.echo(f"Percutis at http://{host}:{port}/  (Ctrl-C ends it)")
    if HTTPS and not PROXIES:
        typer.echo(NO_WAY_IN, err=True)
