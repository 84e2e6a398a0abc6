"""The look in a real browser: no barrier in the gallery, a menu by keyboard, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.scenes import course_of, held, house_of, set_clock
from tests.journeys.walker import Walker
from tests.web.cast import Cast

NOTE, WHATSAPP = "#id_en-note", "#id_en-whatsapp"


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ur", 1280), ("en", 360), ("ur", 360)])
def test_gallery_has_no_barrier(walk: Callable[..., Walker], language: str, width: int) -> None:
    """Given every component on one page, when axe looks at it, then it finds nothing, in both languages and widths."""
    walker = walk(language=language, width=width)
    walker.go("/gallery/")
    assert walker.page.locator(".state").count() > 10


def test_first_faulty_field_has_the_focus(walk: Callable[..., Walker]) -> None:
    """Given a form with faults, when it is shown, then one is at the first of them and can type."""
    walker = walk()
    walker.go("/gallery/")
    assert walker.page.evaluate("document.activeElement.id") == "id_enx-name"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_menu_of_a_small_screen_opens_and_closes_by_keyboard(walk: Callable[..., Walker], language: str) -> None:
    """Given a telephone, when the menu is opened by Enter and closed by Escape, then the focus is where it was."""
    walker = walk("desk", language=language, width=360)
    walker.go("/tests/day/")
    page = walker.page
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    walker.look()
    assert page.locator(".nav a").first.is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator(".nav a").first.is_visible()


def test_ways_stand_beside_the_page_on_a_large_screen(walk: Callable[..., Walker]) -> None:
    """Given a desk, when a page opens, then every way is in sight without opening anything, scripts or not."""
    walker = walk("desk", scripts=False)
    walker.page.goto(walker.base + "/tests/day/")
    assert walker.page.locator(".nav a").first.is_visible()
    assert not walker.page.locator("details.menu > summary").is_visible()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_ways_of_coming_in_stand_on_one_line(walk: Callable[..., Walker], language: str) -> None:
    """Given a telephone, when somebody opens their own access, then its three tabs stand beside each other."""
    walker = walk("desk", language=language, width=360)
    walker.go("/password/")
    tops = walker.page.locator(".tabs a").evaluate_all("tabs => tabs.map(tab => tab.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (3, 1)


def test_first_letter_in_nastaliq_has_room(walk: Callable[..., Walker]) -> None:
    """Given a first kaf, whose stroke reaches out of its line, when a field clips text, then the stroke is inside."""
    walker = walk(language="ur")
    walker.go("/gallery/")
    fields = walker.page.locator("select:lang(ur), input[type=text]:lang(ur):not([dir=ltr])")
    indents = fields.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).textIndent))")
    assert indents
    assert min(indents) > 6


def test_field_for_files_speaks_the_language_of_the_page(walk: Callable[..., Walker]) -> None:
    """Given a page in Urdu, when a file is asked for, then the words are the page's and the chosen file is named."""
    walker = walk(language="ur")
    walker.go("/gallery/")
    box = walker.page.locator(".file").first
    assert box.inner_text().strip() == "فائل چنیں"
    box.locator("input").set_input_files({"name": "face.jpg", "mimeType": "image/jpeg", "buffer": b"a picture"})
    assert "face.jpg" in box.inner_text()
    walker.look()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_steps_of_a_session_open_at_the_present_one(
    walk: Callable[..., Walker], cast: Cast, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Given a telephone, when the last of many steps is opened, then it is the one in sight."""
    set_clock(monkeypatch)
    house = house_of(cast)
    session = held(house, course_of(house))
    walker = walk("aesthetician", language=language, width=360)
    walker.go(f"/tests/sessions/{session.pk}/step/sign/")
    box = walker.page.locator(".session-steps [aria-current]").bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True)


def test_what_was_typed_comes_back(walk: Callable[..., Walker]) -> None:
    """Given words typed and never sent, when the page is opened again, then they are back and it says so."""
    page = _typed(walk())
    page.reload()
    assert (page.locator(NOTE).input_value(), page.locator(WHATSAPP).is_checked()) == ("a few words", False)
    assert page.locator("[data-said]").inner_text().startswith("What you had typed is back.")


def test_what_came_back_can_be_taken_out(walk: Callable[..., Walker]) -> None:
    """Given words that came back, when one takes them out, then the form is as the clinic has it."""
    page = _typed(walk())
    page.reload()
    page.get_by_role("button", name="Take it out again").click()
    assert (page.locator(NOTE).input_value(), page.locator(WHATSAPP).is_checked()) == ("", True)
    assert page.evaluate("sessionStorage.length") == 0


def test_what_was_saved_is_forgotten(walk: Callable[..., Walker]) -> None:
    """Given words that were sent and taken, when the next page opens, then no copy of them is left in the browser."""
    page = _typed(walk())
    with page.expect_navigation():
        page.get_by_role("button", name="Save").nth(1).click()
    assert (page.locator(NOTE).input_value(), page.evaluate("sessionStorage.length")) == ("", 0)


def test_what_was_sent_into_a_lost_line_comes_back(walk: Callable[..., Walker]) -> None:
    """Given words sent while the server was gone, when the page is opened again, then they are back."""
    walker = walk()
    page = _typed(walker)
    page.route("**/language/", lambda route: route.abort())
    page.get_by_role("button", name="Save").nth(1).click()
    page.wait_for_url("chrome-error://**")
    page.goto(walker.base + "/gallery/")
    assert page.locator(NOTE).input_value() == "a few words"


def test_nothing_is_sent_without_a_line(walk: Callable[..., Walker]) -> None:
    """Given a lost line, when the form is sent, then it stays with its words and says why."""
    page = _typed(walk())
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").nth(1).click()
    assert page.locator("[data-said]").inner_text().startswith("There is no connection")
    assert page.locator(NOTE).input_value() == "a few words"


def test_logging_out_forgets_what_was_typed(walk: Callable[..., Walker]) -> None:
    """Given a draft in this tab, when one logs out, then the next one at this desk finds nothing."""
    walker = walk("desk")
    walker.go("/tests/day/")
    walker.page.evaluate("sessionStorage.setItem('draft:1:/x/#0', '{}')")
    walker.press("Log out")
    assert walker.page.evaluate("sessionStorage.length") == 0


def _typed(walker: Walker) -> Page:
    """The gallery, with something written into its form that is kept."""
    walker.go("/gallery/")
    walker.page.locator(NOTE).fill("a few words")
    walker.page.locator(WHATSAPP).uncheck()
    return walker.page
