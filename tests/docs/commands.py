"""The reference of the command line, read from itself: every command, its options, its exit status, an example."""

import re
from collections.abc import Iterator
from enum import EnumType
from functools import cache
from typing import Any

import typer

from percutis.cli import app
from tests.docs.shell import run_line

SHOWN_LINES = 12
LINE = re.compile(r"`(.*?percutis .*?)`")
ON = "--on 2026-11-22"
# What says the same on every machine: run and shown. The others show the examples of their own help.
EXAMPLES = {
    "assess": f"percutis assess examples/intake.yaml {ON}",
    "plan": f"percutis plan examples/intake.yaml {ON} --pdf plan.pdf --calendar course.ics",
    "gate": "percutis gate examples/session.yaml",
    "aftercare": "percutis aftercare examples/session.yaml",
    "triage": "percutis triage examples/checkin.yaml",
    "sun": "percutis sun --at Islamabad --on 2026-06-21",
    "intake from-fhir": f"percutis intake from-fhir examples/bundle.json {ON}",
    "intake new": "percutis intake new --language ur > blank.yaml && head -3 blank.yaml",
    "protocol check": f"percutis protocol check {ON}",
    "protocol show": "percutis protocol show acne_scar_cheek",
    "protocol diff": "percutis protocol diff 2026.1 2026.1",
    "protocol book": "percutis protocol book --out protocol.html",
    "protocol words": "percutis protocol words zones",
    "protocol ledger": "percutis protocol ledger ABS-03",
}
STATUS = {
    "protocol check": "0 when there is nothing to correct, 1 when there is, 2 for an edition that cannot be read.",
    "backup": "0 when it holds everything, 1 when a photograph is missing or damaged, 2 for input that cannot be used.",
    "doctor": "0 when all is well, 1 when anything is unsafe or unhealthy, 2 for settings that cannot be used.",
    "audit verify": "0 when every log is whole, 1 when one is not, 2 for input that cannot be used.",
}
USUAL_STATUS = "0 whatever the answer is, 2 for input that cannot be used."
HEAD = """# Commands
<!-- Written by `make docs` from the command line itself; change the docstrings in src/percutis/cli instead. -->

Every page can be read in a terminal of any width from 40 columns on; colours go off when the output is piped or
`NO_COLOR` is set. `percutis --install-completion` completes commands, editions, places and rules.
"""


def commands_page() -> str:
    """The page, as Markdown."""
    head = (HEAD, f"## percutis\n{_table(_group())}")
    return "\n".join([*head, *(_section(path, command) for path, command in commands().items())])


@cache
def commands() -> dict[str, Any]:
    """Every command by its path, such as `protocol show`, in the order of the journey."""
    return dict(_walk())


def _walk() -> Iterator[tuple[str, Any]]:
    group = _group()
    context = typer.Context(group)
    for top in group.list_commands(context):
        command = group.get_command(context, top)
        inner = getattr(command, "commands", {})
        yield from ((f"{top} {name}", found) for name, found in inner.items()) if inner else ((top, command),)


def _group() -> Any:
    return typer.main.get_command(app)


def _section(path: str, command: Any) -> str:
    about = command.help.partition("Example")[0].strip()
    arguments = " ".join(_metavar(given) for given in command.params if given.param_type_name == "argument")
    usage = f"    percutis {path} {arguments}".rstrip() + " [OPTIONS]"
    status = f"Exit status: {STATUS.get(path, USUAL_STATUS)}"
    console = _example(path, command)
    return "\n\n".join((f"## percutis {path}\n{about}", usage, f"{_table(command)}\n{status}", console))


def _example(path: str, command: Any) -> str:
    """A line and what it prints, or the lines that the command's own help names, which no test runs."""
    if path in EXAMPLES:
        said = "\n".join((f"$ {EXAMPLES[path]}", *_output(EXAMPLES[path]))).rstrip("\n")
        return f"```console\n{said}\n```\n"
    return "\n".join(("```sh", *named(command), "```\n"))


def named(command: Any) -> list[str]:
    """The examples in a command's help."""
    return LINE.findall(command.help.partition("Example")[2])


def _output(line: str) -> list[str]:
    said = run_line(line).stdout.splitlines()
    more = ["…"] if len(said) > SHOWN_LINES else []
    return [*(row.rstrip() for row in said[:SHOWN_LINES]), *more, *([""] if said else [])]


def _table(command: Any) -> str:
    rows = [f"| {_named(given)} | {_said(given)} |" for given in command.params if given.name != "help"]
    return "\n".join(["| given | meaning |", "|---|---|", *rows, ""]) if rows else ""


def _named(given: Any) -> str:
    if given.param_type_name == "argument":
        return f"`{_metavar(given)}`"
    kind = given.type_descriptor.annotation
    words = "|".join(kind) if isinstance(kind, EnumType) else given.metavar or ""
    return f"`{given.opts[0]} {words}".rstrip().replace("|", "\\|") + "`"


def _metavar(given: Any) -> str:
    name = given.metavar or given.name.upper()
    return name if given.required else f"[{name}]"


def _said(given: Any) -> str:
    required = " Required." if given.required and given.param_type_name == "option" else ""
    default = "" if given.default in (None, "") or isinstance(given.default, bool) else f" Default: {given.default}."
    turned_off = f" Not, with `{given.secondary_opts[0]}`." if getattr(given, "secondary_opts", ()) else ""
    return f"{given.help.rstrip('.')}.{default}{turned_off}{required}"
