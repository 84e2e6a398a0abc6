"""Passwords: any signs, long enough, not everybody's; hidden while they are typed, and kept as Argon2 only."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from percutis.web import settings as earnest
from percutis.web.accounts.forms import LONGEST
from percutis.web.accounts.models import User
from tests.web.cast import PASSWORD, Cast

LONG = ("کھلا راستہ und 7 Äpfel, 'quoted' <b>; " * 4)[:LONGEST]


def changed(cast: Cast, password: str) -> Client:
    """The nurse's browser, after asking for that password."""
    browser = Client()
    browser.force_login(cast.nurse.user)
    given = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    browser.status = browser.post("/password/", given).status_code  # type: ignore[attr-defined]
    return browser


@pytest.mark.parametrize("password", ["            x  Y    ", "a b c d e f", LONG, "e" * 30 + "!" * 98])
def test_any_signs_may_be_a_password(cast: Cast, password: str) -> None:
    """Blanks, another script, marks, no capital and no digit, up to 128 signs: kept as it was typed, and lets in."""
    browser = changed(cast, password)
    user = User.objects.get(pk=cast.nurse.user_id)
    assert (browser.status, user.check_password(password)) == (302, True)  # type: ignore[attr-defined]
    assert [user.check_password(one) for one in (password[:-1], password.upper(), password.strip() + " ")] == [
        False
    ] * 3


@pytest.mark.parametrize("password", ["password123", "1qaz2wsx3edc", "nurse@tests", "short"])
def test_password_that_many_have_is_refused(cast: Cast, password: str) -> None:
    """One of those that everybody tries first, one's own log-in, or one that is too short."""
    browser = changed(cast, password)
    user = User.objects.get(pk=cast.nurse.user_id)
    assert (browser.status, user.check_password(PASSWORD)) == (422, True)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "password", ["Percutis2026!", "islamabad-123", "CLINICtests1", "patientdoctor", "Dermapen.2026"]
)
def test_password_that_is_a_word_of_this_place_is_refused(cast: Cast, password: str) -> None:
    """The program, the clinic, its place, its trade, and a year behind it: what somebody tries who knows where."""
    assert changed(cast, password).status == 422  # type: ignore[attr-defined]
    assert changed(cast, f"{password} or wholly another").status == 302  # type: ignore[attr-defined]


def test_field_hides_and_takes_what_a_keeper_of_passwords_writes(cast: Cast) -> None:
    """The kind of the field hides it; nothing keeps a browser from filling it in or pasting."""
    browser = Client()
    browser.force_login(cast.nurse.user)
    for address, client, kinds in (
        ("/login/", Client(), ["current-password"]),
        ("/password/", browser, ["current-password", "new-password", "new-password"]),
    ):
        page = client.get(address).content.decode()
        fields = [
            tag for tag in re.findall(r"<input[^>]*>", page) if 'type="password"' in tag or 'name="password"' in tag
        ]
        assert [re.search(r'autocomplete="([\w-]+)"', tag)[1] for tag in fields] == kinds  # type: ignore[index]
        assert all('type="password"' in tag and "onpaste" not in tag for tag in fields)


def test_password_is_kept_as_argon2() -> None:
    """In earnest; these tests use a quicker one."""
    assert earnest.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    kept = Argon2PasswordHasher().encode("a test phrase", "salt of this test")
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"old_password": "wrong", "new_password1": "short", "new_password2": "shirt"},
        {"old_password": PASSWORD, "new_password1": "password", "new_password2": "password"},
        {"old_password": PASSWORD, "new_password1": "nurse@tests", "new_password2": "nurse@tests"},
    ],
)
def test_page_for_a_new_password_is_in_one_language(cast: Cast, given: dict[str, str]) -> None:
    """Every label, rule and refusal is Urdu where the page is."""
    browser = Client()
    browser.force_login(cast.nurse.user)
    browser.cookies["language"] = "ur"
    page = (browser.post("/password/", given) if given else browser.get("/password/")).content.decode()
    form = re.sub(r"<[^>]+>", " ", page.split('<form method="post">')[1].split("</form>")[0])
    assert re.findall(r"[A-Za-z]{2,}", form) == []
    assert "لفظ اجازت" not in form
