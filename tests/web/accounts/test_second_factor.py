"""The second factor: each code opens once, nothing opens without it where it must be, a lost one is replaced."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent, Membership, RecoveryCode, SecondFactor, User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.sealing import unseal
from percutis.web.accounts.services.logging_in import check_code
from percutis.web.accounts.services.second_factor import (
    ON_PAPER,
    STEP_SECONDS,
    begin_factor,
    codes_left,
    confirm_factor,
    has_factor,
    is_right_code,
    remove_factor,
    renew_codes,
    reset_factor,
)
from percutis.web.accounts.services.tries import MOST_TOGETHER, HeldError
from percutis.web.accounts.services.unlocking import unlock
from tests.web.cast import NOW, PASSWORD, Cast

STEP = timedelta(seconds=STEP_SECONDS)


def code_at(user: User, at: datetime) -> str:
    """What the user's authenticator shows at that moment."""
    secret = unseal(SecondFactor.objects.get(user=user).sealed)
    assert secret
    return pyotp.TOTP(secret).at(at)


def set_up(user: User, at: datetime = NOW) -> list[str]:
    """A second factor; gives the codes on paper."""
    begin_factor(user=user, at=at)
    return confirm_factor(user=user, code=code_at(user, at), at=at)


def is_right(user: User, code: str, at: datetime) -> bool:
    """Whether the code opens."""
    return is_right_code(user=user, code=code, at=at)


def test_set_up_wants_a_first_code(cast: Cast) -> None:
    """Until it came there is no second factor, and nobody is locked out by a secret that was never taken over."""
    user = cast.desk.user
    first = begin_factor(user=user, at=NOW)
    assert begin_factor(user=user, at=NOW) == first
    with pytest.raises(InputError) as wrong:
        confirm_factor(user=user, code="000000", at=NOW)
    assert [problem.place for problem in wrong.value.problems] == ["code"]
    assert (has_factor(user), is_right(user, code_at(user, NOW), NOW)) == (False, False)
    assert len(confirm_factor(user=user, code=code_at(user, NOW), at=NOW)) == ON_PAPER
    assert has_factor(user)
    with pytest.raises(RefusedError):
        begin_factor(user=user, at=NOW)


def test_secret_is_not_readable_in_the_database(cast: Cast) -> None:
    """A copy of the database alone makes no codes."""
    secret = begin_factor(user=cast.desk.user, at=NOW).secret
    row = SecondFactor.objects.get()
    assert secret not in row.sealed
    assert unseal(row.sealed) == secret


def test_code_opens_once(cast: Cast) -> None:
    """The one of the set-up is used; each later one opens once; an older one never again."""
    user = cast.desk.user
    set_up(user)
    assert is_right(user, code_at(user, NOW), NOW) is False
    later, next_one = NOW + 2 * STEP, NOW + 3 * STEP
    assert [is_right(user, code_at(user, later), later) for _turn in range(2)] == [True, False]
    assert is_right(user, code_at(user, next_one), later)
    assert is_right(user, code_at(user, later), next_one) is False


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clock_may_be_a_step_off(cast: Cast, steps: int, opens: bool) -> None:
    """RFC 6238 allows one step either way; no more."""
    user = cast.desk.user
    set_up(user, NOW - timedelta(hours=1))
    assert is_right(user, code_at(user, NOW + steps * STEP), NOW) is opens


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "abc", "' OR 1=1", "\x00", "9" * 20])
def test_nonsense_opens_nothing(cast: Cast, code: str) -> None:
    """Whatever is typed, it is no code; digits of other scripts neither."""
    set_up(cast.desk.user)
    assert is_right(cast.desk.user, code, NOW + 2 * STEP) is False


def test_digits_may_be_written_apart(cast: Cast) -> None:
    """As an authenticator shows them, in threes."""
    user, at = cast.desk.user, NOW + 2 * STEP
    set_up(user)
    code = code_at(user, at)
    assert is_right(user, f"{code[:3]} {code[3:]}", at)


def test_code_on_paper_opens_once_and_is_noted(cast: Cast) -> None:
    """With or without the dash, in capitals too; the log says how many are left; of others they open nothing."""
    user = cast.desk.user
    codes = set_up(user)
    set_up(cast.nurse.user)
    assert is_right(cast.nurse.user, codes[0], NOW) is False
    assert [is_right(user, codes[0].upper(), NOW), is_right(user, codes[0], NOW)] == [True, False]
    assert is_right(user, codes[1].replace("-", " "), NOW)
    used = AuditEvent.objects.filter(action="member.paper_code_used").order_by("pk")
    assert [row.details for row in used] == [{"left": 9}, {"left": 8}]
    assert not any(code.replace("-", "") in row.digest for code in codes for row in RecoveryCode.objects.all())


def test_new_codes_end_the_old_ones(cast: Cast) -> None:
    """What stood on the lost sheet opens nothing any more."""
    user = cast.desk.user
    old = set_up(user)
    new = renew_codes(user=user, at=NOW)
    assert (is_right(user, old[0], NOW), is_right(user, new[0], NOW), codes_left(user)) == (False, True, ON_PAPER - 1)


def test_wrong_codes_are_counted_apart_from_passwords(cast: Cast) -> None:
    """Five, then a wait for codes; the log says each."""
    user = cast.desk.user
    set_up(user)
    found = []
    for _turn in range(MOST_TOGETHER + 1):
        with pytest.raises(RefusedError) as refused:
            check_code(user=user, code="000000", address="192.0.2.1", at=NOW + 2 * STEP)
        found.append(type(refused.value))
    assert found == [RefusedError] * MOST_TOGETHER + [HeldError]
    lines = AuditEvent.objects.filter(action__in=("member.refused", "member.held")).order_by("pk")
    assert [line.details["by"] for line in lines] == ["code"] * MOST_TOGETHER


def test_whoever_runs_the_clinic_resets_a_lost_one(cast: Cast) -> None:
    """Not one's own, not without the right, not of somebody who works elsewhere too; open sessions end."""
    client = Client()
    set_up(cast.desk.user)
    client.force_login(User.objects.get(pk=cast.desk.user.pk))
    with pytest.raises(RefusedError):
        reset_factor(membership=cast.desk, by=cast.as_("nurse"), at=NOW)
    with pytest.raises(RefusedError):
        reset_factor(membership=cast.doctor, by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        reset_factor(membership=cast.stranger, by=cast.as_("doctor"), at=NOW)
    elsewhere = Membership.objects.create(clinic=cast.other_clinic, user=cast.desk.user, role="front_desk")
    with pytest.raises(RefusedError):
        reset_factor(membership=cast.desk, by=cast.as_("doctor"), at=NOW)
    elsewhere.delete()
    assert client.get("/tests/day/").status_code == 200
    reset_factor(membership=cast.desk, by=cast.as_("doctor"), at=NOW)
    assert (has_factor(cast.desk.user), RecoveryCode.objects.count()) == (False, 0)
    assert client.get("/tests/day/").status_code == 302
    assert AuditEvent.objects.filter(action="member.factor_reset").count() == 1


def test_machine_lets_the_only_administrator_in_again(cast: Cast) -> None:
    """The lost factor and the wait are gone; the password is new where that was asked; the log says by whom."""
    user = cast.doctor.user
    set_up(user)
    with pytest.raises(InputError):
        unlock(username="nobody at all", new_password=False, at=NOW)
    assert unlock(username=user.username.upper(), new_password=False, at=NOW).password is None
    done = unlock(username=user.username, new_password=True, at=NOW)
    user.refresh_from_db()
    assert (has_factor(user), user.check_password(done.password or "")) == (False, True)
    line = AuditEvent.objects.filter(action="member.unlocked").order_by("pk").last()
    assert line is not None
    assert (line.actor, line.details) == ("system", {"user": user.username, "new_password": True})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """Lets time pass for every page."""
    moment = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])

    def passes(by: timedelta) -> datetime:
        moment[0] += by
        return moment[0]

    return passes


@pytest.fixture
def required(settings: Any) -> None:
    """A clinic in earnest."""
    settings.SECOND_FACTOR = "required"


def log_in(client: Client, user: User, way: str = "") -> Any:
    """Name and password, sent."""
    return client.post("/login/", {"username": user.username, "password": PASSWORD, "next": way})


@pytest.mark.usefixtures("required")
def test_first_log_in_sets_it_up_and_the_next_asks_for_it(cast: Cast, clock: Callable[[timedelta], datetime]) -> None:
    """By password alone nobody sees a page, before or after; the codes are shown once."""
    user, client, at = cast.desk.user, Client(), clock(timedelta(0))
    assert log_in(client, user, "/tests/waits/").url == "/tests/waits/"
    set_up_page = client.get("/tests/waits/")
    assert set_up_page.url == "/factor/?next=%2Ftests%2Fwaits%2F"
    page = client.get(set_up_page.url)
    assert b"<svg" in page.content
    wrong = client.post("/factor/", {"code": "000000", "next": "/tests/waits/"})
    assert (wrong.status_code, has_factor(user)) == (422, False)
    done = client.post("/factor/", {"code": code_at(user, at), "next": "/tests/waits/"})
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.content.decode())
    assert (done.status_code, len(codes), done.headers["Cache-Control"]) == (200, ON_PAPER, "no-store")
    assert client.get("/tests/waits/").status_code == 200

    at = clock(2 * STEP)
    other = Client()
    assert log_in(other, user, "/tests/waits/").url == "/login/code/"
    assert other.get("/tests/waits/").url == "/login/?next=/tests/waits/"
    assert other.post("/login/code/", {"code": "000000"}).status_code == 422
    assert other.post("/login/code/", {"code": code_at(user, at)}).url == "/tests/waits/"
    assert other.get("/tests/waits/").status_code == 200

    third = Client()
    log_in(third, user)
    assert third.post("/login/code/", {"code": codes[0]}).url == "/"
    fourth = Client()
    log_in(fourth, user)
    assert fourth.post("/login/code/", {"code": codes[0]}).status_code == 422


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("way", ["/tests/day/", "/tests/patients/new/", "/", "/password/"])
def test_no_page_opens_by_password_alone(cast: Cast, enter: Callable[[str], Client], way: str) -> None:
    """Whoever has none is led to set one up, from every page, by reading and by writing."""
    client = enter("desk")
    assert client.get(way).url.startswith("/factor/?next=")
    assert client.post(way).url.startswith("/factor/?next=")


def test_password_of_before_is_no_way_round(cast: Cast, clock: Callable[[timedelta], datetime]) -> None:
    """Half in is not in; it lasts ten minutes, and ends with the password that it was given for."""
    user = cast.desk.user
    set_up(user, clock(timedelta(0)))
    late = Client()
    log_in(late, user)
    at = clock(timedelta(minutes=11))
    assert late.post("/login/code/", {"code": code_at(user, at)}).url == "/login/"
    overtaken = Client()
    log_in(overtaken, user)
    user.refresh_from_db()
    user.set_password("another-needle-free-phrase")
    user.save()
    assert overtaken.post("/login/code/", {"code": code_at(user, at)}).url == "/login/"
    assert Client().get("/login/code/").url == "/login/"


def test_session_has_another_name_after_each_step(cast: Cast, clock: Callable[[timedelta], datetime]) -> None:
    """Whoever planted a session in the browser is not in it any more."""
    user = cast.desk.user
    set_up(user, clock(timedelta(0)))
    client, keys = Client(), []
    log_in(client, user)
    keys.append(client.session.session_key)
    client.post("/login/code/", {"code": code_at(user, clock(2 * STEP))})
    keys.append(client.session.session_key)
    proof = {"password": PASSWORD, "code": code_at(user, clock(4 * STEP))}
    assert client.post("/prove/", proof).status_code == 302
    keys.append(client.session.session_key)
    assert client.get("/tests/day/").status_code == 200
    client.cookies[settings.SESSION_COOKIE_NAME] = keys[1]
    assert client.get("/tests/day/").status_code == 302
    client.cookies[settings.SESSION_COOKIE_NAME] = keys[2]
    client.post("/logout/")
    assert (len(set(keys)), client.session.get("_auth_user_id")) == (3, None)


def test_set_up_ends_every_other_session(cast: Cast, clock: Callable[[timedelta], datetime]) -> None:
    """Somebody who was in by a stolen password is out."""
    user, at = cast.desk.user, clock(timedelta(0))
    thief, owner = Client(), Client()
    log_in(thief, user)
    log_in(owner, user)
    owner.get("/factor/")
    owner.post("/factor/", {"code": code_at(user, at)})
    assert (owner.get("/tests/day/").status_code, thief.get("/tests/day/").status_code) == (200, 302)


def test_taking_it_away_wants_proof_and_ends_the_others(cast: Cast, clock: Callable[[timedelta], datetime]) -> None:
    """A telephone left open on the desk does not give it away: after ten minutes the page asks who one is."""
    user = cast.desk.user
    codes = set_up(user, clock(timedelta(0)))
    client = Client()
    log_in(client, user)
    client.post("/login/code/", {"code": codes[0]})
    assert client.get("/factor/").status_code == 200
    clock(timedelta(minutes=31))
    asked = client.post("/factor/remove/", headers={"referer": "http://testserver/factor/"})
    assert (asked.url, has_factor(user)) == ("/prove/?next=%2Ffactor%2F", True)
    only_password = client.post("/prove/", {"password": PASSWORD, "next": "/factor/"})
    assert only_password.status_code == 422
    wrong = client.post("/prove/", {"password": PASSWORD, "code": "000000", "next": "/factor/"})
    assert wrong.status_code == 422
    assert client.post("/prove/", {"password": PASSWORD, "code": codes[1], "next": "/factor/"}).url == "/factor/"
    assert client.post("/factor/remove/").url == "/factor/"
    assert (has_factor(user), client.get("/tests/day/").status_code) == (False, 200)


def test_removed_by_service_is_noted(cast: Cast) -> None:
    """The log of the clinic reads set up, and taken away."""
    set_up(cast.desk.user)
    remove_factor(user=cast.desk.user, at=NOW)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "member.factor_set", "member.factor_removed",
    ]  # fmt: skip


def test_what_could_do_harm_asks_once_more(
    cast: Cast, enter: Callable[[str], Client], clock: Callable[[timedelta], datetime]
) -> None:
    """Eleven minutes after the log-in the staff's page asks who one is; what was sent late is not saved."""
    client = enter("doctor")
    path = f"/tests/staff/{cast.nurse.pk}/"
    assert client.get(path).status_code == 200
    clock(timedelta(minutes=11))
    assert client.get(path).url == f"/prove/?next=%2Ftests%2Fstaff%2F{cast.nurse.pk}%2F"
    clock(timedelta(minutes=20))
    late = client.post(f"{path}end/", headers={"referer": f"http://testserver{path}"})
    assert late.url == f"/prove/?next=%2Ftests%2Fstaff%2F{cast.nurse.pk}%2F"
    assert "Nothing was saved yet." in client.get(late.url).content.decode()
    cast.nurse.refresh_from_db()
    assert cast.nurse.is_active
    foreign = client.post(f"{path}end/", headers={"referer": "https://evil.example/x"})
    assert foreign.url == "/prove/?next=%2F"
    assert client.post("/prove/", {"password": "wrong", "next": path}).status_code == 422
    assert client.post("/prove/", {"password": PASSWORD, "next": path}).url == path
    assert client.get(path).status_code == 200
    assert client.get("/tests/day/").status_code == 200


def test_reset_on_the_page_of_a_member(cast: Cast, enter: Callable[[str], Client]) -> None:
    """The button is there only where there is something to take away."""
    client, path = enter("doctor"), f"/tests/staff/{cast.desk.pk}/"
    assert b"Take the second factor away" not in client.get(path).content
    set_up(cast.desk.user)
    assert b"Take the second factor away" in client.get(path).content
    assert client.post(f"{path}factor/").url == path
    assert has_factor(cast.desk.user) is False
