"""What every answer tells the browser, who is believed about the way it was asked, and the pages of failures."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.client import RequestFactory

from percutis.web.networks import networks_of
from percutis.web.running.proxy import ProxyMiddleware
from percutis.web.ui.failing import too_often
from percutis.web.ui.security import HEADERS
from tests.web.cast import Cast
from tests.web.portal.own import PAGES, enter_as, url

KEPT_OUT = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def test_every_answer_carries_the_policies(cast: Cast, enter: Callable[[str], Client]) -> None:
    """A page, a redirect, a missing page, a refusal, a download and the door of programs alike."""
    desk = enter("desk")
    for client, address, status in (
        (desk, "/tests/day/", 200),
        (desk, "/tests/log/", 403),
        (desk, "/elsewhere/day/", 404),
        (Client(), "/tests/day/", 302),
        (Client(), "/api/1/sun", 401),
        (enter_as(cast.patient), "/me/calendar/dates.ics", 200),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert {name: answer.headers[name] for name in KEPT_OUT} == KEPT_OUT, address
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, address


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_patient_is_kept_by_a_browser(cast: Cast, page: str) -> None:
    """Not even by the button that goes back."""
    assert "no-store" in enter_as(cast.patient).get(url(page)).headers["Cache-Control"]


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "testserver:port", ""])
def test_wrong_host_is_answered_400_and_breaks_nothing(host: str, lines: list[str]) -> None:
    """The page of what cannot be read, with the policies; in the log a line, and no place of a program."""
    answer = Client(raise_request_exception=False).get("/login/", headers={"host": host})

    assert (answer.status_code, b"This could not be read" in answer.content) == (400, True)
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert [line.partition(" info ")[2].partition(" request=")[0] for line in lines] == ["percutis.request request"]
    assert host not in lines[0] or not host


def test_too_much_is_answered_413(enter: Callable[[str], Client]) -> None:
    """A form of more than five megabytes, or of more than a thousand answers."""
    many = {f"field{number}": "x" for number in range(1100)}
    for sent in ({"note": "x" * (6 * 1024 * 1024)}, many):
        answer = enter("desk").post("/tests/patients/new/", "&".join(f"{k}={v}" for k, v in sent.items()),
                                    content_type="application/x-www-form-urlencoded")  # fmt: skip
        assert (answer.status_code, b"This is too large" in answer.content) == (413, True)
        assert 'lang="ur"' in answer.content.decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_too_often_is_answered_429(db: None, language: str, direction: str) -> None:
    """In the language of the reader, with the seconds to wait."""
    from django.contrib.auth.models import AnonymousUser
    from django.utils import translation

    request = RequestFactory().get("/login/")
    request.user = AnonymousUser()
    with translation.override(language):
        answer = too_often(request, "Wait until 10:15.", 90)
    found = (answer.status_code, answer.headers["Retry-After"], f'dir="{direction}"' in answer.content.decode())
    assert found == (429, "90", True)


def test_failure_shows_nothing_of_the_program(enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that breaks shows the page of failures, with the policies and nothing that was being done."""
    from percutis.web.clinic.views import day

    def broken(*_given: object, **_named: object) -> None:
        raise ValueError("select secret from somewhere")

    monkeypatch.setattr(day, "day_of", broken)
    client = enter("desk")
    client.raise_request_exception = False
    answer = client.get("/tests/day/")
    assert (answer.status_code, b"Something failed on our side" in answer.content) == (500, True)
    assert b"secret" not in answer.content
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_whom_to_tell_is_said_where_somebody_is_named(settings: object) -> None:
    """By the contact of the setting; without one there is no such page."""
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:it@clinic.example"  # type: ignore[attr-defined]
    answer = Client().get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert (lines["Contact"], lines["Expires"][-1]) == ("mailto:it@clinic.example", "Z")


@pytest.mark.parametrize(
    ("proxies", "nearest", "chain", "is_secure", "visitor"),
    [
        ("", "127.0.0.1", "203.0.113.9", False, "127.0.0.1"),  # nobody is named
        ("127.0.0.1", "198.51.100.7", "203.0.113.9", False, "198.51.100.7"),  # somebody else says so
        ("127.0.0.1", "127.0.0.1", "203.0.113.9", True, "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "10.9.9.9, 203.0.113.9", True, "203.0.113.9"),  # what a visitor wrote before it
        ("127.0.0.1,10.0.0.0/8", "10.1.1.1", "203.0.113.9, 127.0.0.1", True, "203.0.113.9"),  # two of ours
        ("127.0.0.1", "127.0.0.1", "<b>", True, "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "", True, "127.0.0.1"),
    ],
)
def test_only_a_named_proxy_is_believed(
    settings: object, proxies: str, nearest: str, chain: str, is_secure: bool, visitor: str
) -> None:
    """On who asks, and whether it came by HTTPS."""
    settings.PROXIES = networks_of(proxies)  # type: ignore[attr-defined]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    request = RequestFactory().get(
        "/", headers={"x-forwarded-proto": "https", "x-forwarded-for": chain}, REMOTE_ADDR=nearest
    )
    ProxyMiddleware(lambda seen: seen)(request)  # type: ignore[arg-type, return-value]
    assert (request.is_secure(), request.META["REMOTE_ADDR"]) == (is_secure, visitor)


def test_leaving_empties_the_browser(cast: Cast, enter: Callable[[str], Client]) -> None:
    """Pages and notes that the browser kept of somebody go with them; the other pages leave them alone."""
    desk = enter("desk")
    assert "Clear-Site-Data" not in desk.get("/tests/day/").headers
    assert desk.post("/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert enter_as(cast.patient).post("/me/leave/").headers["Clear-Site-Data"] == '"cache", "storage"'
