"""One's own log-ins: seen, and ended where one is not."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from percutis.web.accounts.models import AuditEvent, LogIn, User
from percutis.web.accounts.services.log_ins import begin_log_in, forget_unusable
from percutis.web.accounts.services.staff import renew_password
from tests.web.cast import NOW, PASSWORD, Cast

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
TELEPHONE = "Mozilla/5.0 (Android 15; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
HERE, DAY = "/log-ins/", "/tests/day/"


def come_in(user: User, browser: str = WINDOWS) -> Client:
    """Somebody who has just logged in with that browser."""
    client = Client(headers={"user-agent": browser})
    assert client.post("/login/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Whether the clinic's day opens."""
    return client.get(DAY).status_code == 200


def shown(client: Client) -> tuple[int, int]:
    """How many log-ins the page shows here and elsewhere."""
    context = client.get(HERE).context
    return len(context["mine"]), len(context["others"])


def test_each_log_in_is_shown_with_its_device(cast: Cast) -> None:
    """In words, as far as the browser tells them; a colleague's is not."""
    desktop, _telephone = come_in(cast.doctor.user), come_in(cast.doctor.user, TELEPHONE)
    come_in(cast.desk.user, "curl/8")
    page = desktop.get(HERE).content.decode()
    assert [name in page for name in ("Chrome, Windows", "Firefox Mobile, Android", "curl")] == [True, True, False]
    assert shown(desktop) == (1, 1)


@pytest.mark.parametrize("page", ["/password/", "/factor/"])
def test_way_there_stands_where_one_looks_after_a_loss(cast: Cast, page: str) -> None:
    """Beside the password, and beside the second factor."""
    assert f'href="{HERE}"' in come_in(cast.doctor.user).get(page).content.decode()


def test_log_in_that_is_ended_elsewhere_opens_nothing(cast: Cast) -> None:
    """The one on the lost telephone is asked to log in; this one goes on, and the log says it."""
    desktop, telephone = come_in(cast.doctor.user), come_in(cast.doctor.user, TELEPHONE)
    other = LogIn.objects.get(device__contains="Android")
    assert desktop.post(HERE, {"end": str(other.pk)}).headers["Location"] == HERE
    assert (is_in(desktop), is_in(telephone), shown(desktop)) == (True, False, (1, 0))
    assert AuditEvent.objects.filter(action="member.log_in_ended", membership=cast.doctor).count() == 1


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    """One line in the log, with their number."""
    here, *others = (come_in(cast.doctor.user) for _ in range(3))
    here.post(HERE, {"end": "others"})
    assert (is_in(here), [is_in(one) for one in others]) == (True, [False, False])
    assert AuditEvent.objects.get(action="member.log_in_ended").details == {"number": 2}


@pytest.mark.parametrize("end", ["", "0", "-1", "9" * 40, "١", "nobody", "colleague"])
def test_what_is_not_one_s_own_is_not_ended(cast: Cast, end: str) -> None:
    """Nor what is none at all: it is said that there was nothing to end."""
    mine, colleague = come_in(cast.doctor.user), come_in(cast.desk.user)
    theirs = LogIn.objects.get(user=cast.desk.user)
    answer = mine.post(HERE, {"end": str(theirs.pk) if end == "colleague" else end}, follow=True)
    assert "nothing to end" in answer.content.decode()
    assert (is_in(mine), is_in(colleague)) == (True, True)
    assert not AuditEvent.objects.filter(action="member.log_in_ended").exists()


def test_another_password_ends_all_but_this_one(cast: Cast) -> None:
    """None of the ended ones is shown as if it were open."""
    here, there = come_in(cast.doctor.user), come_in(cast.doctor.user)
    other = "another-test-phrase"
    here.post("/password/", {"old_password": PASSWORD, "new_password1": other, "new_password2": other})
    assert (is_in(here), is_in(there), shown(here)) == (True, False, (1, 0))


def test_password_that_the_clinic_renews_ends_all(cast: Cast) -> None:
    """Whoever knows the old one is out."""
    theirs = come_in(cast.desk.user)
    renew_password(membership=cast.desk, by=cast.as_("doctor"), at=NOW)
    assert not is_in(theirs)
    assert not LogIn.objects.filter(user=cast.desk.user, ended__isnull=True).exists()


def test_logging_out_ends_it(cast: Cast) -> None:
    """It is not shown any more."""
    here, there = come_in(cast.doctor.user), come_in(cast.doctor.user)
    there.post("/logout/")
    assert shown(here) == (1, 0)


def test_session_without_a_log_in_is_asked_to_log_in(cast: Cast) -> None:
    """Such as one of an older version."""
    client = come_in(cast.doctor.user)
    session = client.session
    del session["log_in"]
    session.save()
    assert not is_in(client)


def test_what_nobody_can_use_any_more_is_forgotten(cast: Cast) -> None:
    """Ended, left alone too long, or begun too long ago: the next log-in takes it away, and only the user's own."""
    now, user = timezone.now(), cast.doctor.user
    for begun, seen, ended in ((0, 0, now), (3, 3, None), (13, 0, None), (1, 1, None)):
        mark = begin_log_in(user=cast.desk.user, browser="", at=now)
        hours = [now - timedelta(hours=one) for one in (begun, seen)]
        LogIn.objects.filter(mark=mark).update(user=user, begun=hours[0], seen=hours[1], ended=ended)
    begin_log_in(user=user, browser="", at=now)
    assert sorted(user.log_ins.values_list("seen", flat=True)) == [now - timedelta(hours=1), now]


def test_what_nobody_can_use_is_forgotten(cast: Cast) -> None:
    """Even if they never come back: what was ended, and half a day later the rest with its session."""
    desktop, telephone = come_in(cast.doctor.user), come_in(cast.doctor.user, TELEPHONE)
    desktop.post(HERE, {"end": str(LogIn.objects.get(device__contains="Android").pk)})
    now = timezone.now()
    forget_unusable(at=now)
    assert (LogIn.objects.count(), is_in(desktop), is_in(telephone)) == (1, True, False)
    forget_unusable(at=now + timedelta(hours=13))
    assert (LogIn.objects.count(), Session.objects.count(), is_in(desktop)) == (0, 0, False)
