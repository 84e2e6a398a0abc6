"""Reads one YAML file of an edition. A key written twice is refused: the second would silently replace the first."""

from pathlib import Path
from typing import Any

import yaml

from percutis.domain.errors import InputError


class _UniqueKeys(yaml.CSafeLoader):
    """The C loader, strict about repeated keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key!r} stands twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """What one YAML file holds.

    Raises:
        InputError: the file is not YAML, or repeats a key; the message holds line and column.
    """
    try:
        with path.open("rb") as file:
            return yaml.load(file, Loader=_UniqueKeys)  # noqa: S506 - a safe loader, only stricter
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError.one(str(path.name), " ".join(str(error).split()), "a YAML file, each key once") from error
