"""Two hosts that serve and one that works, a home each, sharing only a PostgreSQL and a store that speaks S3."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.web.running.house import ROOT, Served, fill, free_port, percutis, served, surroundings, until

BUCKET = "faces"
SECRET = "one-secret-for-all-hosts-" * 3


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on this machine that speaks S3, with an empty bucket."""
    port = free_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    address = f"http://127.0.0.1:{port}"
    boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


@pytest.fixture
def shared(new_database: Callable[..., str], tables: str, store: str, tmp_path: Path) -> dict[str, str]:
    """What every host is told: the database and the secret by files, the store by its address."""
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "database").write_text(new_database(tables))
    return {
        "PERCUTIS_SECRET_FILE": str(tmp_path / "secret"),
        "DATABASE_URL_FILE": str(tmp_path / "database"),
        "PERCUTIS_PHOTOGRAPHS": f"s3://{BUCKET}?endpoint={store}&region=us-east-1",
    }


def test_photograph_goes_from_one_host_to_the_other(
    shared: dict[str, str], bare: Callable[[Path], Path], tmp_path: Path, key: tuple[Path, str]
) -> None:
    """Kept by the first, seen byte for byte through the second by somebody who logged in at the first; the worker's
    courier is known to both; the first is killed and the second goes on; a backup made on one holds it all.
    """
    for name in "ab":
        bare(tmp_path / name)
    tickets = fill(tmp_path / "a", patients=2, photographs=1, **shared)
    who = {"Cookie": tickets["cookie"]}
    path = f"/tests/photographs/{tickets['photographs'][0]}/download/original/"
    worker = subprocess.Popen(
        [sys.executable, "-m", "percutis", "worker"], env=surroundings(tmp_path / "w", **shared), cwd=ROOT
    )
    with (
        _ended(worker),
        served(tmp_path / "a", "--no-worker", "--workers", "1", **shared) as first,
        served(tmp_path / "b", "--no-worker", "--workers", "1", **shared) as second,
    ):
        until(lambda: all(_courier(host) == "ok" for host in (first, second)))
        kept, seen = first.ask(path, **who), second.ask(path, **who)
        assert (kept[0], seen[0]) == (200, 200)
        assert kept[1] == seen[1]
        first.process.kill()
        first.process.wait()
        assert second.ask(path, **who)[1] == kept[1]
        worker.terminate()
        assert (worker.wait(timeout=30), second.stop()) == (0, 0)
    assert not any((tmp_path / host / "photographs").exists() for host in "abw")
    made = percutis(tmp_path / "b", "backup", str(tmp_path / "b.age"), "--to", key[1], **shared)
    assert " 1 photographs, " in made.stdout, made.stderr
    back = tmp_path / "back"
    assert percutis(back, "restore", str(tmp_path / "b.age"), "--key", str(key[0])).returncode == 0
    (original,) = [file for file in (back / "photographs").rglob("*") if file.is_file()]
    assert original.read_bytes() == kept[1]


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Whatever happens, the process does not outlive the block."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _courier(host: Served) -> str:
    said: str = json.loads(host.ask("/health/ready")[1])["courier"]
    return said
