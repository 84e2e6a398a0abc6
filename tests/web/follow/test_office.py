"""The office: staff, rooms, the log and the protocol book, each for whom it is."""

from typing import Any

import pytest
from django.urls import reverse

from percutis.protocol.load import LATEST
from percutis.web.accounts.models import AuditEvent, Membership, User
from percutis.web.records.core.editions import edition_digest, edition_of
from percutis.web.records.models import EditionApproval
from percutis.web.records.services.protocol import approve_edition
from tests.web.cast import NOW, PASSWORD, Cast
from tests.web.tampering import tampering


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"clinic:{name}", kwargs={"clinic": "tests", **kwargs})


def opened(client: Any, *urls: str) -> list[int]:
    return [client.get(url).status_code for url in urls]


@pytest.mark.parametrize(
    ("name", "status"),
    [("doctor", 200), ("nurse", 403), ("aesthetician", 403), ("desk", 403), ("stranger", 404), ("nobody", 302)],
)
def test_staff_log_and_approval_open_for_whom_they_should(cast: Cast, enter: Any, name: str, status: int) -> None:
    """Only an administrator or the medical director sees them."""
    urls = (
        address("staff"), address("member_new"), address("member", member=cast.nurse.pk), address("room_new"),
        address("room", room=cast.room.pk), address("audit"), address("audit") + "?check=yes",
        address("protocol_approve"),
    )  # fmt: skip
    assert opened(enter(name), *urls) == [status] * len(urls)


@pytest.mark.parametrize(
    ("name", "status"), [("doctor", 200), ("nurse", 200), ("desk", 200), ("stranger", 404), ("nobody", 302)]
)
def test_protocol_is_read_by_the_whole_staff(cast: Cast, enter: Any, name: str, status: int) -> None:
    """Entries, findings and sources all open under one address."""
    urls = (
        address("protocol"),
        address("protocol") + "?q=isotretinoin",
        address("protocol_step", step="plan"),
        address("protocol_entry", entry="signs_of_infection"),
        address("protocol_entry", entry="isotretinoin"),
        address("protocol_entry", entry="dogra2014"),
        address("protocol_differences"),
    )
    assert opened(enter(name), *urls) == [status] * len(urls)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_chapter_opens_in_both_languages(cast: Cast, enter: Any, language: str) -> None:
    """The book is whole in English and in Urdu."""
    client = enter("nurse")
    client.cookies["language"] = language
    steps = ("intake", "assessment", "plan", "session", "aftercare", "checkin", "outcome", "everywhere")
    assert opened(client, *(address("protocol_step", step=step) for step in steps)) == [200] * len(steps)


def test_protocol_entry_that_does_not_exist_is_not_found(cast: Cast, enter: Any) -> None:
    """No page for what nobody wrote."""
    client = enter("nurse")
    assert opened(client, address("protocol_entry", entry="dragon_pox"), address("protocol_step", step="magic")) == [
        404, 404,
    ]  # fmt: skip


def test_protocol_search_finds_by_every_word(cast: Cast, enter: Any) -> None:
    """Each word must be there; entries, findings and sources are searched together."""
    found = enter("nurse").get(address("protocol"), {"q": "infection signs"}).context["found"]
    assert "signs_of_infection" in [one.name for one in found]
    assert enter("nurse").get(address("protocol"), {"q": "zzzz"}).context["found"] == []


def test_entry_shows_what_the_command_shows(cast: Cast, enter: Any) -> None:
    """The sentence, the sources and the day on which somebody last compared them."""
    page = enter("nurse").get(address("protocol_entry", entry="signs_of_infection"))
    card = page.context["page"].card
    text = page.content.decode()
    assert card.checked in text
    assert all(reference.key in text for reference in card.references)


def test_approval_asks_for_the_password_and_for_the_files_as_shown(cast: Cast, enter: Any) -> None:
    """A wrong password or another digest approves nothing; the right ones change what every answer says."""
    client, url = enter("doctor"), address("protocol_approve")
    given = {"digest": edition_digest(LATEST), "password": PASSWORD}
    assert client.post(url, {**given, "password": "wrong"}).status_code == 422
    assert client.post(url, {**given, "digest": "0" * 64}).status_code == 422
    assert EditionApproval.objects.count() == 0
    assert client.post(url, given).status_code == 302
    assert edition_of(cast.clinic).status == "approved"


def test_withdrawal_on_the_page_says_why(cast: Cast, enter: Any) -> None:
    """Without a reason the approval stands."""
    row = approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_("doctor"), at=NOW)
    client, url = enter("doctor"), address("protocol_withdraw", approval=row.pk)
    assert client.post(url, {"because": "", "password": PASSWORD}).status_code == 422
    assert client.post(url, {"because": "a source", "password": PASSWORD}).status_code == 302
    assert edition_of(cast.clinic).status == "draft"


def test_new_member_gets_a_password_that_is_shown_once(cast: Cast, enter: Any) -> None:
    """The page that answers shows it, and is kept by nobody; what was wrong keeps what was typed."""
    client, url = enter("doctor"), address("member_new")
    given = {"username": "new@tests", "name": "Test New", "role": "nurse", "supervisor": cast.doctor.pk}
    refused = client.post(url, {**given, "licence_number": "TEST-5"})
    assert (refused.status_code, 'value="TEST-5"' in refused.content.decode()) == (422, True)
    shown = client.post(url, {**given, "licence_number": "TEST-5", "licence_expires": "2029-01-01"})
    password = shown.context["password"]
    assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
    assert User.objects.get(username="new@tests").check_password(password)
    assert Membership.objects.get(user__username="new@tests").supervisor == cast.doctor


def test_change_of_a_member_on_the_page_refuses_more_for_oneself(cast: Cast, enter: Any) -> None:
    """The sentence stands on the form, and nothing has changed."""
    Membership.objects.filter(pk=cast.lapsed.pk).update(is_administrator=True)
    given = {
        "name": "Test Lapsed", "role": "aesthetician", "licence_number": "TEST-lapsed",
        "licence_expires": "2031-01-01", "supervisor": cast.doctor.pk, "is_administrator": "on", "version": "1",
    }  # fmt: skip
    refused = enter("lapsed").post(address("member", member=cast.lapsed.pk), given)
    assert (refused.status_code, "cannot give yourself more" in refused.content.decode()) == (422, True)


def test_member_page_says_what_the_protocol_says_of_the_role(cast: Cast, enter: Any) -> None:
    """The core's own scope, with the rule that says it."""
    Membership.objects.filter(pk=cast.nurse.pk).update(supervisor=None)
    text = enter("doctor").get(address("member", member=cast.nurse.pk)).content.decode()
    assert "islamabad_without_a_dermatologist" in text
    assert (
        "professional_under_a_physician"
        in enter("doctor").get(address("member", member=cast.aesthetician.pk)).content.decode()
    )


def test_log_is_filtered_and_says_whether_it_is_whole(cast: Cast, enter: Any) -> None:
    """By person, action, patient and day; a row changed behind our back is found."""
    client = enter("doctor")
    client.post(address("room_new"), {"name": "Room 7"})
    client.post(address("room_new"), {"name": "Room 8"})
    url = address("audit")
    counts = [
        len(client.get(url, asked).context["rows"])
        for asked in ({}, {"member": cast.doctor.pk}, {"member": cast.nurse.pk}, {"action": "room.added"},
                      {"action": "member.added"}, {"patient": "P-0001"}, {"day": "2020-01-01"})
    ]  # fmt: skip
    assert counts == [2, 2, 0, 2, 0, 0, 0]
    assert "The log is whole" in client.get(url, {"check": "yes"}).content.decode()
    with tampering():
        AuditEvent.objects.filter(number=1).update(action="nothing")
    assert "not as it was written" in client.get(url, {"check": "yes"}).content.decode()


def test_log_of_many_rows_goes_on_where_the_page_ended(cast: Cast, enter: Any) -> None:
    """Fifty rows a page, the newest first, and none twice."""
    from django.db import transaction

    from percutis.web.accounts.audit import write_audit

    with transaction.atomic():
        for _number in range(60):
            write_audit(by=cast.as_("doctor"), at=NOW, action="tested")
    first = enter("doctor").get(address("audit"))
    second = enter("doctor").get(address("audit"), {"below": first.context["below"]})
    numbers = [row.number for page in (first, second) for row in page.context["rows"]]
    assert numbers == list(range(60, 0, -1))
    assert second.context["below"] is None


def test_login_page_opens_and_leads_home(cast: Cast, client: Any) -> None:
    """A wrong password is said in words; the right one leads on."""
    url = reverse("login")
    wrong = client.post(url, {"username": "nurse@tests", "password": "wrong"})
    assert "do not belong together" in wrong.content.decode()
    assert client.post(url, {"username": "nurse@tests", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(("name", "status"), [("nurse", 403), ("desk", 403), ("stranger", 404), ("nobody", 302)])
def test_office_writes_are_refused_to_whom_they_are_not_for(cast: Cast, enter: Any, name: str, status: int) -> None:
    """Nobody else ends, renews, adds, approves or withdraws; a link alone never writes."""
    row = approve_edition(edition=LATEST, digest=edition_digest(LATEST), by=cast.as_("doctor"), at=NOW)
    before = AuditEvent.objects.count()
    only_sent = [address("member_end", member=cast.nurse.pk), address("member_password", member=cast.nurse.pk)]
    urls = [
        *only_sent, address("member", member=cast.nurse.pk), address("member_new"), address("room_new"),
        address("room", room=cast.room.pk), address("protocol_approve"),
        address("protocol_withdraw", approval=row.pk),
    ]  # fmt: skip
    client = enter(name)
    assert [client.post(url, {}).status_code for url in urls] == [status] * len(urls)
    assert opened(enter("doctor"), *only_sent) == [405, 405]
    assert AuditEvent.objects.count() == before
