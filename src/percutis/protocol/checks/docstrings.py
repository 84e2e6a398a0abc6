"""The sources that the code cites: `[key]` or `[key, place]` in a docstring, beside the code that obeys it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent
CITED = re.compile(r"(?<=\s)\[([A-Za-z]\w+)(?:, [^\[\]]+)?\](?=[\s.,;:)])")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def keys_in_code(package: Path = PACKAGE) -> frozenset[str]:
    """Every word that stands as a cite in a docstring of the package; those that are keys cite a source."""
    return frozenset(key for path in sorted(package.rglob("*.py")) for key in _keys(path.read_text("utf-8")))


def _keys(source: str) -> Iterator[str]:
    if CITED.search(source):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, DOCUMENTED):
                yield from CITED.findall(ast.get_docstring(node) or "")
