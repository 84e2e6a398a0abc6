"""The repository as its tests read it: the modules of the package, and the files that are tracked."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "percutis"
NEVER_OURS = {".venv", "node_modules", "build", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(under: Path = PACKAGE) -> list[Path]:
    """Every Python module of a folder."""
    return sorted(under.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A module as its syntax."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    """The path of a file from the root, as a test says it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function of a module, methods included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    """The text files that belong to the project: those git knows, or, outside a repository, all that are ours."""
    known = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if known.returncode == 0:
        paths = [ROOT / line for line in known.stdout.split("\0") if line]
    else:
        paths = [path for path in ROOT.rglob("*") if not NEVER_OURS & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]
