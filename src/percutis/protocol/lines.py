"""Where each entry of an edition stands: file and line, so that a problem or a reader can be led to it."""

from collections.abc import Iterator
from pathlib import Path

import yaml

NAMES = ("id", "code")


def entry_lines(folder: Path) -> dict[str, str]:
    """`assessment.yaml:120` for the id of every entry (the code of every finding) in the folder's files."""
    return {name: f"{path.name}:{line}" for path in sorted(folder.glob("*.yaml")) for name, line in _named(_root(path))}


def text_lines(folder: Path) -> dict[str, str]:
    """`assessment.yaml:120` for the key `assessment.<id>` of every text in the folder's files."""
    return {
        f"{path.stem}.{key.value}": f"{path.name}:{key.start_mark.line + 1}"
        for path in sorted(folder.glob("*.yaml"))
        for key, _ in _pairs(_root(path))
    }


def _root(path: Path) -> yaml.Node | None:
    with path.open("rb") as file:
        node: yaml.Node | None = yaml.compose(file, Loader=yaml.CSafeLoader)
    return node


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _named(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Every mapping below `node` that has an id, with its line."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _named(item)
    for key, value in _pairs(node):
        if key.value in NAMES and isinstance(value, yaml.ScalarNode):
            yield value.value, value.start_mark.line + 1
        elif not isinstance(value, yaml.ScalarNode):
            yield from _named(value)
