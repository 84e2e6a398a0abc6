"""Every command is named where a reader looks for it, and teaches itself."""

import pytest
import typer
from typer.testing import CliRunner

from percutis.cli import COMMANDS, app
from tests.architecture.reading import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def paths() -> list[tuple[str, ...]]:
    """Every command, and every command inside one: `("protocol", "show")`."""
    found: list[tuple[str, ...]] = []
    group = typer.main.get_command(app)
    context = typer.Context(group)
    for top in COMMANDS:
        command = group.get_command(context, top)  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        found.extend((top, name) for name in inner) if inner else found.append((top,))
    return found


@pytest.mark.parametrize("path", paths(), ids=" ".join)
def test_command_is_named_in_the_readme(path: tuple[str, ...]) -> None:
    """The list of commands in the README is whole."""
    line = next((line for line in README.splitlines() if f"percutis {path[0]}" in line and path[-1] in line), None)
    assert line is not None, f"README.md does not name percutis {' '.join(path)}"


@pytest.mark.parametrize("path", paths(), ids=" ".join)
def test_command_explains_itself(path: tuple[str, ...]) -> None:
    """`--help` says what comes out and gives an example."""
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0
    assert f"percutis {' '.join(path)}" in result.stdout
    assert "Example" in result.stdout
