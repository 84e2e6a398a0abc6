"""The pages of deleting a record: what they show, what they ask for, and what is left to see afterwards."""

from typing import Any

import pytest
from django.test import Client

from percutis.web.records.models import Patient
from tests.web.cast import Cast
from tests.web.doors import addresses
from tests.web.records.full import fill_record
from tests.web.records.test_erasing import erase, finish

BEHIND = [one for one in addresses() if one.right]


def page_of(cast: Cast) -> str:
    """The address of the form."""
    return f"/{cast.clinic.slug}/patients/{cast.patient.key}/kept/delete/"


def test_page_shows_what_has_to_be_finished_first(cast: Cast, enter: Any) -> None:
    """Each with its page, and no form yet."""
    rows = fill_record(cast)
    shown = enter("doctor").get(page_of(cast)).content.decode()
    assert f"/{cast.clinic.slug}/events/{rows['event']}/" in shown
    assert "Delete this record for good" not in shown


def test_page_says_that_the_clinic_has_to_find_out(cast: Cast, enter: Any) -> None:
    """Without a number of years nobody deletes before somebody has said so."""
    browser: Client = enter("doctor")
    assert "How long must it be kept?" in browser.get(page_of(cast)).content.decode()
    answer = browser.post(page_of(cast), {"because": "asked", "number": "P-0001"})
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["nothing_forbids"])


def test_page_says_until_when_the_record_is_kept(cast: Cast, enter: Any) -> None:
    """Within the years there is no form; sent all the same, it is refused."""
    cast.clinic.retention_years = 5
    cast.clinic.save()
    browser: Client = enter("doctor")
    shown = browser.get(page_of(cast)).content.decode()
    assert "has to be kept until" in shown
    assert "Delete this record for good" not in shown
    assert browser.post(page_of(cast), {"because": "asked", "number": "P-0001"}).status_code == 422
    assert Patient.objects.get(pk=cast.patient.pk).erased is None


@pytest.mark.parametrize("number", ["", "P-0002", "0001"])
def test_page_wants_the_number_of_this_patient(cast: Cast, enter: Any, number: str) -> None:
    """What was chosen stays chosen, and nobody is deleted."""
    sent = {"because": "kept_long_enough", "nothing_forbids": "on", "number": number}
    answer = enter("doctor").post(page_of(cast), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["number"])
    assert 'value="kept_long_enough"' in answer.content.decode()
    assert Patient.objects.get(pk=cast.patient.pk).erased is None


def test_record_is_deleted_from_the_page(cast: Cast, enter: Any) -> None:
    """Afterwards its chart says when, by whom and why, and no name."""
    browser: Client = enter("doctor")
    sent = {"because": "asked", "nothing_forbids": "on", "number": " p-0001 "}
    shown = browser.post(page_of(cast), sent, follow=True).content.decode()
    assert "The record of P-0001 is deleted." in shown
    assert "by Test Doctor" in shown
    assert "Test Patient One" not in shown


def test_every_page_is_calm_about_a_deleted_record(cast: Cast, enter: Any) -> None:
    """Whatever address of the staff is opened with what belonged to it: a page, or nothing there; never a failure."""
    rows = fill_record(cast)
    finish(cast.patient, cast)
    erase(cast)
    browser: Client = enter("doctor")
    browser.raise_request_exception = False
    given = {"clinic": cast.clinic.slug, "size": "small", "section": "concerns", "subject": "procedure",
             "language": "en", "step": "check", "rule": "none", "day": "2026-11-25", "view": "front",
             "side": "before", "what": "original"}  # fmt: skip

    def fill(_kind: str, name: str) -> object:
        return given.get(name) or rows.named.get(name, "none")

    statuses = {one.name: browser.get(one.filled(fill)).status_code for one in BEHIND}
    assert {name: status for name, status in statuses.items() if status not in (200, 302, 404, 405, 409)} == {}
    of_patient = {one.name for one in BEHIND if ("uuid", "patient") in one.holes}
    open_still = {name for name in of_patient if statuses[name] == 200}
    assert open_still == {"patient", "patient_kept"}


def test_recall_shows_whom_nobody_can_reach(cast: Cast, enter: Any) -> None:
    """By number, with the days and what touched the skin; there is nobody to call and nothing to open."""
    rows = fill_record(cast)
    finish(cast.patient, cast)
    erase(cast)
    shown = enter("doctor").get(f"/{cast.clinic.slug}/stock/lots/{rows['lot']}/").content.decode()
    assert "1 patient was treated with this lot" in shown
    assert ("record deleted" in shown, "cannot be reached" in shown, ">P-0001</a>" in shown) == (True, True, True)
    assert ("tel:" in shown, f"/sessions/{rows['session']}/" in shown, "Ask all of them" in shown) == (False,) * 3
