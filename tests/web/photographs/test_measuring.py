"""Measuring, by the real pipeline and queue: what is kept is judged, measured and compared in the background."""

from collections.abc import Callable

import pytest
from django_tasks_db.models import DBTaskResult

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.seeing import catalogue_version, measure_units
from percutis.web.records.models import CheckIn, Photo, PhotoComparison, PhotoJudgement, PhotoMeasure
from percutis.web.records.selectors.comparisons import album_of, course_of
from percutis.web.records.services.measuring import ask_comparison, compare_pair, measure_kept
from percutis.web.records.services.photo_points import place_points
from tests.web.cast import NOW, Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import make_session
from tests.web.photographs.album import DARK, LATER, astronaut, drawn, kept, wall
from tests.web.treat.stage import agree, minutes

POINTS = {
    "eye_right_outer": (0.33, 0.42), "eye_left_outer": (0.66, 0.42), "nose_tip": (0.5, 0.56),
    "mouth_right": (0.4, 0.66), "mouth_left": (0.6, 0.66), "chin": (0.5, 0.82), "hairline": (0.5, 0.2),
}  # fmt: skip
Work = Callable[[], None]


def test_kept_photograph_is_measured_by_the_worker(agreed: Cast, work: Work) -> None:
    """The portrait of a real person: judged, and every measure of every zone that it shows, with the version."""
    photo = kept(agreed, astronaut())
    assert PhotoMeasure.objects.count() == 0
    work()
    assert [row.status for row in DBTaskResult.objects.all()] == ["SUCCESSFUL"]
    measures = PhotoMeasure.objects.filter(photo=photo)
    assert {row.version for row in measures} == {catalogue_version()}
    assert set(measures.values_list("measure", flat=True)) <= set(measure_units())
    assert {"cheek_left", "cheek_right", "forehead", "nose"} <= set(measures.values_list("zone", flat=True))
    assert measures.filter(error__lte=0).count() == 0
    said = photo.judgements.get().said
    assert (said["faces"], said["view"]) == (1, "front")
    assert list(AuditEvent.objects.filter(action="photograph.measured").values_list("actor", flat=True)) == ["system"]


def test_later_photograph_is_compared_with_the_first_and_the_last(agreed: Cast, work: Work) -> None:
    """Each pair once, both aligned copies in the store, and less of what there was less of."""
    first = kept(agreed, drawn())
    second = kept(agreed, drawn(DARK), at=minutes(1))
    third = kept(agreed, drawn(LATER), at=minutes(2))
    work()
    rows = {(row.before, row.after): row for row in PhotoComparison.objects.all()}
    assert set(rows) == {(first, second), (first, third), (second, third)}
    row = rows[(first, third)]
    assert (row.comparable, row.because, row.version) == (True, [], catalogue_version())
    assert [third.original.storage.exists(name) for name in row.kept.values()] == [True, True]
    cheeks = [one for one in row.changes if one["measure"] == "dips_area" and one["zone"].startswith("cheek_")]
    assert [(one["zone"], one["beyond"], one["change"] < 0) for one in cheeks] == [
        ("cheek_right", True, True),
        ("cheek_left", True, True),
    ]
    dark = rows[(first, second)]
    assert (dark.comparable, "after_too_dark" in [reason["reason"] for reason in dark.because]) == (False, True)
    assert not any(one["beyond"] for one in dark.changes)


def test_picture_without_a_face_is_judged_and_not_measured(agreed: Cast) -> None:
    """The reason is kept; nothing is made up."""
    row = measure_kept(photo=kept(agreed, wall()), at=NOW)
    assert (row.said["verdict"], [one["reason"] for one in row.said["reasons"]]) == ("retake", ["no_face"])
    assert PhotoMeasure.objects.count() == 0


def test_points_by_hand_let_it_be_measured(agreed: Cast, work: Work) -> None:
    """Where the machine finds no face; the points are a row, and the next are another."""
    photo = kept(agreed, wall())
    place_points(photo=photo, placed=POINTS, by=agreed.as_("nurse"), at=minutes(1))
    place_points(photo=photo, placed={**POINTS, "chin": (0.5, 0.84)}, by=agreed.as_("nurse"), at=minutes(2))
    work()
    assert photo.points.count() == 2
    assert PhotoMeasure.objects.filter(photo=photo).count() > 100
    assert [one["reason"] for one in PhotoJudgement.objects.filter(photo=photo).first().said["reasons"]] != ["no_face"]


@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        ({"chin": (0.5, 1.2)}, ["points.chin"]),
        ({"chin": (0.5, 0.05)}, ["points"]),
        ({"chin": None}, ["points.chin"]),
    ],
    ids=["outside", "upside down", "missing"],
)
def test_points_that_cannot_be_a_face_are_refused(agreed: Cast, wrong: dict, places: list[str]) -> None:
    """In words, and no row is left."""
    photo = kept(agreed, wall())
    placed = {name: place for name, place in {**POINTS, **wrong}.items() if place}
    with pytest.raises(InputError) as refused:
        place_points(photo=photo, placed=placed, by=agreed.as_("doctor"), at=NOW)
    assert ([problem.place for problem in refused.value.problems], photo.points.count()) == (places, 0)


def test_pair_without_a_face_says_why(agreed: Cast) -> None:
    """A row that is no comparison, and no aligned copies."""
    row = compare_pair(before=kept(agreed, wall()), after=kept(agreed, drawn(), at=minutes(1)), at=minutes(2))
    assert (row.comparable, [one["reason"] for one in row.because], row.changes, row.kept) == (
        False, ["no_face"], [], {},
    )  # fmt: skip


def test_closed_meanwhile_is_not_measured(agreed: Cast, work: Work) -> None:
    """Consent taken back while it waited: no judgement, no copy, and the queue goes on."""
    photo = kept(agreed)
    agree(agreed, agreed.patient, "photographs", "withdrawn", at=minutes(1))
    work()
    assert (photo.judgements.count(), [row.status for row in DBTaskResult.objects.all()]) == (0, ["SUCCESSFUL"])


def test_any_two_of_a_view_may_be_asked_for(agreed: Cast, work: Work) -> None:
    """By whoever sees photographs; two of different views, or one with itself, by nobody."""
    one, two = kept(agreed), kept(agreed, drawn(LATER), at=minutes(1))
    side = kept(agreed, drawn(view="left_oblique"), view="left_oblique")
    ask_comparison(before=one, after=two, by=agreed.as_("nurse"), at=minutes(2))
    assert DBTaskResult.objects.filter(task_path__endswith="compare_photographs").count() == 1
    for other, who in ((side, "doctor"), (one, "doctor"), (two, "desk")):
        with pytest.raises(RefusedError):
            ask_comparison(before=one, after=other, by=agreed.as_(who), at=minutes(2))


def test_each_photograph_is_put_into_the_queue_once(agreed: Cast, work: Work) -> None:
    """Sent twice is kept once and measured once."""
    assert kept(agreed) == kept(agreed)
    assert (Photo.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_picture_sent_from_home_is_measured_and_compared_only_when_asked(agreed: Cast, work: Work) -> None:
    """It was taken in another room: neither a first of the course nor a point of it."""
    session = make_session(agreed, make_course(agreed), ended=minutes(-60))
    said = CheckIn.objects.create(
        clinic=agreed.clinic, at=NOW, patient=agreed.patient, session=session, day=1, source="patient", said={},
        edition="2026.1", urgency="self_care", rank=5, hold_course=False, answer={},
    )  # fmt: skip
    home = kept(agreed, drawn(), checkin=said)
    kept(agreed, drawn(LATER), at=minutes(1))
    work()
    assert (PhotoComparison.objects.count(), home.measures.exists()) == (0, True)
    assert course_of(album_of(agreed.patient, "front")) == []
