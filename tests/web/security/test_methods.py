"""A page is read, or sent a form: nothing else is a page's."""

import pytest
from django.test import Client

from tests.web.cast import Cast


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "LOOK"])
@pytest.mark.parametrize("address", ["/login/", "/tests/day/", "/me/", "/nowhere/"])
def test_method_that_no_page_has_is_refused(method: str, address: str, cast: Cast) -> None:
    """405, with what there is; and nothing of what was sent comes back."""
    browser = Client()
    browser.force_login(cast.doctor.user)
    answer = browser.generic(method, address, "s3cret", headers={"x-test": "s3cret"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert b"s3cret" not in answer.content
