"""The clock strip: clocks from the session's real end, and what runs or comes among its tasks."""

from datetime import timedelta

from percutis.domain.aftercare import plan_aftercare
from percutis.interop.files.session import read_session
from percutis.interop.files.source import read_mapping
from percutis.interop.wording import say_to_patient
from percutis.web.ui.charts.clocks import MOST_TASKS, clock_strip
from tests.web.charts.example import EXAMPLES, edition, share, texts

AFTERCARE = plan_aftercare(read_session(read_mapping(str(EXAMPLES / "session.yaml")), edition()), edition())
SOON = AFTERCARE.ended + timedelta(hours=1)


def test_clocks_begin_at_the_end_of_the_session() -> None:
    """Each is a bar from there, the longer the wider, saying until when."""
    strips = clock_strip(AFTERCARE, texts(), now=SOON).strips
    widths = [share(strip.width) for strip in strips]
    hours = [clock.hours for clock in AFTERCARE.clocks]
    assert {strip.x for strip in strips} == {"2%"}
    assert sorted(range(len(hours)), key=widths.__getitem__) == sorted(range(len(hours)), key=hours.__getitem__)


def test_clock_is_over_when_its_hours_are() -> None:
    """Running until the last moment, over from it on."""
    clock = AFTERCARE.clocks[0]
    states = [
        clock_strip(AFTERCARE, texts(), now=now).strips[0].state
        for now in (clock.until - timedelta(minutes=1), clock.until)
    ]
    assert states == ["running", "over"]


def test_patient_sees_only_tasks_with_words_for_patients() -> None:
    """What has no patient's wording is left out, and the strip stays small."""
    strips = clock_strip(AFTERCARE, texts(), now=SOON, with_tasks=True, register="patient").strips
    said = {say_to_patient(task.text, texts()) for task in AFTERCARE.tasks}
    tasks = [strip.name for strip in strips if strip.kind != "clock"]
    assert 0 < len(tasks) <= MOST_TASKS
    assert set(tasks) <= said


def test_now_beyond_the_line_is_not_drawn() -> None:
    """A month later nothing of it is of today."""
    assert clock_strip(AFTERCARE, texts(), now=SOON + timedelta(days=30)).now_x == ""


def test_month_is_said_once_on_the_line_of_days() -> None:
    """Days stand beside each other on a telephone without running into one another."""
    ticks = [tick.text for tick in clock_strip(AFTERCARE, texts(), now=SOON).ticks]
    months = [text.partition(" ")[2] for text in ticks if " " in text]
    assert " " in ticks[0]
    assert len(months) == len(set(months)) < len(ticks)
