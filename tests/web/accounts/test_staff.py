"""Staff: nobody gives themselves more, a clinic keeps an administrator, and a licence is needed to treat."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent, Membership, Room, User
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.accounts.selectors.staff import licence_state
from percutis.web.accounts.services.logging_in import check_password
from percutis.web.accounts.services.passwords import change_password
from percutis.web.accounts.services.staff import (
    add_member,
    add_room,
    change_member,
    change_room,
    end_membership,
    renew_password,
)
from tests.web.cast import NOW, PASSWORD, TODAY, Cast

PLACE = {"role": "nurse", "licence_number": "TEST-9", "licence_expires": date(2028, 1, 1)}


def test_add_member_gives_a_password_once(cast: Cast) -> None:
    """The password works, and is neither in the database nor in the log."""
    by = cast.as_("doctor")
    joined = add_member(username="New@Tests ", name="Test New", by=by, at=NOW, **PLACE)
    user = User.objects.get(username="new@tests")
    assert joined.password is not None
    assert user.check_password(joined.password)
    assert (joined.membership.role, joined.membership.clinic, user.password != joined.password) == (
        "nurse", cast.clinic, True,
    )  # fmt: skip
    log = AuditEvent.objects.get()
    assert (log.action, joined.password in str(log.details)) == ("member.added", False)


@pytest.mark.parametrize("name", ["ＤＯＣＴＯＲ＠tests", "doctor@test\u017f", "\u2002Doctor@Tests"])
def test_name_written_in_another_way_is_the_same_name(cast: Cast, enter: Callable[[str], Client], name: str) -> None:
    """Wide letters, a long s, a capital: taken already, which the page says; and it lets the doctor in."""
    page = enter("doctor").post("/tests/staff/new/", {"username": name, "name": "Test Double", "role": "front_desk"})
    assert (page.status_code, User.objects.filter(name="Test Double").count()) == (422, 0)
    assert Client().post("/login/", {"username": name, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("name", ["doctor\u200b@tests", "\u202edoctor@tests", "doctor\n@tests", "doctor\xad@tests"])
def test_name_with_a_sign_that_nobody_sees_is_refused(cast: Cast, name: str) -> None:
    """It would look like the doctor's in every list and in the log."""
    with pytest.raises(InputError) as refused:
        add_member(username=name, name="Test Double", role="nurse", by=cast.as_("doctor"), at=NOW)
    assert [problem.place for problem in refused.value.problems] == ["username"]


def test_given_password_opens_nothing_but_the_choice_of_another(cast: Cast, enter: Callable[[str], Client]) -> None:
    """Whoever gave it knows it: every page leads to where one chooses one's own, which may not be the same."""
    given = renew_password(membership=cast.desk, by=cast.as_("doctor"), at=timezone.now())
    client, own = Client(), "tall-test-lamp-77"
    assert client.post("/login/", {"username": "desk@tests", "password": given}).status_code == 302
    pages = ("/tests/day/", "/", "/log-ins/", "/tests/patients/")
    assert {(answer.status_code, answer.url) for answer in map(client.get, pages)} == {(302, "/password/")}
    assert client.post("/tests/patients/new/", {}).url == "/password/"
    assert "Somebody else gave you your password" in client.get("/password/").content.decode()
    for chosen, status in ((given, 422), (own, 302)):
        sent = {"old_password": given, "new_password1": chosen, "new_password2": chosen}
        assert client.post("/password/", sent).status_code == status
    assert client.get("/tests/day/").status_code == 200
    assert enter("doctor").get("/tests/day/").status_code == 200


def test_given_password_ends_after_seven_days(cast: Cast) -> None:
    """A note that was found in a drawer lets nobody in; one's own password goes on."""
    joined = add_member(username="new@tests", name="Test New", by=cast.as_("doctor"), at=NOW, **PLACE)
    right = {"username": "new@tests", "password": joined.password or "", "address": "192.0.2.1"}
    assert check_password(**right, at=NOW + timedelta(days=7)) == joined.membership.user
    with pytest.raises(RefusedError, match="too long ago"):
        check_password(**right, at=NOW + timedelta(days=7, seconds=1))
    assert AuditEvent.objects.filter(action="member.refused").count() == 1
    change_password(user=joined.membership.user, password="tall-test-lamp-77", at=NOW)  # noqa: S106
    right["password"] = "tall-test-lamp-77"  # noqa: S105
    assert check_password(**right, at=NOW + timedelta(days=400)) == joined.membership.user


def test_add_member_without_a_licence_may_not_treat(cast: Cast) -> None:
    """A clinical role without a licence on record sees charts and treats nobody."""
    joined = add_member(username="new@tests", name="Test New", role="nurse", by=cast.as_("doctor"), at=NOW)
    rights = joined.membership.rights_on(TODAY)
    assert (Right.SEE_CHART in rights, Right.TREAT in rights) == (True, False)
    assert licence_state(joined.membership, TODAY) == "missing"


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"username": "doctor@tests", "name": ""}, ["username", "name"]),
        ({"role": "surgeon"}, ["role"]),
        ({"is_medical_director": True}, ["is_medical_director"]),
        ({"licence_expires": None}, ["licence_expires"]),
    ],
)
def test_add_member_names_everything_that_cannot_be(cast: Cast, given: dict[str, object], places: list[str]) -> None:
    """All problems at once, and nothing is saved."""
    before = User.objects.count()
    with pytest.raises(InputError) as refused:
        add_member(**{"username": "new@tests", "name": "Test New", **PLACE, **given}, by=cast.as_("doctor"), at=NOW)
    assert [problem.place for problem in refused.value.problems] == places
    assert (User.objects.count(), AuditEvent.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", ["aesthetician", "nurse", "desk", "lapsed"])
def test_add_member_by_anybody_without_the_right_is_refused(cast: Cast, name: str) -> None:
    """The staff is changed by administrators and the medical director."""
    with pytest.raises(RefusedError):
        add_member(username="new@tests", name="Test New", by=cast.as_(name), at=NOW, **PLACE)


def test_add_member_who_has_a_login_keeps_the_password(cast: Cast) -> None:
    """A doctor of two clinics has one log-in; somebody who left can come back."""
    joined = add_member(username="stranger@another", name="", has_login=True, by=cast.as_("doctor"), at=NOW, **PLACE)
    assert (joined.membership.user, joined.password) == (cast.stranger.user, None)
    end_membership(membership=joined.membership, by=cast.as_("doctor"), at=NOW)
    again = add_member(username="stranger@another", name="", has_login=True, by=cast.as_("doctor"), at=NOW, **PLACE)
    assert (again.membership.pk, again.membership.is_active) == (joined.membership.pk, True)


def test_change_member_keeps_what_stood_before_in_the_log(cast: Cast) -> None:
    """A renewed licence is a change of the row, and the log says from what to what."""
    change_member(membership=cast.nurse, version=1, licence_expires=date(2031, 1, 1), by=cast.as_("doctor"), at=NOW)
    assert AuditEvent.objects.get().details == {
        "before": {"licence_expires": "2030-01-01"}, "after": {"licence_expires": "2031-01-01"},
    }  # fmt: skip


def test_change_member_gives_nobody_more_than_they_have(cast: Cast) -> None:
    """An administrator at the front desk cannot make a doctor of themselves, nor revive their own licence."""
    Membership.objects.filter(pk__in=(cast.desk.pk, cast.lapsed.pk)).update(is_administrator=True)
    for row, place in ((cast.desk, PLACE), (cast.lapsed, {"licence_expires": date(2031, 1, 1)})):
        row.refresh_from_db()
        by = cast.as_("desk" if row == cast.desk else "lapsed")
        with pytest.raises(RefusedError):
            change_member(membership=row, version=1, by=by, at=NOW, **place)
    assert AuditEvent.objects.count() == 0
    change_member(membership=cast.lapsed, version=1, licence_expires=date(2031, 1, 1), by=cast.as_("desk"), at=NOW)


@pytest.mark.parametrize("change", [{"is_administrator": False, "version": 1}, None])
def test_change_of_the_last_administrator_is_refused(cast: Cast, change: dict[str, int] | None) -> None:
    """Somebody can always change the staff."""
    Membership.objects.filter(pk=cast.nurse.pk).update(role="physician", is_medical_director=True)
    cast.nurse.refresh_from_db()
    by = cast.as_("nurse")
    written = change_member if change else end_membership
    with pytest.raises(RefusedError, match="at least one administrator"):
        written(membership=cast.doctor, by=by, at=NOW, **(change or {}))
    assert Membership.objects.filter(clinic=cast.clinic, is_administrator=True, is_active=True).count() == 1


def test_end_membership_closes_the_door(cast: Cast, enter) -> None:  # type: ignore[no-untyped-def]
    """Who has left finds nothing of the clinic; nobody ends themselves."""
    client = enter("nurse")
    end_membership(membership=cast.nurse, by=cast.as_("doctor"), at=NOW)
    assert client.get("/tests/inbox/").status_code == 404
    with pytest.raises(RefusedError):
        end_membership(membership=cast.doctor, by=cast.as_("doctor"), at=NOW)


def test_renew_password_of_somebody_of_two_clinics_is_refused(cast: Cast) -> None:
    """One clinic's administrator never gets into another clinic."""
    password = renew_password(membership=cast.nurse, by=cast.as_("doctor"), at=NOW)
    assert User.objects.get(pk=cast.nurse.user_id).check_password(password)
    both = Membership.objects.create(clinic=cast.clinic, user=cast.stranger.user, role="front_desk")
    with pytest.raises(RefusedError):
        renew_password(membership=both, by=cast.as_("doctor"), at=NOW)


def test_somebody_of_two_clinics_is_not_renamed_by_one(cast: Cast, enter: Callable[[str], Client]) -> None:
    """Whoever knows the log-in name of another clinic's doctor can add them; what they signed there keeps its name."""
    here = {"role": "dermatologist", "licence_number": "T", "licence_expires": date(2031, 1, 1)}
    joined = add_member(username="doctor@tests", name="", has_login=True, by=cast.as_("stranger"), at=NOW, **here)
    for names in ({"name": "Test Liar"}, {"name_ur": "جھوٹا"}):
        with pytest.raises(RefusedError, match="keeps the name"):
            change_member(membership=joined.membership, version=1, by=cast.as_("stranger"), at=NOW, **names)
    path = f"/another/staff/{joined.membership.pk}/"
    sent = {"version": "1", "name": "Test Liar", "role": "nurse"}
    assert enter("stranger").post(path, sent).status_code == 422
    kept = {"version": "1", "name": "Test Doctor", "role": "nurse"}
    assert enter("stranger").post(path, kept).status_code == 302
    assert User.objects.get(pk=cast.doctor.user_id).name == "Test Doctor"


def test_member_of_another_clinic_is_out_of_reach(cast: Cast) -> None:
    """Neither changed nor ended from here."""
    for change in (partial(change_member, version=1), end_membership, renew_password):
        with pytest.raises(RefusedError):
            change(membership=cast.stranger, by=cast.as_("doctor"), at=NOW)


def test_change_member_with_a_failing_log_saves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the staff that nobody can read of is none."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(AuditEvent, "save", fail)
    with pytest.raises(OSError, match="full"):
        end_membership(membership=cast.nurse, by=cast.as_("doctor"), at=NOW)
    cast.nurse.refresh_from_db()
    assert cast.nurse.is_active


def test_rooms_are_named_once(cast: Cast) -> None:
    """Two rooms of one name could not be told apart on the diary."""
    room = add_room(name=" Room  2 ", by=cast.as_("doctor"), at=NOW)
    with pytest.raises(InputError):
        add_room(name="room 2", by=cast.as_("doctor"), at=NOW)
    change_room(room=room, version=1, name="Room 2", is_used=False, by=cast.as_("doctor"), at=NOW)
    assert list(Room.objects.filter(clinic=cast.clinic).values_list("name", "is_used")) == [
        ("Room 1", True), ("Room 2", False),
    ]  # fmt: skip


def test_second_of_two_editors_is_told(cast: Cast, enter: Callable[[str], Client]) -> None:
    """Both opened the page of a member, and of a room; the first saved, and nothing of it is overwritten."""
    path, client = f"/tests/staff/{cast.nurse.pk}/", enter("doctor")
    page = client.get(path).content.decode()
    assert '<input type="hidden" name="version" value="1"' in page
    sent = {
        "version": "1",
        "name": "Test Nurse",
        "role": "nurse",
        "licence_number": "NEW-1",
        "licence_expires": "2031-01-01",
    }
    assert client.post(path, sent).status_code == 302
    late = client.post(path, {**sent, "licence_number": "LATE"})
    assert late.status_code == 422
    assert "Somebody else has changed this since you opened the form." in late.content.decode()
    cast.nurse.refresh_from_db()
    assert (cast.nurse.licence_number, cast.nurse.version) == ("NEW-1", 2)

    path = f"/tests/rooms/{cast.room.pk}/"
    assert client.post(path, {"version": "1", "name": "Room A", "is_used": "on"}).status_code == 302
    assert client.post(path, {"version": "1", "name": "Room B", "is_used": "on"}).status_code == 422
    cast.room.refresh_from_db()
    assert (cast.room.name, cast.room.version) == ("Room A", 2)


def test_own_password_is_changed_and_stands_in_the_log(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    """The old one no longer works, one stays logged in, and a weak one is refused."""
    client.force_login(cast.nurse.user)
    weak = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    assert client.post("/password/", weak).status_code == 422
    given = {"old_password": PASSWORD, "new_password1": "tall-test-lamp-77", "new_password2": "tall-test-lamp-77"}
    assert client.post("/password/", given).status_code == 302
    assert client.get("/password/").status_code == 200
    assert User.objects.get(pk=cast.nurse.user_id).check_password("tall-test-lamp-77")
    assert AuditEvent.objects.get().action == "member.password_changed"
