"""`percutis move`: the clinic carried to another database."""

from typing import Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.telling import telling

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

To = Annotated[str, typer.Argument(metavar="TO_URL", help="The empty database to move to: postgres://USER@HOST/NAME.")]


@app.command()
def move(to: To) -> None:
    """The clinic in another database: every row carried, and every table compared by its count and its checksum.

    Stop the application first. All is carried in one transaction or nothing is; a database that holds a clinic already
    is refused. The old database and the photographs stay as they are. Afterwards start with DATABASE_URL set to the new
    address; without it every command refuses, so that nobody works on in the old one by mistake.

    Example:

    * `percutis move postgres://percutis:secret@localhost/percutis`
    """
    from percutis.web.safekeeping.moving import move_clinic, use_target

    with refusing("this move"):
        here = use_target(to)
        from percutis.web.running.starting import reach_database

        reach_database()
        with telling() as tell:
            moved = move_clinic(here, tell)
    for table in moved:
        typer.echo(f"{table.rows:>9}  {table.checksum[:16]}  {table.label}")
    count = sum(table.rows for table in moved)
    typer.echo(f"{count:>9}  rows in {len(moved)} tables, the same there and here; the log is whole.")
    typer.echo("Now start with DATABASE_URL set to the new address. The old database was not changed.")
