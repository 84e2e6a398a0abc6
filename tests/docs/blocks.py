"""The examples inside the documents: each `$ line` of a console block with the output that stands below it."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.shell import run_line
from tests.examples import ROOT

WRITTEN = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
MORE = "…"


def lines_to_run(path: Path) -> list[str]:
    """Every line that the document tells its reader to run."""
    blocks = CONSOLE.findall(path.read_text("utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def refreshed(text: str) -> str:
    """The document with the outputs as they are now; an output that was cut by `…` stays as long as it was."""
    return CONSOLE.sub(lambda block: "".join(_answered(block[0])), text)


def _answered(block: str) -> Iterator[str]:
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        line, _, shown = part.partition("\n")
        if not line:
            continue
        yield f"{line}\n"
        yield from (f"{row}\n" for row in _output(line[2:], shown.splitlines()))


def _output(line: str, shown: list[str]) -> list[str]:
    done = run_line(line)
    said = [row.rstrip() for row in (done.stdout + done.stderr).splitlines()]
    if not shown or not shown[-1].startswith(MORE):
        return said if shown else []
    length = int(shown[-1].removeprefix(MORE) or len(shown) - 1)
    return [*said[:length], MORE] if len(said) > length else said
