"""A place typed on a command line."""

import pytest

from percutis.domain.errors import InputError
from percutis.domain.intake import Spot
from percutis.interop.places import parse_place
from percutis.protocol.load import load_edition

EDITION = load_edition()


def test_parse_place_knows_names_in_any_case() -> None:
    """A known place brings its coordinates and its time zone."""
    spot = parse_place(" islamabad ", EDITION)
    assert (spot.name, spot.timezone) == ("Islamabad", "Asia/Karachi")


def test_parse_place_reads_degrees_and_metres() -> None:
    """The altitude is optional."""
    assert parse_place("33.69,73.05", EDITION) == Spot(latitude=33.69, longitude=73.05)
    assert parse_place("33.69, 73.05, 540", EDITION) == Spot(latitude=33.69, longitude=73.05, altitude_m=540.0)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Islamabat", ["place"]),
        ("91,181", ["place.latitude", "place.longitude"]),
        ("nan,inf,deep", ["place.latitude", "place.longitude", "place.altitude_m"]),
        ("1,2,3,4", ["place"]),
        ("Islamabad, Pakistan", ["place"]),
        ("", ["place"]),
    ],
)
def test_parse_place_refuses(text: str, places: list[str]) -> None:
    """Every impossible number is named."""
    with pytest.raises(InputError) as error:
        parse_place(text, EDITION)
    assert [problem.place for problem in error.value.problems] == places


def test_parse_place_finds_the_town_before_a_comma() -> None:
    """As people write an address."""
    with pytest.raises(InputError, match=r"allowed: Islamabad.*\? see percutis protocol words places"):
        parse_place("Islamabad, Pakistan", EDITION)
