"""The language of a page: what was chosen, else the person's own, else what the browser asks for."""

import pytest
from django.test import Client, RequestFactory

from percutis.web.ui.language import language_of
from percutis.web.ui.views import way_back
from tests.web.cast import Cast


@pytest.fixture
def client(db: None) -> Client:
    """A browser of nobody."""
    return Client()


def test_switch_keeps_the_choice_and_goes_back(client: Client) -> None:
    """One press, and the same page is there in the other language."""
    answer = client.post("/language/", {"language": "ur", "next": "/login/?next=/x/"})

    assert (answer.status_code, answer["Location"], client.cookies["language"].value) == (
        302,
        "/login/?next=/x/",
        "ur",
    )
    page = client.get("/login/")
    assert b'<html lang="ur" dir="rtl">' in page.content
    assert page["Content-Language"] == "ur"


@pytest.mark.parametrize(
    "wished",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "", "\t//x"],
)
def test_switch_leads_nowhere_else(wished: str) -> None:
    """An address of another host, or none, becomes the first page."""
    assert way_back(RequestFactory().post("/language/", {"next": wished})) == "/"


def test_switch_refuses_a_language_that_is_not_there(client: Client) -> None:
    """An unknown language changes nothing."""
    client.post("/language/", {"language": "xx", "next": "/"})

    assert "language" not in client.cookies


def test_switch_is_not_a_link(client: Client) -> None:
    """Reading an address never changes a choice."""
    assert client.get("/language/").status_code == 405


@pytest.mark.parametrize(
    ("cookie", "own", "asked", "expected"),
    [
        ("ur", "en", "en", "ur"),
        ("", "ur", "en", "ur"),
        ("zz", "ur", "en", "ur"),
        ("", None, "ur,en;q=0.5", "ur"),
        ("", None, "fr", "en"),
    ],
)
def test_language_is_chosen_then_own_then_asked_for(
    cast: Cast, cookie: str, own: str | None, asked: str, expected: str
) -> None:
    """The nearest wish wins; a language that is not there counts as no wish."""
    request = RequestFactory().get("/", headers={"Accept-Language": asked})
    request.COOKIES["language"] = cookie
    request.user = cast.doctor.user
    request.user.language = own

    assert language_of(request) == expected
