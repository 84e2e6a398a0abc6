"""The face chart: marks become zones with words, signs and ways; with a field they become controls."""

import re

import pytest

from percutis.web.ui.charts.face import BODY, FACE, Mark, face_chart
from tests.web.charts.example import LANGUAGES, drawn, texts

MARKS = {
    "cheek_left": Mark("planned", "1 mm", "/cheek/", value="1"),
    "chin": Mark("blocked", "a wart", "/chin/"),
    "neck": Mark("asked", "asked for"),
}


def test_marks_are_listed_in_the_order_of_the_face_then_the_body() -> None:
    """What is drawn is also said, zone by zone."""
    rows = face_chart(MARKS, texts(), title="Plan").rows
    assert [(row.name, row.mark.words) for row in rows] == [
        ("left cheek", "1 mm"),
        ("chin", "a wart"),
        ("neck", "asked for"),
    ]


def test_mirrored_view_names_the_other_side() -> None:
    """Seen from the right, the near cheek is the right one and the far one the left."""
    view = next(view for view in face_chart(MARKS, texts(), title="Plan").views if view.view == "right_oblique")
    near = next(zone for zone in view.zones if zone.copy_of == "o-cheek_left")
    far = next(zone for zone in view.zones if zone.copy_of == "o-cheek_right")
    assert (near.zone, near.mark.state, far.zone, far.mark.state) == ("cheek_right", "plain", "cheek_left", "planned")


def test_chosen_zone_lies_above_its_neighbours() -> None:
    """Its border is drawn last, so none hides it."""
    front = face_chart(MARKS, texts(), title="Plan", chosen="cheek_left").views[0]
    assert front.zones[-1].zone == "cheek_left"


def test_sign_gives_way_to_a_value() -> None:
    """A zone with a number on it has no room for a sign as well."""
    front = face_chart(MARKS, texts(), title="Plan").views[0]
    assert {zone.zone: (zone.sign, zone.mark.value) for zone in front.zones if zone.mark.state != "plain"} == {
        "cheek_left": ("", "1"),
        "chin": ("cross", ""),
    }


def test_field_gives_a_control_for_every_zone() -> None:
    """Without a script, by keyboard: one labelled checkbox a zone, the picked ones ticked."""
    page = drawn("face", chart=face_chart({}, texts(), title="Where?", field="zones", picked=["nose"]))
    controls = re.findall(r'<label><input type="checkbox" name="zones" value="(\w+)"( checked)?>', page)
    assert controls == [(zone, " checked" if zone == "nose" else "") for zone in (*FACE, *BODY)]


def test_radio_field_can_be_narrowed_to_some_zones() -> None:
    """Where only some zones may be named, no other is offered."""
    chart = face_chart({}, texts(), title="Where?", field="zone", field_kind="radio", zones=["chin", "back"])
    assert re.findall(r'type="radio" name="zone" value="(\w+)"', drawn("face", chart=chart)) == ["chin", "back"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_have_names_and_one_stop_by_keyboard(language: str) -> None:
    """Each way says its zone; the same zone in a second view is for the pointer only."""
    page = drawn("face", language, chart=face_chart(MARKS, texts(language), title="Plan"))
    ways = re.findall(r'<a href="/cheek/" aria-label="([^"]+)"( tabindex="-1")?>', page)
    name = {"en": "left cheek", "ur": "بایاں گال"}[language]
    assert ways == [(f"{name}: 1 mm", ""), (name, ' tabindex="-1"'), (name, ' tabindex="-1"')]


def test_sides_are_the_patients() -> None:
    """The drawing never mirrors, so it says whose right is whose."""
    page = drawn("face", chart=face_chart({}, texts(), title="Plan", views=["front"]))
    assert re.findall(r'<span dir="auto">([^<]+)</span>', page) == ["patient&#x27;s right", "patient&#x27;s left"]


def test_lone_mirrored_view_stands_by_itself() -> None:
    """Without the left view there is nothing to repeat: the right one brings its own paths."""
    page = drawn("face", chart=face_chart(MARKS, texts(), title="Plan", views=["right_oblique"]))
    used, given = set(re.findall(r'href="#([\w-]+)"', page)), set(re.findall(r' id="([\w-]+)"', page))
    assert used <= given
