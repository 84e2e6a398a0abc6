"""Coming in by link and code: strangers learn nothing, the hour ends, and nobody reaches another's record."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from percutis.web.accounts.models import AuditEvent
from percutis.web.patient import urls
from percutis.web.patient.entry import COOKIE
from percutis.web.records.models import Message
from percutis.web.records.services.links import SentLink, revoke_links, send_link
from tests.web.cast import Cast
from tests.web.portal.own import PAGES, enter_as, treated, url

OPEN = {"enter", "handed", "code", "stranger", "leave"}
CLOSED = "براہِ کرم اپنا لنک دوبارہ کھولیں"


def sent_to(cast: Cast) -> SentLink:
    return send_link(patient=cast.patient, by=cast.as_("desk"), at=timezone.now())


def code_of(client: Client, path: str) -> str:
    assert client.post(path).status_code == 302
    return str(Message.objects.get(kind="code", state="waiting").about["code"])


def test_link_and_code_let_in(cast: Cast) -> None:
    """The link asks for a code, the code opens the patient's own day."""
    client, sent = Client(), sent_to(cast)
    assert client.get(sent.path).status_code == 200
    digits = code_of(client, sent.path)
    answer = client.post(reverse("patient:code"), {"code": digits})
    assert (answer.status_code, answer["location"]) == (302, url("today"))
    assert cast.patient.name in client.get(url("today")).content.decode()
    assert AuditEvent.objects.filter(action="patient.entered").count() == 1


def test_strangers_link_is_answered_word_for_word_like_one_that_stands(cast: Cast) -> None:
    """No page, status or header tells whether there is such a patient; only the form's own secret differs."""
    seen = []
    for path in (sent_to(cast).path, "/me/in/no-such-token/?in=en"):
        client = Client()
        answers = [
            client.get(path),
            client.post(path),
            client.get(reverse("patient:code")),
            client.post(reverse("patient:code"), {"again": "yes"}),
            client.post(reverse("patient:code"), {"code": "000000x"}),
        ]
        seen.append([(one.status_code, plain(one.content.decode(), path)) for one in answers])
    assert seen[0] == seen[1]


def plain(page: str, path: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(path, "")


def test_sixth_code_in_an_hour_looks_like_the_first(cast: Cast) -> None:
    """What is refused is not said from outside, and no code is sent."""
    client, sent = Client(), sent_to(cast)
    answers = {client.post(sent.path).status_code for _ in range(6)}
    assert (answers, Message.objects.filter(kind="code").count()) == ({302}, 5)


def test_hour_ends_and_is_renewed_while_one_reads(cast: Cast) -> None:
    """A quiet hour closes the pages; a page within it opens the next."""
    now = timezone.now()
    assert enter_as(cast.patient, at=now - timedelta(hours=2)).get(url("today")).status_code == 302
    reading = enter_as(cast.patient, at=now - timedelta(minutes=50))
    assert reading.get(url("today")).status_code == 200
    assert int(reading.cookies[COOKIE]["max-age"]) == 3600


def test_leaving_closes_this_browser(cast: Cast) -> None:
    """Nothing stays: the old cookie opens nothing either."""
    client = enter_as(cast.patient)
    kept = client.cookies[COOKIE].value
    client.post(reverse("patient:leave"))
    again = Client()
    again.cookies[COOKIE] = kept
    assert again.get(url("today")).status_code == 302


def test_revoked_link_closes_every_browser(cast: Cast) -> None:
    """A telephone is lost: the clinic revokes, and whoever has it is out."""
    client = enter_as(cast.patient)
    revoke_links(patient=cast.patient, by=cast.as_("desk"), at=timezone.now())
    assert client.get(url("today")).status_code == 302


def test_staffs_session_and_patients_session_are_two(cast: Cast) -> None:
    """A patient who comes in on the desk's machine is no member of the staff, nor the desk a patient."""
    desk = Client()
    desk.force_login(cast.desk.user)
    assert desk.get(url("today")).status_code == 302
    assert enter_as(cast.patient).get("/tests/day/").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_nobody_opens_a_patients_page_without_coming_in(cast: Cast, page: str) -> None:
    """Every page leads a stranger to the same closed door."""
    answer = Client().get(url(page))
    assert (answer.status_code, answer["location"]) == (302, reverse("patient:stranger"))


def test_every_page_stands_behind_the_door() -> None:
    """But for coming in and leaving, no address of the patient's pages is open."""
    names = {pattern.name for pattern in urls.urlpatterns if not getattr(pattern.callback, "is_own", False)}
    assert names == OPEN


def test_another_patients_checkin_is_not_there(cast: Cast) -> None:
    """Numbers in addresses lead nowhere but to one's own."""
    session = treated(cast)
    client = enter_as(cast.patient)
    walk = {"choice": [], "none": "yes"}
    client.post(url("checkin_step now"), walk)
    stranger = enter_as(cast.other_patient)
    assert stranger.get(reverse("patient:checkin_answer", kwargs={"checkin": session.pk})).status_code == 404


def test_address_brings_the_patients_language(cast: Cast) -> None:
    """An Urdu patient reads Urdu before anybody knows who they are; a choice in the browser goes before it."""
    cast.patient.language = "ur"
    cast.patient.save()
    path = sent_to(cast).path
    assert 'lang="ur"' in Client().get(path).content.decode()
    chosen = Client()
    chosen.cookies["language"] = "en"
    assert '<html lang="en"' in chosen.get(path).content.decode()


def test_closed_door_speaks_the_language_of_the_link(cast: Cast) -> None:
    """Whoever came in Urdu reads in Urdu that the hour is over, whatever the browser asks for."""
    client = Client(headers={"accept-language": "en"})
    client.post(f"{sent_to(cast).path.partition('?')[0]}?in=ur")
    assert CLOSED in client.get(reverse("patient:stranger")).content.decode()


@pytest.mark.parametrize("cookie", ["", "ur"])
def test_leaving_keeps_the_language(cast: Cast, cookie: str) -> None:
    """Chosen in the browser, or the patient's own."""
    cast.patient.language = "ur"
    cast.patient.save()
    client = enter_as(cast.patient, cookie)
    page = client.post(reverse("patient:leave"), headers={"accept-language": "en"}, follow=True).content.decode()
    assert CLOSED in page
