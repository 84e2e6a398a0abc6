"""Reading text into one mapping: what a file could do to its reader is refused, in words."""

import io
import sys
from types import SimpleNamespace

import pytest

from percutis.domain.errors import InputError
from percutis.interop.files.limits import INPUT
from percutis.interop.files.source import parse_mapping, read_mapping


@pytest.mark.parametrize(
    ("raw", "mapping"),
    [
        (b"a: 1\nb: [x, y]", {"a": 1, "b": ["x", "y"]}),
        (b'{"a": 1, "b": ["x", "y"]}', {"a": 1, "b": ["x", "y"]}),
        (b"{a: 1, b: [x, y]}", {"a": 1, "b": ["x", "y"]}),
        (b"\xef\xbb\xbfa: 1", {"a": 1}),
        (b"born: 1992-04-03", {"born": "1992-04-03"}),
        (b"at: 2026-12-08T15:40:00+05:00", {"at": "2026-12-08T15:40:00+05:00"}),
        (b'{"a":\t1}', {"a": 1}),
        (b"a: 1\r\nb: [x, y]\r\n", {"a": 1, "b": ["x", "y"]}),
        (b"a: 10:30\nb: 1:59.5", {"a": "10:30", "b": "1:59.5"}),
        (b"a: 1" + b":59" * 9_999 + b".0", {"a": "1" + ":59" * 9_999 + ".0"}),
        (b"a: -7\nb: 0x10\nc: 1.5e+3", {"a": -7, "b": "0x10", "c": 1500.0}),
    ],
    ids=[
        "yaml",
        "json",
        "flow yaml",
        "byte order mark",
        "a date stays text",
        "a time stays text",
        "json with a tab",
        "lines of Windows",
        "an hour stays text",
        "no number to the base of 60",
        "numbers",
    ],
)
def test_parse_mapping_reads_yaml_and_json(raw: bytes, mapping: object) -> None:
    """YAML and JSON are told apart by their content, and dates are left to the fields."""
    assert parse_mapping(raw) == mapping


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0), ("61", 61), ("-3", -3), ("+3", 3), ("0.5", 0.5), (".5", 0.5), ("1.", 1.0), ("01.5", 1.5),
        ("1.5e+2", 150.0), ("060", "060"), ("08", "08"), ("1:30", "1:30"), ("1:30.5", "1:30.5"), ("1_0", "1_0"),
        ("0x1F", "0x1F"), ("0b1", "0b1"), ("1,5", "1,5"), ("1E5", "1E5"),
    ],
)  # fmt: skip
def test_parse_mapping_reads_a_number_as_people_write_it(written: str, value: object) -> None:
    """To YAML 1.1 `060` is 48 and `1:30` is 90: a weight so read would be another patient's."""
    found = parse_mapping(f"a: {written}".encode())["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("raw", "place", "given"),
    [
        (b"", "file", "nothing"),
        (b"- 1", "file", "a list"),
        (b"hello", "file", "a single value"),
        (b"\xff\xfe\x00", "file", "bytes that are not UTF-8 (at byte 0)"),
        (b"a: [1", "file", "text that cannot be read at line 2, column 1 (did not find expected ',' or ']')"),
        (b"a:\n\tb: 1", "file", "text that cannot be read at line 2, column 1 (a tab: YAML indents with spaces)"),
        (b"---\na: 1\n---\nb: 2", "file", "text that cannot be read at line 3, column 1 (but found another document)"),
        (b"a: &x [1]\nb: *x", "line 2", "the YAML alias *x"),
        (b"[" * 100_000, "line 1", "more than 20 levels of nesting"),
        (b'{"a":' * 100_000, "line 1", "more than 20 levels of nesting"),
        (b"a: " + b"9" * 5000, "file", "text that cannot be read (a value is too long or too deep)"),
        (b"x" * (INPUT.largest_bytes + 1), "file", "more than 1,000,000 bytes"),
        (b"a: \x00", "file", "text that cannot be read (control characters are not allowed)"),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_parse_mapping_refuses(raw: bytes, place: str, given: str) -> None:
    """Each refusal says where it is and what was given."""
    with pytest.raises(InputError) as error:
        parse_mapping(raw)
    assert [(problem.place, problem.given) for problem in error.value.problems] == [(place, given)]


@pytest.mark.parametrize("raw", [b"a: 1\na: 2\nb: {c: 1, c: 2}", b'{"a": 1, "a": 2, "b": {"c": 1, "c": 2}}'])
def test_parse_mapping_names_every_repeated_key(raw: bytes) -> None:
    """The second value of a key would silently replace the first."""
    with pytest.raises(InputError) as error:
        parse_mapping(raw)
    assert [problem.place for problem in error.value.problems] == ["a", "b.c"]


def test_parse_mapping_constructs_no_objects() -> None:
    """A tag that would call Python is no YAML here."""
    with pytest.raises(InputError, match="could not determine a constructor"):
        parse_mapping(b"a: !!python/object/apply:os.getcwd []")


def test_read_mapping_says_that_a_file_is_missing() -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(InputError) as error:
        read_mapping("no/such/file.yaml")
    assert str(error.value.problems[0]).startswith("no/such/file.yaml: given no such file or directory; allowed: ")


def test_read_mapping_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a: 1")))
    assert read_mapping("-") == {"a": 1}
