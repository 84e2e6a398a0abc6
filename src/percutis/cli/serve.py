"""`percutis serve`: the clinic application on this machine."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

Host = Annotated[str, typer.Option("--host", help="The address to listen on; only this machine by default.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Web processes.")]


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> None:
    """The clinic application: tables brought up to date, pages served, messages carried, until Ctrl-C.

    The database, the photographs and the secret are kept in the folder that PERCUTIS_HOME names; DATABASE_URL moves
    the tables to PostgreSQL. To try it with made-up patients: `percutis demo`.

    Examples:

    * `percutis serve`

    * `PERCUTIS_HOSTS=clinic.example percutis serve --host 0.0.0.0 --workers 2`
    """
    from percutis.web.running import serve as serve_application

    typer.echo(f"Percutis at http://{host}:{port}/  (Ctrl-C ends it)")
    serve_application(host, port, workers)
