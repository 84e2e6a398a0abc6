"""The code keeps its own rules: layers, a still domain, small modules and functions, docstrings, nothing half done.

Each test names every offender at once.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import PACKAGE, ROOT, Function, functions, modules, name, tree

DOMAIN = modules(PACKAGE / "domain")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
NOT_STILL = {"open", "input", "print", "exec", "eval", "__import__"}
CLOCK = {"now", "utcnow", "today", "fromtimestamp"}
CHANCE = {"random", "secrets", "uuid", "time", "os"}
Documented = Function | ast.ClassDef


def test_layers_hold() -> None:
    """The contract in .importlinter: each layer imports what stands below it, the domain the standard library only."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_domain_is_still() -> None:
    """No clock, no files, no terminal: time comes in as an argument, everything else as values."""
    assert [call for path in DOMAIN for call in _calls(path) if call.rpartition(".")[2] in NOT_STILL | CLOCK] == []


def _calls(path: Path) -> Iterator[str]:
    """Each call as `date.today` or `open`; a method that is called `open` is not the function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield f"{name(path)}: {ast.unparse(node.func)}"


def test_domain_imports_the_standard_library_only() -> None:
    """What the linter's contract says of some by name, said of everything."""
    foreign = {
        f"{name(path)}: {module}"
        for path in DOMAIN
        for module in _imports(path)
        if not module.startswith("percutis.domain")
        and (module.partition(".")[0] not in sys.stdlib_module_names or module.partition(".")[0] in CHANCE)
    }
    assert foreign == set()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_modules_are_short() -> None:
    """A module that grows has two subjects."""
    lengths = {name(path): path.read_text("utf-8").count("\n") for path in (*modules(), *modules(ROOT / "tests"))}
    lengths = {path: length for path, length in lengths.items() if "/migrations/" not in path}  # as Django writes them
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    """A function that does not fit a screen is not understood."""
    lengths = {f"{name(path)}: {found.name}": _length(found) for path in modules() for found in functions(path)}
    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_everything_public_says_what_comes_out() -> None:
    """Modules, public classes, and their public functions and methods have a docstring."""
    ours = [path for path in modules() if "migrations" not in path.parts]
    assert [f"{name(path)}: {silent}" for path in ours for silent in _silent(path)] == []


def _silent(path: Path) -> Iterator[str]:
    if path.name != "__init__.py" and not ast.get_docstring(tree(path)):
        yield "the module"
    for node in _public(tree(path).body):
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{item.name}" for item in _public(node.body) if not ast.get_docstring(item))


def _public(body: list[ast.stmt]) -> Iterator[Documented]:
    for node in body:
        if isinstance(node, Documented) and not node.name.startswith("_") and node.name != "Meta":
            yield node


def test_nothing_is_left_half_done() -> None:
    """No stubs: a function does what it says. The head of the command line is its help, a protocol its promise."""
    stubs = [f"{name(path)}: {found.name}" for path in modules() for found in functions(path) if _does_nothing(found)]
    heads = [
        f"src/percutis/cli/{one}"
        for one in ("__init__.py: percutis", "audit.py: audit", "clinic.py: clinic", "photo.py: photo")
    ]
    promised = "src/percutis/web/records/services/outbox.py: carry"  # of a protocol: what a gateway promises
    nobody = "src/percutis/web/safekeeping/progress.py: silent"  # tells nobody, which is what it is for
    assert stubs == [*heads, promised, nobody]
    assert [name(path) for path in modules() if "NotImplementedError" in path.read_text("utf-8")] == []


def _does_nothing(function: Function) -> bool:
    said = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return all(isinstance(node, ast.Pass) for node in said)
