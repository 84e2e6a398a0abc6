"""`percutis restore`: the clinic brought back from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.telling import telling

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, or a folder: the newest in it.", exists=True)]
Key = Annotated[Path, typer.Option("--key", metavar="KEYFILE", help="A file with the key that opens it.")]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of records that are there.")]
Check = Annotated[
    bool, typer.Option("--check", help="Only read it from its first byte to its last, and change nothing.")
]


@app.command()
def restore(file: File, key: Key, replace: Replace = False, check: Check = False) -> None:
    """The clinic as it was when the backup was made: every row and photograph, compared with what it says it holds.

    Stop the application first. Records that are there are never overwritten unless `--replace` says so; a SQLite
    database is then set aside in the home folder. A wrong key or a file that was changed or cut off is refused before
    anything is touched. Whoever was logged in has to log in again.

    Examples:

    * `percutis restore clinic.age --key key.txt --check`

    * `percutis restore clinic.age --key key.txt`

    * `percutis restore /media/disk --key key.txt` for the newest of a folder
    """
    from percutis.web.safekeeping.keys import identity
    from percutis.web.safekeeping.restoring import newest_in, use_place_beside
    from percutis.web.safekeeping.restoring import restore as bring_back

    with refusing(str(file)):
        file = newest_in(file)
        opens = identity(key)
        target = use_place_beside()
        from percutis.web.running.starting import set_up

        set_up()
        from percutis.web.safekeeping.reading import prove

        with telling() as tell:
            if check:
                proved = prove(file, opens, tell)
                found = proved.contents
                held = f"{found.rows} rows, {found.photographs.rows} photographs"
                typer.echo(f"{file}: made {proved.about['made']}, {held}; whole.")
                return
            back = bring_back(file, opens, target, tell, replace=replace)
    typer.echo(
        f"{file}: back as of {back.made}, {back.rows} rows and {back.photographs} photographs, compared one by one."
    )
    typer.echo(f"The log of {back.logs} clinic{'' if back.logs == 1 else 's'} is whole. Nobody is logged in.")
    if back.missing:
        typer.echo(f"BUT {back.missing} photographs were missing already when it was made.", err=True)
    if back.set_aside:
        typer.echo(f"The database that was here lies at {back.set_aside}")
