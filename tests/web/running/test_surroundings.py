"""The environment held against what can be."""

import re
from pathlib import Path

import pytest

from percutis.web.store import store_of
from percutis.web.surroundings import KNOWN, problems_of, unknown_names
from tests.architecture.reading import PACKAGE, modules

GOOD = {
    "DATABASE_URL": "postgres://percutis@database/percutis",
    "PERCUTIS_HOSTS": "clinic.example,www.clinic.example",
    "PERCUTIS_ADDRESS": "https://clinic.example",
    "PERCUTIS_MESSAGES": "json://gateway.example/{phone} mailto://x:y@mail.example?to={phone}",
    "PERCUTIS_PHOTOGRAPHS": "s3://faces?endpoint=https://store.example&region=home",
    "PERCUTIS_LOG": "json",
    "PERCUTIS_HTTPS": "on",
    "PERCUTIS_BEHIND_PROXY": "127.0.0.1, 10.2.0.0/16, ::1",
    "PERCUTIS_SECURITY_CONTACT": "mailto:it@clinic.example",
    "PERCUTIS_SECRET_KEY": "x" * 50,
}


def test_what_can_be_is_let_pass(tmp_path: Path) -> None:
    """Everything set, and nothing set."""
    assert list(problems_of({**GOOD, "PERCUTIS_HOME": str(tmp_path)})) == []
    assert list(problems_of({"PERCUTIS_HOME": str(tmp_path / "not" / "yet")})) == []


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "percutis"),
        ("DATABASE_URL", "postgres://name:pass#word@host/name"),
        ("DATABASE_URL", "postgres://host:port/name"),
        ("DATABASE_URL", "sqlite:///x.sqlite3?timeout=0.5"),
        ("DATABASE_URL_FILE", "no/such/file"),
        ("PERCUTIS_HOSTS", "*"),
        ("PERCUTIS_HOSTS", "https://clinic.example"),
        ("PERCUTIS_ADDRESS", "clinic.example"),
        ("PERCUTIS_ADDRESS", "https://elsewhere.example"),
        ("PERCUTIS_MESSAGES", "json://gateway.example"),
        ("PERCUTIS_PHOTOGRAPHS", "s3://faces/folder"),
        ("PERCUTIS_PHOTOGRAPHS", "s3://faces?bucket=other"),
        ("PERCUTIS_LOG", "xml"),
        ("PERCUTIS_BEHIND_PROXY", "0.0.0.0/0"),
        ("PERCUTIS_BEHIND_PROXY", "proxy"),
        ("PERCUTIS_SECURITY_CONTACT", "it@clinic.example"),
        ("PERCUTIS_SECURITY_CONTACT", "https://clinic.example\nPolicy: x"),
        ("PERCUTIS_HTTPS", "true"),
        ("PERCUTIS_SECRET_KEY", "short"),
        ("PERCUTIS_SECRET_FILE", "no/such/file"),
    ],
)
def test_what_cannot_be_is_named(name: str, given: str, tmp_path: Path) -> None:
    """Each alone, under its own name."""
    environment = {**GOOD, "PERCUTIS_HOME": str(tmp_path), name: given}
    if name.endswith("_FILE"):
        environment.pop(name.removesuffix("_FILE"), None)
    assert [problem.place for problem in problems_of(environment)] == [name]


def test_secret_that_was_cut_off_is_named(tmp_path: Path) -> None:
    """A full disk of long ago; every page would break, and a new one would open no second factor."""
    (tmp_path / "secret.key").write_text("")
    assert [problem.place for problem in problems_of({"PERCUTIS_HOME": str(tmp_path)})] == [f"{tmp_path}/secret.key"]


def test_name_that_means_nothing_is_noticed() -> None:
    """And every name that the program reads is known."""
    assert unknown_names({**GOOD, "PERCUTIS_HOST": "x", "PATH": "y"}) == ["PERCUTIS_HOST"]
    read = {name for path in modules(PACKAGE) for name in re.findall(r'"(PERCUTIS_[A-Z_]+)"', path.read_text("utf-8"))}
    assert read - KNOWN == set()


def test_store_is_private() -> None:
    """Objects of the shared store are never public and never overwritten."""
    options = store_of(GOOD["PERCUTIS_PHOTOGRAPHS"], Path())["OPTIONS"]
    asked = ("bucket_name", "endpoint_url", "region_name", "default_acl", "querystring_auth", "file_overwrite")
    assert {name: options[name] for name in asked} == {
        "bucket_name": "faces",
        "endpoint_url": "https://store.example",
        "region_name": "home",
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
    }
