"""Words for people: sentences, dates, numbers, in both directions of writing."""

from datetime import UTC, date, datetime

import pytest

from percutis.domain.decision import Sentence
from percutis.domain.edition.texts import Texts, Wording
from percutis.interop.wording import (
    capital,
    day,
    day_of_week,
    days,
    isolated,
    label,
    listed,
    moment,
    moments,
    number,
    say,
    say_to_patient,
)
from percutis.protocol.load import load_texts

ENGLISH, URDU = load_texts("2026.1", "en"), load_texts("2026.1", "ur")


def a_text(clinician: str, patient: str | None = None, language: str = "en") -> Texts:
    """Texts that hold one sentence, under the key `x.y`, and the labels of the real edition."""
    base = ENGLISH if language == "en" else URDU
    return Texts(language=language, reviewed=True, wording=base.wording | {"x.y": Wording(clinician, patient)})


def test_say_fills_holes_for_people() -> None:
    """Dates in words, labels by name, numbers without zeros."""
    sentence = Sentence(
        "x.y", (("until", date(2027, 2, 20)), ("zones", ("labels.zone.cheek_left", "zone.chin")), ("depth", 1.0))
    )
    said = say(sentence, a_text("Wait until {until}: {zones}, {depth} mm."))
    assert said == "Wait until 20 February 2027: left cheek, chin, 1 mm."


def test_say_begins_with_a_capital_where_a_word_of_the_vocabulary_begins() -> None:
    """Labels are written small; a sentence is not."""
    assert say(Sentence("x.y", (("zone", "labels.zone.chin"),)), a_text("{zone}: warts.")) == "Chin: warts."


def test_say_leaves_a_hole_that_nobody_filled_visible_and_does_not_crash() -> None:
    """A missing value is shown as missing."""
    assert say(Sentence("x.y"), a_text("Until {until}.")) == "Until …."


def test_say_to_patient_is_silent_where_a_patient_has_no_text() -> None:
    """Settings, doses and limits have no patient's wording."""
    assert say_to_patient(Sentence("x.y"), a_text("Set 1.5 mm.")) is None
    assert say_to_patient(Sentence("x.y"), a_text("Set 1.5 mm.", "We treat gently.")) == "We treat gently."
    assert say_to_patient(Sentence("no.such"), ENGLISH) is None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("گہرائی 1.5 mm ہے", "گہرائی \u20661.5 mm\u2069 ہے"),
        ("دن 10–16 تک", "دن \u206610–16\u2069 تک"),
        ("SPF 50+ لگائیں", "\u2066SPF 50+\u2069 لگائیں"),
        ("4 ہفتے", "4 ہفتے"),
        ("4 گھنٹے", "4 گھنٹے"),
        ("\u20661.5 mm\u2069 ہے", "\u20661.5 mm\u2069 ہے"),
        ("\u20661.5 mm\u2069 pen", "\u20661.5 mm\u2069 \u2066pen\u2069"),
        ("23 % lidocaine / 7 % tetracaine نہیں", "\u206623 % lidocaine / 7 % tetracaine\u2069 نہیں"),
        ("لگائیں: vitamin C، serum، acid،", "لگائیں: \u2066vitamin C\u2069، \u2066serum\u2069، \u2066acid\u2069،"),
        ("Lidocaine 2.5 % اور", "\u2066Lidocaine 2.5 %\u2069 اور"),
        ("UV index 6 تک", "\u2066UV index 6\u2069 تک"),
        ("retinoid 7 دن", "\u2066retinoid\u2069 7 دن"),
        ("roller 0.5 سے 1.5 mm", "\u2066roller\u2069 \u20660.5\u2069 سے \u20661.5 mm\u2069"),
        ("Fruit acid (AHA)", "\u2066Fruit acid\u2069 (\u2066AHA\u2069)"),
        ("(21 CFR 878.4430،", "(\u206621 CFR 878.4430\u2069،"),
        ("+92 300 0000009 پر", "\u2066+92 300 0000009\u2069 پر"),
        ("دستخط: Dr. Amna Misali، 15 ستمبر 2026", "دستخط: \u2066Dr. Amna Misali\u2069، 15 ستمبر 2026"),
    ],
    ids=[
        "unit",
        "range",
        "factor",
        "whole number",
        "no unit",
        "marked already",
        "marked in part",
        "two drugs",
        "a list keeps its order",
        "a strength belongs to its drug",
        "an index belongs to its name",
        "a count belongs to what it counts",
        "a range belongs to itself",
        "brackets stay outside",
        "a law",
        "a telephone number",
        "a name beside a date",
    ],
)
def test_isolated_keeps_a_latin_run_together(text: str, marked: str) -> None:
    """Without the marks `1.5 mm` is read as `mm 1.5` in a line from the right."""
    assert isolated(text, URDU) == marked


def test_labels_and_lists_are_isolated_too() -> None:
    """A name of the vocabulary stands in lines of its own and in lists: it is marked wherever it comes from."""
    assert label("finding", "deep_vein_thrombosis", URDU).endswith("(\u2066DVT\u2069)")
    assert listed(["cold sore", "IPL"], URDU) == "\u2066cold sore\u2069، \u2066IPL\u2069"
    assert moment(datetime(2026, 12, 8, 15, 40, tzinfo=UTC), URDU) == "8 دسمبر 2026، \u206615:40\u2069"


def test_a_capital_stands_inside_the_marks() -> None:
    """The first letter is the letter, not the mark before it."""
    assert capital("\u2066cold sore\u2069") == "\u2066Cold sore\u2069"


def test_isolated_leaves_a_left_to_right_language_alone() -> None:
    """English needs no marks."""
    assert isolated("1.5 mm", ENGLISH) == "1.5 mm"


def test_dates_are_written_as_each_language_writes_them() -> None:
    """Months and weekdays come from the labels of the edition."""
    assert day(date(2027, 2, 20), ENGLISH) == "20 February 2027"
    assert day_of_week(date(2027, 2, 20), ENGLISH) == "Saturday 20 February 2027"
    assert day(date(2027, 2, 20), URDU) == "20 فروری 2027"


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "20 February 2027"),
        (date(2027, 2, 20), "20 February 2027"),
        (date(2027, 2, 24), "20 to 24 February 2027"),
        (date(2027, 3, 1), "20 February to 1 March 2027"),
        (date(2028, 3, 1), "20 February 2027 to 1 March 2028"),
    ],
)
def test_days_says_each_part_once(until: date | None, said: str) -> None:
    """A span names the month and the year only where they differ."""
    assert days(date(2027, 2, 20), until, ENGLISH) == said


def test_days_of_urdu_are_joined_by_a_word() -> None:
    """A dash between numbers would turn round in a line from the right."""
    assert days(date(2027, 2, 20), date(2027, 2, 24), URDU) == "20 سے 24 فروری 2027"


def test_moments_keep_the_time_of_day() -> None:
    """Hours matter on the day of the session."""
    start = datetime(2026, 12, 8, 15, 0, tzinfo=UTC)
    assert moment(start, ENGLISH) == "8 December 2026, 15:00"
    assert moments(start, start.replace(hour=16), ENGLISH) == "8 December 2026, 15:00 to 16:00"
    assert moments(start, date(2026, 12, 15), ENGLISH) == "8 December, 15:00 to 15 December 2026"
    assert moments(start, date(2027, 1, 5), ENGLISH) == "8 December 2026, 15:00 to 5 January 2027"


def test_numbers_and_lists() -> None:
    """No needless zeros; the comma of the language."""
    assert [number(value) for value in (1.0, 0.25, 12, 274.5)] == ["1", "0.25", "12", "274.5"]
    assert listed(["a", "b"], ENGLISH) == "a, b"
    assert listed(["گال", "ٹھوڑی"], URDU) == "گال، ٹھوڑی"


def test_label_falls_back_to_the_words_of_the_code() -> None:
    """A word without a name is still readable."""
    assert label("zone", "cheek_left", ENGLISH) == "left cheek"
    assert label("zone", "left_elbow", ENGLISH) == "left elbow"
