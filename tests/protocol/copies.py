"""A copy of the real edition in a folder of its own, to be broken one place at a time."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from percutis.protocol.load import EDITIONS, LATEST
from percutis.protocol.sources import INSTALLED

ON = date(2026, 11, 22)
Content = dict[str, Any]


class EditionCopy:
    """The latest edition under `root`, laid out as it is installed: its folder, and the bibliography above it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "editions" / LATEST
        self.bibliography = root / "sources.bib"
        shutil.copytree(EDITIONS / LATEST, self.folder)
        shutil.copy(INSTALLED, self.bibliography)

    @property
    def name(self) -> str:
        """What to call the copy on the command line."""
        return str(self.folder)

    def edit(self, file: str, change: Callable[[Content], Any]) -> Any:
        """Read one file, let `change` alter it, write it back; what `change` returns."""
        path = self.folder / file
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        result = change(content)
        path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
        return result

    def cite(self, block: str) -> None:
        """Add a block to the bibliography."""
        with self.bibliography.open("a", encoding="utf-8") as file:
            file.write(f"\n{block}\n")
