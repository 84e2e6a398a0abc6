"""`percutis backup`: the clinic in one sealed file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.telling import telling
from percutis.domain.errors import InputError

if TYPE_CHECKING:
    from percutis.web.safekeeping.making import Made

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

MEBIBYTE = 1024 * 1024
File = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The file to make, or a folder: then it is named by the moment.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="AGE1…", help="Seal it for this key instead of the home's own.")
]
NewKey = Annotated[bool, typer.Option("--new-key", help="Make the key that opens backups, show it once, and end.")]
ReplaceKey = Annotated[bool, typer.Option("--replace-key", help="With --new-key: replace the key that is there.")]
Keep = Annotated[int | None, typer.Option("--keep", min=1, help="In a folder, keep the newest so many.")]
Every = Annotated[float | None, typer.Option("--every", metavar="HOURS", min=0.01, help="Make one again and again.")]


@app.command()
def backup(
    file: File = None,
    to: To = None,
    new_key: NewKey = False,
    replace_key: ReplaceKey = False,
    keep: Keep = None,
    every: Every = None,
) -> None:
    """Every row and every photograph in one file, sealed with a key while the clinic works, and read back.

    First, once: `percutis backup --new-key`. It shows the key that opens backups. Write it down and keep it outside the
    house; this machine keeps only the half that seals. Without that key nobody opens a backup, you neither.

    Examples:

    * `percutis backup /media/disk/ --keep 30`

    * `percutis backup clinic.age`
    """
    with refusing("this backup"):
        from percutis.web.running.starting import open_records, set_up

        set_up()
        if new_key:
            _show_new_key(replace_key)
            return
        if file is None:
            raise typer.BadParameter("a file or a folder is needed", param_hint="FILE")
        if (keep or every) and not file.is_dir():
            given = f"{file}, which is no folder, with {'--keep' if keep else '--every'}"
            raise InputError.one("FILE", given, "a folder that is there. Is the disk mounted?")
        open_records()
        while True:
            made = _make(file, to)
            _say(made)
            if keep and file.is_dir():
                _drop_older(file, keep)
            if every is None:
                break
            _wait(timedelta(hours=every))
    if made.contents.missing or made.contents.damaged:
        raise typer.Exit(1)


def _show_new_key(replace: bool) -> None:
    from percutis.web.safekeeping.keys import new_key

    key = new_key(replace=replace)
    typer.echo("The key that opens your backups. It is shown this once and kept nowhere:", err=True)
    typer.echo(key)
    typer.echo(
        "Write it on paper twice, or print it, and keep it outside the clinic, away from the backups.\n"
        "Whoever has it and a backup reads every record; without it nobody does, you neither.",
        err=True,
    )


def _make(file: Path, to: str | None) -> "Made":
    from percutis.web.safekeeping.keys import recipient
    from percutis.web.safekeeping.making import make_backup

    now = datetime.now(UTC)
    path = file / f"percutis-{now:%Y%m%dT%H%M%SZ}.age" if file.is_dir() else file
    with telling() as tell:
        return make_backup(path, recipient(to), now, tell)


def _say(made: "Made") -> None:
    found = made.contents
    typer.echo(
        f"{made.path}: {found.rows} rows, {found.photographs.rows} photographs, "
        f"{made.size / MEBIBYTE:.1f} MB; sealed, read back, whole."
    )
    for what, names in (("not in the store", found.missing), ("changed since they were kept", found.damaged)):
        if names:
            typer.echo(f"BUT {len(names)} photographs are {what}: {', '.join(names[:5])}", err=True)


def _drop_older(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("percutis-*Z.age"))[:-keep]:
        old.unlink()
        typer.echo(f"{old}: taken away, {keep} newer ones stay.")


def _wait(pause: timedelta) -> None:
    """Until the next one; ended by SIGTERM as by Ctrl-C."""
    import signal
    import threading

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        threading.Event().wait(pause.total_seconds())
    except KeyboardInterrupt:
        raise typer.Exit from None
