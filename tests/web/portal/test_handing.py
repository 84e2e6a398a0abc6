"""A patient at the desk without a message: the code read out, the clinic's own device handed over, links revoked."""

from datetime import timedelta

import pytest
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import OneTimeCode
from percutis.web.records.services.handing import hand_over_device, read_out_code
from percutis.web.records.services.links import confirm_code, send_link
from tests.web.cast import NOW, Cast


def of(cast: Cast, page: str) -> str:
    """A page of the cast's patient."""
    return f"/{cast.clinic.slug}/patients/{cast.patient.key}/{page}"


def test_code_that_was_read_out_opens_the_link(cast: Cast) -> None:
    """Once, as one that was sent; it is on the log under the name of whoever read it."""
    link = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW).link
    digits = read_out_code(link=link, by=cast.as_("desk"), at=NOW)
    assert len(digits) == 6
    assert confirm_code(link=link, digits=digits, at=NOW + timedelta(minutes=1))
    assert AuditEvent.objects.filter(action="code.read_out", membership=cast.desk).count() == 1
    assert digits not in OneTimeCode.objects.get().code_hash


def test_code_for_a_link_that_is_over_is_refused(cast: Cast) -> None:
    """It would open nothing."""
    link = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW).link
    with pytest.raises(RefusedError):
        read_out_code(link=link, by=cast.as_("desk"), at=link.expires)


def test_stranger_hands_over_nothing(cast: Cast) -> None:
    """Another clinic's staff, neither a code nor a device."""
    link = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW).link
    with pytest.raises(RefusedError):
        read_out_code(link=link, by=cast.as_("stranger"), at=NOW)
    with pytest.raises(RefusedError):
        hand_over_device(patient=cast.patient, by=cast.as_("stranger"), at=NOW)


def test_device_that_was_handed_over_is_the_patients_alone(cast: Cast, enter: object) -> None:
    """The staff are logged out of it, the patient is in, and the way in works once."""
    client: Client = enter("desk")  # type: ignore[operator]
    first = client.post(of(cast, "hand-over/"))
    assert (first.status_code, first.headers["Location"]) == (302, "/me/here/")
    today = client.get("/me/here/", follow=True)
    assert today.status_code == 200
    assert cast.patient.name in today.content.decode()
    assert client.get(f"/{cast.clinic.slug}/day/").status_code == 302
    assert client.get("/me/here/").headers["Location"] != "/me/"
    assert Client().get("/me/").status_code == 302


def test_links_page_revokes_every_link(cast: Cast, enter: object) -> None:
    """From then on none opens anything."""
    client: Client = enter("desk")  # type: ignore[operator]
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW)
    assert client.get(of(cast, "links/")).status_code == 200
    client.post(of(cast, "links/revoke/"))
    sent.link.refresh_from_db()
    assert sent.link.revoked is not None
