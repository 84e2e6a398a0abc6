"""Which documents are generated, and by what; in the others the outputs of their examples are."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.docs.access import access_page
from tests.docs.asvs import asvs_page
from tests.docs.blocks import WRITTEN, refreshed
from tests.docs.commands import commands_page
from tests.docs.harm import harm_page
from tests.docs.picture import plan_picture
from tests.examples import ROOT

FOLDER = ROOT / "docs"
GENERATED: dict[Path, Callable[[], str]] = {
    FOLDER / "access.md": access_page,
    FOLDER / "asvs.md": asvs_page,
    FOLDER / "commands.md": commands_page,
    FOLDER / "harm.md": harm_page,
    FOLDER / "plan.svg": plan_picture,
}


def _refresh(path: Path) -> str:
    return refreshed(path.read_text("utf-8"))


DOCUMENTS = {path: partial(_refresh, path) for path in WRITTEN if path not in GENERATED} | GENERATED
