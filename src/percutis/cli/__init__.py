"""The command line. A command per file; only the command that is called is imported, so that each starts quickly."""

import errno
import gc
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

COMMANDS = (
    "assess", "plan", "gate", "aftercare", "triage", "sun", "screen", "intake", "protocol", "photo",
    "clinic", "serve", "worker", "demo", "backup", "restore", "export", "move", "doctor", "audit",
)  # fmt: skip
RARELY = 100_000  # objects made before the first look for garbage
CANNOT_WRITE = 2
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Journey(TyperGroup):
    """The commands in the order of the journey, each loaded from its file when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands."""
        return [name for name in COMMANDS if find_spec(f"percutis.cli.{name}")]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = typer.main.get_command(import_module(f"percutis.cli.{cmd_name}").app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As typer does it, which finds the nearest of a misspelt command among those that are loaded: none here."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"No such command '{args[0]}'." + "".join(f" Did you mean '{name}'?" for name in near))
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=Journey, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown")


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        from percutis.protocol.load import LATEST

        typer.echo(f"percutis {version('percutis')}, edition {LATEST}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_say_version, is_eager=True, help="The version, and the edition in use."),
]


@app.callback()
def percutis(version: Version = False) -> None:
    """Microneedling as a clinic gives it: a dated, cited course from consultation to result.

    Describe a patient once in a file, then ask:

    * `percutis plan intake.yaml` for the verdict, the depths, the dates and what to prepare

    * `percutis gate session.yaml` in the minute before the first pass: go, modify or stop

    * `percutis triage checkin.yaml` for how soon somebody must look

    Start from a blank: `percutis intake new > intake.yaml`

    Every answer comes as a page or as JSON (`--format json`), in English or Urdu (`--language ur`), with a source
    for every line. The exit status is 0 whatever the answer is, and 2 for input that cannot be used.
    """


def main() -> None:
    """Run the command line. Answers are UTF-8, whatever the terminal's locale says.

    An answer is short-lived and an edition large: looking through it for garbage would cost a tenth of the time.
    """
    gc.set_threshold(RARELY)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):  # none is there where it is closed
            reconfigure(encoding="utf-8")
    try:
        try:
            app(prog_name="percutis")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left of the answer goes nowhere
        typer.echo(f"percutis: the answer cannot be written: {(error.strerror or '').lower()}", err=True)
        sys.exit(CANNOT_WRITE)
