"""The generated documents are current, and the examples in the written ones say what the commands say."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import WRITTEN, lines_to_run
from tests.docs.commands import EXAMPLES, commands, named
from tests.docs.generated import DOCUMENTS, FOLDER
from tests.docs.shell import run_line
from tests.examples import ROOT

LINES = sorted({line for path in WRITTEN for line in lines_to_run(path)})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_current(path: Path) -> None:
    """`make docs` would change nothing."""
    assert path.read_text("utf-8") == DOCUMENTS[path](), f"run make docs: {path.name} has changed"


@pytest.mark.parametrize("line", LINES)
def test_line_runs_as_it_is_shown(line: str) -> None:
    """What a document tells its reader to run ends well, or is refused in the words of a refusal."""
    done = run_line(line)
    refused = done.stderr.startswith("percutis: ") and "cannot be" in done.stderr
    assert done.returncode == (2 if refused else 0), done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_an_example() -> None:
    """No command is documented without one, and no example is left of a command that is gone."""
    assert set(EXAMPLES) <= set(commands())
    assert [
        path for path, command in commands().items() if not any(f"percutis {path}" in one for one in named(command))
    ] == []


@pytest.mark.parametrize("path", commands())
def test_every_option_is_documented(path: str) -> None:
    """Each option of the command stands in its section of the reference, and says what it does."""
    section = (FOLDER / "commands.md").read_text("utf-8").partition(f"## percutis {path}\n")[2].partition("\n## ")[0]
    given = [option for option in commands()[path].params if option.name != "help"]
    assert all(option.help for option in given)
    names = [option.metavar if option.param_type_name == "argument" else option.opts[0] for option in given]
    assert [name for name in names if f"`{name}" not in section.replace("[", "")] == []


def test_the_picture_asks_nobody_for_a_font() -> None:
    """It names no host but the namespace of SVG, and holds no script."""
    picture = (FOLDER / "plan.svg").read_text("utf-8")
    assert re.findall(r"https?://[^\"' )]+", picture) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in picture
    assert "url(" not in picture.replace("url(#", "")


def test_the_readme_is_short() -> None:
    """A reader finishes it; the rest is in docs."""
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150
