"""Where pages can be served, and what is said where they cannot."""

import errno
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from percutis.domain.errors import InputError
from percutis.web.demo.home import MARK, use_demo_home
from percutis.web.running import listening
from percutis.web.running.alone import at_work
from percutis.web.running.listening import refuse_address
from tests.web.running.house import free_port, make_ready, percutis


@pytest.fixture
def taken() -> Iterator[int]:
    """A port where somebody listens, and would share it, as the web processes of another clinic do."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def refused(host: str, port: int) -> str:
    """The place of the problem."""
    with pytest.raises(InputError) as error:
        refuse_address(host, port)
    return error.value.problems[0].place


def test_a_free_port_is_refused_to_nobody() -> None:
    """On every network of the machine too."""
    refuse_address("127.0.0.1", free_port())
    refuse_address("0.0.0.0", free_port())  # noqa: S104


def test_a_port_is_never_shared_with_another_clinic(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visitors would come now to the one and now to the other."""
    monkeypatch.setattr(listening, "PATIENCE_SECONDS", 0.2)
    assert refused("127.0.0.1", taken) == "--port"


def test_a_server_that_is_just_ending_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a kill, when the service is started again at once."""
    said = iter([errno.EADDRINUSE, errno.EADDRINUSE, 0])
    monkeypatch.setattr(listening, "_in_the_way", lambda *_address: next(said))
    refuse_address("127.0.0.1", 1)


@pytest.mark.parametrize("host", ["localhost", "clinic.example", "192.0.2.1", ""])
def test_a_host_that_is_no_address_of_this_machine_is_refused(host: str) -> None:
    """A name, or the address of another."""
    assert refused(host, free_port()) == "--host"


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_commands_refuse_a_port_that_is_taken(command: str, taken: int, tmp_path: Path) -> None:
    """Before anything is made or changed."""
    done = percutis(tmp_path / "home", command, "--port", str(taken), PERCUTIS_DEMO_HOME=str(tmp_path / "demo"))
    assert done.returncode == 2
    assert f"  --port: given {taken}; allowed: a port that nobody listens on" in done.stderr
    assert not (tmp_path / "demo").exists()


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that PERCUTIS_DEMO_HOME names; the environment is put back afterwards."""
    for name in ("HOME", "HTTPS", "DEMO", "ADDRESS", "MESSAGES"):
        monkeypatch.setenv(f"PERCUTIS_{name}", "")
    monkeypatch.setenv("DATABASE_URL", "")
    folder = tmp_path / "demo"
    monkeypatch.setenv("PERCUTIS_DEMO_HOME", str(folder))
    return folder


def test_the_folder_of_the_demo_is_emptied_each_time(named: Path) -> None:
    """It is marked as the demo's own."""
    use_demo_home("http://127.0.0.1:8000")
    (named / "percutis.sqlite3").touch()
    use_demo_home("http://127.0.0.1:8000")
    assert [file.name for file in named.iterdir()] == [MARK]


def test_a_folder_that_is_not_the_demo_is_never_emptied(named: Path) -> None:
    """As that of a real clinic."""
    named.mkdir()
    (named / "percutis.sqlite3").touch()
    with pytest.raises(InputError, match="which holds something else"):
        use_demo_home("http://127.0.0.1:8000")
    assert (named / "percutis.sqlite3").exists()


def test_a_demo_that_is_served_is_not_taken_away(named: Path) -> None:
    """A second one would empty the folder under the first."""
    use_demo_home("http://127.0.0.1:8000")
    with at_work(), pytest.raises(InputError, match="in use by a running application"):
        use_demo_home("http://127.0.0.1:8001")


@pytest.mark.parametrize(
    "words", [["audit", "verify"], ["audit", "head"], ["export", "."]], ids=lambda words: words[-1]
)
def test_a_home_without_records_is_said(words: list[str], tmp_path: Path) -> None:
    """The log of a wrong home would look whole."""
    done = percutis(tmp_path / "home", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[1:] == [
        "  the database: given 'no records'; allowed: that of the clinic, which PERCUTIS_HOME or DATABASE_URL names; "
        "a new one begins with percutis clinic new"
    ]


def test_a_clinic_that_is_not_there_yet_has_no_log(bare: Callable[[Path], Path], tmp_path: Path) -> None:
    """Tables, and nothing in them: that is said, not passed over."""
    home = bare(tmp_path / "home")
    make_ready(home)
    done = percutis(home, "audit", "verify")
    assert (done.returncode, done.stderr) == (0, "percutis: no clinic is here yet, so there is no log\n")
