"""Photographs in a real browser: taken by the camera, judged, kept, compared by keyboard, and points placed by hand."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from percutis.web.records.models import Photo, PhotoPoints, PhotoTrial
from percutis.web.records.services.measuring import compare_pair, measure_kept
from tests.journeys.browser import OPTIONS, chromium
from tests.journeys.scenes import course_of, held, house_of, of, set_clock
from tests.journeys.walker import Walker
from tests.web.cast import NOW, Cast
from tests.web.photographs.album import DARK, LATER, LOOK, drawn, kept, wall
from tests.web.treat.stage import agree, minutes

CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
Walk = Callable[..., Walker]


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, and the clock of the visit."""
    settings.MEDIA_ROOT = tmp_path / "photographs"  # type: ignore[attr-defined]
    set_clock(monkeypatch, minutes(15))


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast, whose patient has agreed to photographs inside the clinic."""
    agree(cast, cast.patient, "photographs", tier="clinic")
    return cast


@pytest.fixture
def pair(agreed: Cast) -> tuple[Photo, Photo]:
    """Two dates, measured and compared."""
    one, other = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    for photo in (one, other):
        measure_kept(photo=photo, at=minutes(2))
    return one, other


@pytest.fixture
def lens(browser: Browser) -> Iterator[Browser]:
    """A browser with a camera that shows a test picture."""
    program, environment = chromium()
    started = browser.browser_type.launch(executable_path=program, args=[*OPTIONS, *CAMERA], env=environment)
    yield started
    started.close()


def waiting(walker: Walker) -> Walker:
    """Pictures are asked for until they come: each look is written, and the tests' database, which lies in memory and
    knows no waiting, refuses one of two at once.
    """

    def fetched(route: Route) -> None:
        answers = (route.fetch() for _ in range(20))
        route.fulfill(response=next(answer for answer in answers if answer.status != 500))

    walker.page.route(
        re.compile(
            r"/photographs/[0-9a-f-]{36}/\?size|/photographs/compared/|/blind/[0-9a-f-]{36}/[ab]/|/trials/.*/picture/"
        ),
        fetched,
    )
    return walker


def picked(walker: Walker, folder: Path, content: bytes) -> None:
    """Choose a file and have it looked at."""
    file = folder / "chosen.jpg"
    file.write_bytes(content)
    walker.page.locator("input[type=file]").set_input_files(file)
    walker.page.get_by_role("button", name="Look at it").click()
    walker.page.wait_for_url("**/trials/**")
    walker.look()


def transform(page: Page, side: str) -> str:
    """How one of the two pictures is drawn."""
    found: str = page.locator(f"[data-side={side}] img").evaluate("image => image.style.transform")
    return found


def test_picture_is_looked_at_then_taken_again_then_kept(walk: Walk, agreed: Cast, tmp_path: Path) -> None:
    """Given a dark picture on a telephone, when it is looked at, then the page says why, and the next one is kept."""
    walker = waiting(walk("nurse", width=360))
    walker.go(of(agreed.patient, "photographs/take/front/"))
    picked(walker, tmp_path, drawn(DARK))
    assert walker.reads("The face is too dark")
    walker.press("Take it again")
    assert (Photo.objects.count(), PhotoTrial.objects.count()) == (0, 0)
    picked(walker, tmp_path, drawn(LOOK))
    assert walker.reads("Keep it.")
    walker.press("Keep it")
    assert walker.heading == "Half from the patient's left"
    assert Photo.objects.get().view == "front"


def test_picture_is_taken_without_scripts(walk: Walk, agreed: Cast, tmp_path: Path) -> None:
    """Given no scripts, when a file is chosen and sent, then it is judged and kept all the same."""
    walker = walk("nurse", scripts=False)
    page, file = walker.page, tmp_path / "chosen.jpg"
    file.write_bytes(drawn(LOOK))
    page.goto(walker.base + of(agreed.patient, "photographs/take/front/"))
    assert not page.get_by_role("button", name="Open the camera").is_visible()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/take/left_oblique/**")
    assert Photo.objects.count() == 1


def test_camera_on_the_page_takes_the_picture(lens: Browser, live_server: object, agreed: Cast) -> None:
    """Given a camera, when it is opened, then the outline and the earlier picture lie over it, and a shot is judged."""
    kept(agreed, at=minutes(-60 * 24))
    base: str = live_server.url  # type: ignore[attr-defined]
    context = lens.new_context(viewport={"width": 1280, "height": 900})
    client = Client()
    client.force_login(agreed.nurse.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
    walker = waiting(Walker(context.new_page(), base))
    walker.go(of(agreed.patient, "photographs/take/front/"))
    page = walker.page
    page.get_by_role("button", name="Open the camera").click()
    page.locator("[data-shoot]").wait_for(state="visible")
    walker.look()
    assert [page.locator(place).is_visible() for place in ("[data-video]", "[data-ghost]", "[data-outline]")] == [
        True
    ] * 3
    page.get_by_label("Earlier picture over it").fill("60")
    assert page.locator("[data-ghost]").evaluate("ghost => ghost.style.opacity") == "0.6"
    page.get_by_role("button", name="Take the picture").click()
    page.wait_for_url("**/trials/**")
    walker.look()
    assert walker.reads("Take it again.")
    assert PhotoTrial.objects.get().view == "front"
    context.close()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ur", 360)])
def test_pages_of_photographs_have_no_barrier(
    walk: Walk, agreed: Cast, pair: tuple[Photo, Photo], language: str, width: int
) -> None:
    """Given two dates, when each page is opened, then axe finds nothing and nothing runs sideways."""
    walker = waiting(walk("doctor", language=language, width=width))
    one = f"/tests/photographs/{pair[0].key}/"
    for page in ("", "photographs/", "photographs/take/right_profile/", "photographs/compare/", "photographs/change/",
                 "photographs/copies/"):  # fmt: skip
        walker.go(of(agreed.patient, page))
    for page in ("page/", "points/", "delete/"):
        walker.go(one + page)


def test_two_pictures_move_together_by_keyboard_and_are_laid_over_each_other(
    walk: Walk, agreed: Cast, pair: tuple[Photo, Photo]
) -> None:
    """Given a pair, when keys are pressed, then both grow, move and swap, and the slider shows the later in part."""
    walker = waiting(walk("doctor"))
    walker.go(of(agreed.patient, "photographs/compare/"))
    page = walker.page
    assert walker.reads("Comparable")
    page.locator("[data-pair]").focus()
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert transform(page, "before") == transform(page, "after")
    assert re.match(r"scale\(1\.82\d*\) translate\(-", transform(page, "after"))
    page.keyboard.press("s")
    assert page.locator("[data-do=swap]").get_attribute("aria-pressed") == "true"
    page.keyboard.press("0")
    assert transform(page, "after") == "scale(1) translate(0%, 0%)"
    page.keyboard.press("s")
    page.get_by_role("button", name="Slider").click()
    slider = page.get_by_label("How much of the later picture")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    cut = page.locator("[data-side=after] .compare-frame").evaluate("frame => frame.style.clipPath")
    assert cut == "inset(0px 0px 0px 40%)"
    walker.look()


def test_points_are_placed_by_a_tap_and_by_keys(walk: Walk, agreed: Cast) -> None:
    """Given a picture without a face, when seven points are tapped and one is moved, then they are kept."""
    photo = kept(agreed, wall())
    measure_kept(photo=photo, at=minutes(1))
    walker = waiting(walk("nurse"))
    walker.go(f"/tests/photographs/{photo.key}/page/")
    walker.press("Place the points")
    page = walker.page
    box = page.locator("[data-place]").bounding_box() or {}
    for x, y in ((0.33, 0.42), (0.66, 0.42), (0.5, 0.56), (0.4, 0.66), (0.6, 0.66), (0.5, 0.82), (0.5, 0.2)):
        page.locator("[data-place]").click(position={"x": box["width"] * x, "y": box["height"] * y})
    page.locator("[data-place]").focus()
    page.keyboard.press("6")
    page.keyboard.press("Shift+ArrowDown")
    walker.look()
    walker.press("Keep the points")
    placed = PhotoPoints.objects.get(photo=photo).placed
    assert {name: [round(x, 1), round(y, 2)] for name, (x, y) in placed.items()}["chin"] == [0.5, 0.84]
    assert walker.reads("Points were placed by hand")


def test_second_rater_grades_blind_and_is_told(walk: Walk, cast: Cast) -> None:
    """Given a course with two dates, when the aesthetician grades A and B, then the order is told."""
    house = house_of(cast)
    course = course_of(house)
    held(house, course)
    for place, look in enumerate((LOOK, LATER)):
        kept(cast, drawn(look), at=minutes(place), patient=course.patient)
    walker = waiting(walk("aesthetician"))
    walker.go(f"/tests/courses/{course.pk}/blind/")
    walker.page.get_by_label("Another picture of the same view").select_option(index=1)
    walker.press("Draw the order and begin")
    walker.write("Grade of A", "3")
    walker.write("Grade of B", "2")
    walker.press("Keep both grades")
    assert walker.reads("Graded, the order told")


def test_pair_that_may_not_be_compared_says_why_in_urdu(walk: Walk, agreed: Cast) -> None:
    """Given one in poor light, when the pair is opened in Urdu, then the badge and the reason are there."""
    one, other = kept(agreed), kept(agreed, drawn(DARK), at=minutes(1))
    compare_pair(before=one, after=other, at=NOW)
    walker = waiting(walk("doctor", language="ur", width=360))
    walker.go(of(agreed.patient, "photographs/compare/"))
    assert walker.page.locator(".verdict-stop p").count() >= 1


def test_comparison_that_was_asked_for_comes_by_itself(walk: Walk, agreed: Cast) -> None:
    """Given two that were never compared, when somebody asks, then the badge comes without looking for it."""
    one, other = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    walker = waiting(walk("nurse"))
    walker.go(of(agreed.patient, "photographs/compare/"))
    walker.press("Compare these two now")
    assert walker.reads("Not compared yet")
    compare_pair(before=one, after=other, at=minutes(2))
    walker.page.get_by_text("Comparable", exact=True).wait_for(timeout=15_000)
    assert "waiting" not in walker.page.url
    walker.look()
