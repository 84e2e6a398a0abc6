"""Logging in, by keyboard and without scripts, in both languages."""

from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker
from tests.web.cast import PASSWORD, Cast


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ur", 360)])
def test_log_in_page_has_no_barrier(walk: Callable[..., Walker], language: str, width: int) -> None:
    """Given somebody who is not logged in, when they come to the first page, then they are asked who they are."""
    walker = walk(language=language, width=width)
    walker.go("/login/")
    assert walker.page.locator("html").get_attribute("dir") == ("rtl" if language == "ur" else "ltr")


def test_log_in_without_scripts_leads_to_the_day(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given no scripts, when a doctor logs in by keyboard alone, then the day of the clinic is there."""
    walker = walk(scripts=False)
    page = walker.page
    page.goto(walker.base + "/login/")
    page.get_by_label("Username").focus()
    page.keyboard.type(cast.doctor.user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tests/day/**")
