"""The recovery line: the edition's usual course, today's place in it, and no setting."""

import re

from percutis.interop.recovery import SHOWN_DAYS, course_case, usual_courses, warning_signs
from percutis.web.ui.charts.recovery import recovery_line
from tests.web.charts.example import drawn, edition, intake, plan, share, texts

CASE = course_case(plan(), intake(), edition())
COURSES = usual_courses(CASE, edition())
CHECKINS = (1, 3, 7, 14, 28, 84)


def test_days_after_the_second_week_come_from_the_checkins() -> None:
    """The line goes on as far as the clinic asks."""
    line = recovery_line(COURSES, texts(), today=3, checkins=CHECKINS)
    assert [int(day.text) for day in line.days] == [*SHOWN_DAYS, 28, 84]
    assert [int(day.text) for day in line.days if day.is_asked] == list(CHECKINS)


def test_today_stands_on_the_last_day_shown_before_it() -> None:
    """Day 6 is read as day 5, which is the more cautious of its neighbours."""
    line = recovery_line(COURSES, texts(), today=6)
    assert [day.text for day in line.days if day.is_today] == ["5"]


def test_usual_today_is_what_the_edition_gives_for_that_day() -> None:
    """Strongest first, in the patient's words."""
    line = recovery_line(COURSES, texts(), today=3)
    at = SHOWN_DAYS.index(3)
    grades = sorted((course.grades[at] for course in COURSES[:8] if course.grades[at]), reverse=True)
    assert [grade for _, grade in line.usual_today] == grades


def test_nothing_is_called_usual_long_after() -> None:
    """By the month's end the first days are over, and the line says so."""
    line = recovery_line(COURSES, texts(), today=28, checkins=CHECKINS)
    assert (line.usual_today, line.is_beyond, line.next_asked) == ((), True, 28)


def test_ribbon_stays_inside_its_lane() -> None:
    """No strength is drawn thicker than the row, and none beyond the last day."""
    line = recovery_line(COURSES, texts(), today=None)
    width = int(line.view_box.split()[2])
    for row in line.rows:
        numbers = list(map(int, re.findall(r"-?\d+", row.ribbon)))
        assert all(0 <= x <= width for x in numbers[::2])
        assert all(abs(y) <= 50 for y in numbers[1::2])


def test_clock_ends_where_its_hours_end() -> None:
    """Forty-eight hours end on day 2."""
    line = recovery_line(COURSES, texts(), today=None, clocks=[("channels_open", 48)])
    day_two = next(day for day in line.days if day.text == "2")
    assert (line.clocks[0].end, share(line.clocks[0].x)) == (day_two.x, 5.0)


def test_line_runs_from_the_right_in_urdu() -> None:
    """Day 0 stands where reading begins."""
    english, urdu = (recovery_line(COURSES, texts(language), today=0) for language in ("en", "ur"))
    assert [round(100 - share(day.x), 1) for day in urdu.days] == [share(day.x) for day in english.days]


def test_patient_reads_no_setting() -> None:
    """Neither depth nor passes nor device: what a patient sees holds no unit of any of them."""
    line = recovery_line(COURSES, texts(), today=3, warnings=warning_signs(CASE, edition(), texts()))
    words = re.sub(r"<[^>]+>", " ", drawn("recovery", line=line))
    assert re.findall(r"\d\s*(?:mm|µm|Hz|mg|passes)", words) == []


def test_signs_say_what_to_do() -> None:
    """The most urgent first and open, each in the patient's words."""
    line = recovery_line(COURSES, texts(), today=None, warnings=warning_signs(CASE, edition(), texts()))
    assert [(entry.urgency, entry.is_urgent) for entry in line.warnings][:2] == [
        ("emergency", True),
        ("same_day", False),
    ]
    assert line.warnings[0].what.startswith("Go to the nearest emergency department now")
