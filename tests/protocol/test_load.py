"""The loader: compiled once, read many times, and clear about files that cannot be read."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from percutis.domain.errors import InputError
from percutis.protocol import kept, load
from percutis.protocol.load import LATEST, edition_folder, languages, load_edition, load_texts
from tests.protocol.copies import EditionCopy

COUNT = "from percutis.protocol.load import load_edition; print(len(load_edition().entries()))"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own; editions held by the process are forgotten around it."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(kept, "keeping_place", lambda: folder)
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> EditionCopy:
    """A copy of the edition that nothing has read yet."""
    return EditionCopy(tmp_path / "copy")


def reload(name: str) -> None:
    """Read an edition as a new process would."""
    load_edition.cache_clear()
    load_edition(name)


def refuse() -> bytes:
    """Stands for the slow way; the cache must make it needless."""
    raise AssertionError("the files were compiled again")


def test_edition_is_compiled_once(cache: Path, copy: EditionCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was compiled by one process is read by the next without looking at the YAML."""
    reload(copy.name)
    assert [path.suffix for path in cache.iterdir()] == [".pickle"]
    monkeypatch.setattr(load, "_compile_edition", lambda folder: refuse())
    reload(copy.name)


def test_a_changed_file_misses_the_cache(cache: Path, copy: EditionCopy) -> None:
    """A change in any file is seen at once, and the old compilation stays for those who still have it."""
    reload(copy.name)
    copy.edit("edition.yaml", lambda content: content.update(id="2999.1"))
    reload(copy.name)
    assert load_edition(copy.name).id == "2999.1"
    assert len(list(cache.iterdir())) == 2


def test_two_processes_compile_at_once(tmp_path: Path) -> None:
    """Processes that start together both answer, and leave one whole file."""
    environment = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    both = [
        subprocess.Popen([sys.executable, "-c", COUNT], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1] == f"{len(load_edition().entries())}\n"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def named(text: str) -> bytes:
    """A short text as a pickle holds it."""
    return b"\x8c" + bytes([len(text)]) + text.encode()


def call_by_class(trace: Path) -> bytes:
    """A pickle that touches a file through a class of the standard library."""
    return f"cpathlib\nPath.touch\n(cpathlib\nPath\n(S'{trace}'\ntRtR.".encode()


def call_through_the_domain(trace: Path) -> bytes:
    """A pickle that reaches `eval` from a module of the domain, by way of its builtins."""
    reached = named("percutis.domain.words") + named("__builtins__.get") + b"\x93" + named("eval") + b"\x85R"
    return b"\x80\x04" + reached + named(f"open({str(trace)!r}, 'w')") + b"\x85R."


@pytest.mark.parametrize("planted", [call_by_class, call_through_the_domain])
def test_a_planted_cache_runs_nothing(
    planted: Callable[[Path], bytes], cache: Path, copy: EditionCopy, tmp_path: Path
) -> None:
    """A file that somebody put in the cache builds values of the domain or is ignored; it cannot call anything."""
    reload(copy.name)
    (place,) = cache.iterdir()
    trace = tmp_path / "t"
    place.write_bytes(planted(trace))
    reload(copy.name)
    assert not trace.exists()
    assert load_edition(copy.name).id == LATEST


@pytest.mark.parametrize("reason", ["a file stands in the way", "it may not be written"])
def test_a_cache_that_cannot_be_used_is_done_without(
    reason: str, tmp_path: Path, copy: EditionCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache the edition is compiled each time; nothing fails."""
    blocked = tmp_path / "blocked"
    if reason == "a file stands in the way":
        blocked.write_text("not a folder")
    else:
        blocked.mkdir(mode=0o500)
    monkeypatch.setattr(kept, "keeping_place", lambda: blocked / "percutis")
    reload(copy.name)
    assert load_edition(copy.name).id == LATEST


def test_user_without_a_home_folder_has_no_cache_and_reads_all_the_same(tmp_path: Path, copy: EditionCopy) -> None:
    """A service may run as a number that no list of users knows, without HOME."""
    code = (
        "import os; os.getuid = lambda: 54321; from percutis.protocol.load import load_edition; "
        f"print(load_edition({copy.name!r}).id)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HOME", "XDG_"))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr[-300:]) == (LATEST, "")


def test_broken_yaml_names_file_and_line(cache: Path, copy: EditionCopy) -> None:
    """A file that is not YAML is refused with its name, the line and the column."""
    path = copy.folder / "plan.yaml"
    lines = path.read_text("utf-8").count("\n")
    path.write_text(path.read_text("utf-8") + "broken: [1, 2\n", "utf-8")
    with pytest.raises(InputError) as caught:
        reload(copy.name)
    (problem,) = caught.value.problems
    assert problem.place == "plan.yaml"
    assert f"line {lines + 1}, column" in problem.given


def test_a_repeated_key_is_refused(cache: Path, copy: EditionCopy) -> None:
    """The second of two equal keys would silently replace the first."""
    path = copy.folder / "edition.yaml"
    path.write_text(path.read_text("utf-8") + "status: approved\n", "utf-8")
    with pytest.raises(InputError, match=r"status.*stands twice"):
        reload(copy.name)


def test_a_file_that_is_no_mapping_is_refused(cache: Path, copy: EditionCopy) -> None:
    """A list of entries without the name of their section."""
    (copy.folder / "plan.yaml").write_text("- id: alone\n", "utf-8")
    with pytest.raises(InputError, match=r"plan\.yaml: given a list"):
        reload(copy.name)


def test_a_text_without_its_register_is_refused(cache: Path, copy: EditionCopy) -> None:
    """Every text that breaks the shape is named with file and key, not only the first."""
    copy.edit("texts/en/plan.yaml", lambda content: content.update(mute={"patient": "Hello"}, odd=7))
    with pytest.raises(InputError) as caught:
        load_texts(copy.name, "en")
    assert [problem.place for problem in caught.value.problems] == [
        "texts/en/plan.yaml mute",
        "texts/en/plan.yaml odd",
    ]


def test_an_unknown_edition_names_those_there_are() -> None:
    """The message lists what is installed."""
    with pytest.raises(InputError, match=f"allowed: {LATEST}, or a folder that holds an edition.yaml"):
        edition_folder("1999.1")


def test_an_unknown_language_names_those_there_are() -> None:
    """The message lists the languages of the edition."""
    with pytest.raises(InputError, match="en or ur"):
        load_texts(LATEST, "tlh")


def test_a_folder_stands_for_an_edition(copy: EditionCopy) -> None:
    """A draft can be read where it lies, with its languages."""
    assert edition_folder(copy.name) == copy.folder
    assert languages(copy.name) == ["en", "ur"]


@pytest.mark.parametrize("language", ["", ".", "..", "en/", "en/../en", "../texts/ur", "EN"])
def test_a_language_is_a_word_and_never_a_way_through_folders(language: str) -> None:
    """An empty one would otherwise find the folder of all languages, and an answer without a word in it."""
    with pytest.raises(InputError, match="allowed: en or ur"):
        load_texts(LATEST, language)
