"""What a first page costs on a telephone: its bytes, and whom the browser asks for them.

The server of the tests sends static text as it lies;
in earnest it is sent packed, so it is packed here and then weighed.
"""

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from tests.journeys.walker import Walker

LIGHT = 150_000
"""Bytes of a first page with everything that it loads, into an empty cache."""


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(("who", "path"), [("nobody", "/login/"), ("desk", "/tests/day/"), ("doctor", "/tests/inbox/")])
def test_first_page_is_light_and_asks_no_other_host(
    walk: Callable[..., Walker], who: str, path: str, language: str
) -> None:
    """Given an empty cache, when a page is opened first, then it weighs less than 150 kB, and nothing comes from
    another host.
    """
    walker = walk(who, language=language, width=360)
    answers: list[Response] = []
    walker.page.on("response", lambda answer: answers.append(answer))
    walker.page.goto(walker.base + path, wait_until="networkidle")
    assert {urlsplit(answer.url).netloc for answer in answers} - {""} == {urlsplit(walker.base).netloc}
    weight = sum(weight_of(answer) for answer in answers if answer.ok)
    assert 0 < weight < LIGHT, f"{path} in {language} weighs {weight} bytes"


def weight_of(answer: Response) -> int:
    """Bytes of an answer's body: packed where it is static text, as it came where it is a page or a font."""
    path, body = urlsplit(answer.url).path, answer.body()
    return len(gzip.compress(body)) if path.endswith((".css", ".js", ".svg")) else len(body)
