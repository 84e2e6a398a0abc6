"""Where one request ends and the next begins: on the wire, without a proxy before it, and what the proxies let by."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.running.house import ROOT, Served, served

HIDDEN = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
FOUND = b'{"status": "ok"}'
HEAD = b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic that is served."""
    with served(tmp_path_factory.mktemp("borders") / "home", "--workers", "1", "--no-worker") as found:
        yield found


def sent(host: Served, content: bytes) -> bytes:
    """Everything that is answered until the line is closed, or nothing comes for a second."""
    with socket.create_connection(("127.0.0.1", host.port), timeout=1) as line:
        line.sendall(content)
        answer = b""
        try:
            while piece := line.recv(65_536):
                answer += piece
        except (TimeoutError, ConnectionError):
            pass
        return answer


def test_second_request_on_a_line_is_answered(host: Served) -> None:
    """Else the others would prove nothing."""
    assert FOUND in sent(host, HEAD + b"Content-Length: 3\r\n\r\na=b" + HIDDEN)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 6\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 6", b"0\r\n\r\n"),
        (b"Content-Length: 5\r\nContent-Length: 0", b""),
        (b"Content-Length: 0\r\nContent-Length: 5", b""),
        (b"Content-Length: 0, 5", b""),
        (b"Content-Length: +0", b""),
        (b"Content-Length: -1", b""),
        (b"Content-Length: 0x0", b""),
        (b"Content-Length: ", b""),
        (b"Content-Length : 0", b""),
        (b"Transfer-Encoding: xchunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked, identity", b"0\r\n\r\n"),
        (b"Transfer-Encoding: identity", b"0\r\n\r\n"),
        (b"Transfer-Encoding : chunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding:\x0bchunked", b"0\r\n\r\n"),
        (b"Folded: a\r\n Transfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"Broken: a\rTransfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"0 0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"-1\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"2\r\nabc0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"ffffffffffffffff0\r\n\r\n"),
    ],
    ids=lambda part: part.decode("latin-1") or "no body",
)
def test_request_with_two_ends_hides_no_other(host: Served, head: bytes, body: bytes) -> None:
    """What one server takes for a body and another for a request is answered as neither, and the line is closed."""
    answer = sent(host, HEAD + head + b"\r\n\r\n" + body + HIDDEN)
    assert (answer[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403"), FOUND in answer) == (True, False)


def test_body_that_nobody_asked_for_is_no_request(host: Served) -> None:
    """Of a page that is only read, and of a method that there is not."""
    for method in (b"GET", b"DELETE"):
        head = method + b" /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN)
        assert FOUND not in sent(host, head + HIDDEN)


def test_only_one_version_of_http_is_spoken(host: Served) -> None:
    """Nothing is answered to HTTP/2, which no proxy of ours speaks, nor is a line turned into it."""
    assert b"\x00\x00\x18\x04" not in sent(host, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    asked = b"GET /login/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    assert b" 101 " not in sent(host, asked + b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")


@pytest.mark.parametrize(
    ("file", "drops", "holds"),
    [
        ("Caddyfile", "header_up -*_*", "request_buffers 8MB"),
        ("nginx.conf", "underscores_in_headers off;", "proxy_request_buffering on;"),
    ],
)
def test_proxy_drops_what_looks_like_its_own_word_and_holds_a_slow_form(file: str, drops: str, holds: str) -> None:
    """`X_Forwarded_For` reaches Python under the name of `X-Forwarded-For`, and nobody could tell who wrote it."""
    said = (Path(ROOT) / "deploy" / file).read_text()
    assert [line for line in (drops, holds) if line not in said] == []
