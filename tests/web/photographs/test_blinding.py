"""A second rater who does not know the order: drawn, graded once, told afterwards beside the first rater."""

from collections.abc import Callable

import pytest
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import BlindGrade, BlindPair, Course, Photo
from percutis.web.records.selectors.comparisons import aligned_copy
from percutis.web.records.selectors.photographs import page_copy
from percutis.web.records.services.blinding import draw_pair, grade_pair
from percutis.web.records.services.measuring import compare_pair
from percutis.web.records.services.outcomes import record_outcome
from tests.web.cast import NOW, TODAY, Cast
from tests.web.desk.people import make_course
from tests.web.photographs.album import LATER, drawn, kept
from tests.web.treat.stage import minutes

Enter = Callable[[str], Client]
SCALE, CONCERN = "goodman_baron_qualitative", "acne_scar_rolling"


@pytest.fixture
def course(agreed: Cast) -> Course:
    """A course that the doctor has graded twice."""
    course = make_course(agreed)
    for grade in (3, 2):
        record_outcome(
            course=course, scale=SCALE, grade=grade, concern=CONCERN, on=TODAY, by=agreed.as_("doctor"), at=NOW
        )
    return course


@pytest.fixture
def two(agreed: Cast) -> tuple[Photo, Photo]:
    """The earlier and the later."""
    return kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))


def drawn_pair(cast: Cast, course: Course, two: tuple[Photo, Photo], who: str = "nurse") -> BlindPair:
    """A pair for a rater."""
    return draw_pair(course=course, before=two[0], after=two[1], concern=CONCERN, scale=SCALE, by=cast.as_(who), at=NOW)


def test_first_rater_cannot_be_the_second(agreed: Cast, course: Course, two: tuple[Photo, Photo]) -> None:
    """Nor anybody without photographs, nor of another clinic."""
    for who in ("doctor", "desk", "stranger"):
        with pytest.raises(RefusedError):
            drawn_pair(agreed, course, two, who)


def test_rater_sees_neither_name_nor_date_nor_order(
    agreed: Cast, course: Course, two: tuple[Photo, Photo], enter: Enter
) -> None:
    """A and B are served under the pair's own key."""
    pair, browser = drawn_pair(agreed, course, two), enter("nurse")
    page = browser.get(f"/tests/blind/{pair.key}/").content.decode()
    hidden = (agreed.patient.name, agreed.patient.number, str(agreed.patient.key), str(two[0].key), str(two[1].key))
    assert [words for words in hidden if words in page] == []
    shown = [browser.get(f"/tests/blind/{pair.key}/{side}/").content for side in ("a", "b")]
    order = (two[1], two[0]) if pair.is_swapped else two
    assert shown == [page_copy(photo, "large") for photo in order]
    assert enter("aesthetician").get(f"/tests/blind/{pair.key}/").status_code == 404


@pytest.mark.parametrize("is_swapped", [False, True])
def test_order_is_told_after_the_grade_beside_the_first_rater(
    agreed: Cast, course: Course, two: tuple[Photo, Photo], enter: Enter, is_swapped: bool
) -> None:
    """Whichever way it was drawn, the grades stand with the right day."""
    pair, browser = drawn_pair(agreed, course, two), enter("nurse")
    BlindPair.objects.filter(pk=pair.pk).update(is_swapped=is_swapped)
    given = {"grade_a": 2, "grade_b": 3} if is_swapped else {"grade_a": 3, "grade_b": 2}
    answer = browser.post(f"/tests/blind/{pair.key}/", given)
    page = browser.get(answer.url).content.decode()
    cells = page[page.index('data-label="Earlier"') : page.index('data-label="First rater"')]
    assert cells.index('<strong><bdi dir="ltr">3</bdi></strong>') < cells.index('<strong><bdi dir="ltr">2</bdi>')
    assert ("B → A" if is_swapped else "A → B") in page
    assert AuditEvent.objects.get(action="blind.graded").details["swapped"] is is_swapped


def test_pair_is_graded_once_and_by_its_rater(agreed: Cast, course: Course, two: tuple[Photo, Photo]) -> None:
    """Within the scale."""
    pair = drawn_pair(agreed, course, two)
    with pytest.raises(RefusedError, match="somebody else"):
        grade_pair(pair=pair, grade_a=2, grade_b=3, by=agreed.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError, match="scale goes from"):
        grade_pair(pair=pair, grade_a=2, grade_b=99, by=agreed.as_("nurse"), at=NOW)
    grade_pair(pair=pair, grade_a=2, grade_b=3, by=agreed.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError, match="once"):
        grade_pair(pair=pair, grade_a=3, grade_b=2, by=agreed.as_("nurse"), at=NOW)
    assert BlindGrade.objects.count() == 1


def test_pair_is_drawn_by_its_page(agreed: Cast, course: Course, two: tuple[Photo, Photo], enter: Enter) -> None:
    """And the first rater reads why not."""
    given = {"concern": CONCERN, "scale": SCALE, "before": two[1].key, "after": two[0].key}
    address = f"/tests/courses/{course.pk}/blind/"
    assert enter("nurse").post(address, given).status_code == 302
    assert (BlindPair.objects.get().before, BlindPair.objects.get().after) == two
    refused = enter("doctor").post(address, given)
    assert (refused.status_code, "must be somebody else" in refused.content.decode()) == (422, True)


def test_compared_pair_is_rated_in_one_light(
    agreed: Cast, course: Course, two: tuple[Photo, Photo], enter: Enter
) -> None:
    """The aligned copies tell neither by frame nor by light which is the earlier."""
    row = compare_pair(before=two[0], after=two[1], at=minutes(2))
    pair, browser = drawn_pair(agreed, course, two), enter("nurse")
    shown = {browser.get(f"/tests/blind/{pair.key}/{side}/").content for side in ("a", "b")}
    assert shown == {aligned_copy(row, side) for side in ("before", "after")}
