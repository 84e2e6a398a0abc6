"""What is tracked: nothing of one machine, nothing half done, no file that only its author can use."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, name, tracked

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = ("registry" + ".npmjs", "python" + "hosted.org", "pypi" + ".org/simple", "index" + "-url", "artifact" + "ory")
PLACES = ("/" + "home/", "/" + "Users/", "/" + "root/", "/" + "work/", "C:" + "\\Users", "/" + "tmp/")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
FILES = tracked()


def holding(words: tuple[str, ...], skip: tuple[str, ...] = ()) -> list[str]:
    """Where any of these words stands as itself."""
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(word)}" for word in words))
    return [
        f"{name(path)}:{number}"
        for path in FILES
        if name(path) not in skip
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the machine's business; the lock files hold digests only."""
    assert holding(HOSTS, skip=("Makefile",)) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    """A path of somebody's machine works for nobody else."""
    assert holding(PLACES) == []


def test_no_file_leads_away_from_the_repository() -> None:
    """A link to a folder of one machine, such as another's packages: `npm ci` would empty that one."""
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []


def test_no_file_is_left_half_done() -> None:
    """What is to be done is an issue, not a comment."""
    assert holding(UNFINISHED) == []


def test_lock_files_hold_no_address() -> None:
    """Hashes, and no host."""
    for path in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        assert re.findall(r"https?://|file:", path.read_text("utf-8")) == [], path.name


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".md"], ids=name)
def test_links_between_documents_arrive(path: Path) -> None:
    """A link to a file of the repository leads to one."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
