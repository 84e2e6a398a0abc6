"""Two dates on one page: the badge, the pictures in one frame, what changed; and a view over the whole course."""

from collections.abc import Callable

import pytest
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from percutis.web.records.models import PhotoComparison
from percutis.web.records.services.measuring import compare_pair
from percutis.web.records.services.photo_uses import set_tier
from percutis.web.ui.charts.zone_change import Against, shared_scale, zone_change
from tests.web.cast import TODAY, Cast
from tests.web.photographs.album import DARK, LATER, drawn, kept
from tests.web.treat.stage import minutes

Enter = Callable[[str], Client]


@pytest.fixture
def pair(agreed: Cast) -> PhotoComparison:
    """Two that may be compared."""
    return compare_pair(before=kept(agreed), after=kept(agreed, drawn(LATER), at=minutes(1)), at=minutes(2))


def page_of(cast: Cast, browser: Client, page: str = "compare/", **asked: object) -> str:
    """A page of the patient's comparisons."""
    return browser.get(f"/tests/patients/{cast.patient.key}/photographs/{page}", asked).content.decode()


def test_page_says_comparable_and_what_changed(agreed: Cast, pair: PhotoComparison, enter: Enter) -> None:
    """The badge, the aligned copies, the zones, and that camera numbers are proxies."""
    page = page_of(agreed, enter("nurse"))
    assert "<strong>Comparable</strong>" in page
    for side in ("before", "after"):
        assert f"/tests/photographs/compared/{pair.pk}/{side}/" in page
    assert "Dips, area: less" in page
    assert "Camera numbers are proxies" in page
    assert pair.version in page


def test_page_says_not_comparable_because(agreed: Cast, enter: Enter) -> None:
    """With each reason as a sentence, and calls nothing a change."""
    compare_pair(before=kept(agreed), after=kept(agreed, drawn(DARK), at=minutes(1)), at=minutes(2))
    page = page_of(agreed, enter("doctor"))
    assert "<strong>Not comparable</strong>" in page
    assert "The later picture is too dark" in page
    assert "state-changed" not in page


def test_pair_that_is_not_measured_yet_is_shown_as_it_was_taken(agreed: Cast, enter: Enter) -> None:
    """With a way to have it compared."""
    one, other = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    browser = enter("doctor")
    page = page_of(agreed, browser)
    assert ("Not compared yet" in page, f"/tests/photographs/{one.key}/?size=large" in page) == (True, True)
    address = f"/tests/patients/{agreed.patient.key}/photographs/compare/measure/"
    assert browser.post(address, {"before": one.key, "after": other.key}).status_code == 302
    assert AuditEvent.objects.filter(action="photographs.comparison_asked").count() == 1
    assert browser.post(address, {"before": one.key, "after": "none"}).status_code == 404


def test_earlier_stands_first_whichever_way_they_were_chosen(agreed: Cast, enter: Enter) -> None:
    """And the same twice is not a pair."""
    one, other = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    for before, after in ((one, other), (other, one), (other, other)):
        page = page_of(agreed, enter("doctor"), view="front", before=before.key, after=after.key)
        assert page.index(f"/photographs/{one.key}/?size=large") < page.index(f"/photographs/{other.key}/?size=large")
    assert "There are not two pictures" in page_of(agreed, enter("doctor"), view="left_profile", before="rubbish")


def test_aligned_copy_is_behind_the_door_and_in_the_log(agreed: Cast, pair: PhotoComparison, enter: Enter) -> None:
    """As every other copy."""
    address = f"/tests/photographs/compared/{pair.pk}/after/"
    assert enter("nurse").get(address)["Content-Type"] == "image/jpeg"
    assert AuditEvent.objects.get(action="photograph.seen").details["size"] == "aligned, after"
    assert [enter(who).get(address).status_code for who in ("desk", "stranger")] == [403, 404]
    assert enter("stranger").get(address.replace("tests", "another")).status_code == 404
    set_tier(photo=pair.before, tier="none", by=agreed.as_("doctor"), at=minutes(3))
    assert enter("nurse").get(address).status_code == 409


def test_course_shows_each_zone_against_the_first(agreed: Cast, pair: PhotoComparison, enter: Enter) -> None:
    """A measure that is not there is no page."""
    page = page_of(agreed, enter("nurse"), "change/", measure="dips_area")
    assert (page.count("zone-change-svg") > 5, "left cheek" in page, "Dips, area" in page) == (True, True, True)
    address = f"/tests/patients/{agreed.patient.key}/photographs/change/"
    assert enter("nurse").get(address, {"measure": "beauty"}).status_code == 404


def test_chart_draws_noise_hollow_and_what_is_unlike_apart(texts) -> None:
    """One scale for all zones; the line goes on past what could not be compared."""
    later = [
        Against(TODAY.replace(month=12, day=1), -2.0, -4.0, 0.5, False),
        Against(TODAY.replace(month=12, day=8), None, None, None, False),
        Against(TODAY.replace(month=12, day=20), -6.0, -8.0, -4.0, True),
    ]
    scale = shared_scale(later)
    assert (scale.low, scale.high) == (-8.0, 0.5)
    chart = zone_change("left cheek", TODAY, later, scale, texts)
    assert [point.kind for point in chart.points] == ["first", "within", "unlike", "beyond"]
    assert (chart.points[3].line_x, chart.points[3].line_y) == (chart.points[1].x, chart.points[1].y)
    assert (chart.outcome, chart.points[3].text) == ("beyond", "−6 (−8 … −4)")
