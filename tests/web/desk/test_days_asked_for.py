"""A day in an address is a day of the calendar, or it is not found."""

import pytest
from django.test import Client

NONE = ["junk", "../", "x' OR 1=1", "2026-02-30", "<b>", "0001-01-01", "9999-12-31", "2026-11-25T10:00"]


@pytest.mark.parametrize("text", NONE)
def test_day_that_is_none_is_not_found(enter, text: str) -> None:
    """Neither the picker nor the address of a day breaks on what is no day."""
    client: Client = enter("desk")
    day = client.get("/tests/day/", {"day": text})
    assert day.status_code == 404


def test_day_of_the_picker_is_led_to_in_one_spelling(enter) -> None:
    """The picker's day becomes the address of that day, however it was written."""
    client: Client = enter("desk")
    assert client.get("/tests/day/", {"day": "20261125"})["Location"].endswith("/day/2026-11-25/")
