"""The plan, the doctor's choice and the consent as pages: what each role sees, what is signed, what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Consent, Course, Override, Plan
from percutis.web.records.services.courses import close_course
from percutis.web.records.services.plans import draft_plan, sign_plan
from tests.web.cast import NOW, PASSWORD, TODAY, Cast, make_intake
from tests.web.consult.days import ISOTRETINOIN
from tests.web.consult.test_consultations import RECENT, with_finding

RULE = "isotretinoin_within_six_months"
SHOWS_SETTINGS = " mm<"


def address(cast: Cast, name: str, **more: object) -> str:
    """The address of a page of the patient."""
    return reverse(f"clinic:{name}", kwargs={"clinic": "tests", "patient": cast.patient.key, **more})


def drafted(cast: Cast, said: Any = None) -> Plan:
    """A plan for the aesthetician."""
    intake = make_intake(cast.patient, said)
    return draft_plan(intake=intake, operator=cast.aesthetician, by=cast.as_("doctor"), at=NOW)


def signed(cast: Cast) -> Course:
    """A course that is open."""
    return sign_plan(plan=drafted(cast), by=cast.as_("doctor"), at=NOW)


@pytest.mark.parametrize("who", ["doctor", "aesthetician", "nurse"])
def test_plan_shows_settings_to_those_who_treat(cast: Cast, enter: Any, who: str) -> None:
    """Each zone with its depth, its bounds and the way to their sources."""
    response = enter(who).get(address(cast, "plan", plan=drafted(cast).pk))
    view = response.context["view"]
    assert [row.depth for row in view.rows] == ["1 mm", "1 mm"]
    assert SHOWS_SETTINGS in response.content.decode()


def test_plan_shows_dates_alone_to_the_front_desk(cast: Cast, enter: Any) -> None:
    """Neither a depth nor a pass nor a device is in the page, and no bound is in what it was made of."""
    response = enter("desk").get(address(cast, "plan", plan=drafted(cast).pk))
    page = response.content.decode()
    assert (response.status_code, len(response.context["series"].visits)) == (200, 5)
    assert all(word not in page for word in (SHOWS_SETTINGS, "SkinPen", "bound"))
    assert "view" not in response.context


@pytest.mark.parametrize(
    ("name", "more"), [("plan_handout", {"language": "ur"}), ("plan_calendar", {"language": "en"})]
)
def test_sheets_open_for_those_who_see_the_chart(cast: Cast, enter: Any, name: str, more: dict[str, str]) -> None:
    """A PDF and a calendar; the front desk and strangers get neither."""
    url = address(cast, name, plan=drafted(cast).pk, **more)
    assert [enter(who).get(url).status_code for who in ("doctor", "desk", "stranger")] == [200, 403, 404]


def test_plan_of_another_zone_is_shown_when_asked(cast: Cast, enter: Any) -> None:
    """`?zone=` names the zone; one that is not planned shows the first."""
    url = address(cast, "plan", plan=drafted(cast).pk)
    shown = [
        enter("doctor").get(f"{url}?zone={zone}").context["view"].zone.row.zone for zone in ("cheek_right", "chin")
    ]
    assert shown == ["right cheek", "left cheek"]


def test_plan_without_settings_says_why(cast: Cast, enter: Any) -> None:
    """Without a licence in date nobody is given a depth, and there is nothing to sign."""
    row = draft_plan(intake=make_intake(cast.patient), operator=cast.lapsed, by=cast.as_("doctor"), at=NOW)
    response = enter("doctor").get(address(cast, "plan", plan=row.pk))
    assert (response.context["view"].rows, response.context["signing"]) == ((), None)
    assert response.context["view"].withheld.startswith("No settings")


@pytest.mark.parametrize(("who", "may_enter_it"), [("doctor", True), ("nurse", False)])
def test_plan_of_a_lapsed_licence_says_what_to_do(cast: Cast, enter: Any, who: str, may_enter_it: bool) -> None:
    """Whether it lapsed before the plan or since; only who may change the staff is led to the member's page."""
    before = draft_plan(intake=make_intake(cast.patient), operator=cast.lapsed, by=cast.as_("doctor"), at=NOW)
    since = drafted(cast)
    Membership.objects.filter(pk=cast.aesthetician.pk).update(licence_expires=TODAY - timedelta(days=1))
    for row, member in ((before, cast.lapsed), (since, cast.aesthetician)):
        context = enter(who).get(address(cast, "plan", plan=row.pk)).context
        assert context["licence"] == "lapsed"
        assert context["member_url"] == (f"/tests/staff/{member.pk}/" if may_enter_it else "")


def test_plan_of_a_closed_course_says_nothing_of_the_licence(cast: Cast, enter: Any) -> None:
    """Nobody treats by it any more."""
    course = signed(cast)
    Membership.objects.filter(pk=cast.aesthetician.pk).update(licence_expires=TODAY - timedelta(days=1))
    close_course(course=course, because="stopped", by=cast.as_("doctor"), at=NOW)
    assert enter("doctor").get(address(cast, "plan", plan=course.plan.pk)).context["licence"] == ""


def test_plan_of_a_renewed_licence_asks_to_be_made_anew(cast: Cast, enter: Any) -> None:
    """It was made without settings; with the licence in date nothing else is missing."""
    row = draft_plan(intake=make_intake(cast.patient), operator=cast.lapsed, by=cast.as_("doctor"), at=NOW)
    Membership.objects.filter(pk=cast.lapsed.pk).update(licence_expires=TODAY + timedelta(days=300))
    page = enter("doctor").get(address(cast, "plan", plan=row.pk))
    assert page.context["licence"] == "renewed"
    assert "Made anew, the plan gives settings." in page.content.decode()


def test_deferral_moves_the_first_day_and_ends(cast: Cast, enter: Any) -> None:
    """Three months after isotretinoin the plan begins on the day on which the wait is over."""
    view = enter("doctor").get(address(cast, "plan", plan=drafted(cast, with_finding(RECENT)).pk)).context["view"]
    assert view.series.visits[0].window.startswith("20 February")


def test_plan_is_signed_with_the_password(cast: Cast, enter: Any) -> None:
    """A wrong password signs nothing; the right one opens the course."""
    url, client = address(cast, "plan_sign", plan=drafted(cast).pk), enter("doctor")
    assert client.post(url, {"password": "wrong"}).status_code == 422
    assert Course.objects.count() == 0
    assert client.post(url, {"password": PASSWORD}).status_code == 302
    assert Course.objects.get().plan.signed_by == cast.doctor


@pytest.mark.parametrize(("who", "status"), [("aesthetician", 403), ("nurse", 403), ("desk", 403), ("stranger", 404)])
def test_signing_and_choosing_are_the_doctors(cast: Cast, enter: Any, who: str, status: int) -> None:
    """Nobody else opens the page, with a password or without."""
    plan = drafted(cast)
    for url in (address(cast, "plan_sign", plan=plan.pk), address(cast, "override_new", rule=RULE)):
        assert enter(who).post(url, {"password": PASSWORD}).status_code == status
    assert (Course.objects.count(), Override.objects.count()) == (0, 0)


def test_plan_that_no_longer_agrees_shows_what_was_signed(cast: Cast, enter: Any) -> None:
    """The edition changed after the signature: the kept settings stand beside what the core says now."""
    plan = signed(cast).plan
    kept = {**plan.answer, "zones": [{**zone, "depth_mm": 0.75} for zone in plan.answer["zones"]]}
    Plan.objects.filter(pk=plan.pk).update(answer=kept, digest="0" * 64)
    response = enter("nurse").get(address(cast, "plan", plan=plan.pk))
    assert [zone.depth for zone in response.context["kept"].zones] == ["0.75 mm", "0.75 mm"]
    assert "What was signed" in response.content.decode()


def test_choice_of_a_doctor_is_recorded_and_withdrawn(cast: Cast, enter: Any) -> None:
    """With reason, note and password the wait is lifted and stays visible; withdrawn, it is back."""
    make_intake(cast.patient, with_finding([ISOTRETINOIN]))
    client, url = enter("doctor"), address(cast, "override_new", rule=RULE)
    sent = {"reason": "specialist_letter", "note": "Letter of Dr Test seen.", "password": PASSWORD}
    for missing in sent:
        assert client.post(url, {**sent, missing: ""}).status_code == 422
    assert client.post(url, sent).status_code == 302
    finish = client.get(address(cast, "consultation_finish")).context
    assert (finish["verdict"].verdict != "defer", [one.note for one in finish["choices"]]) == (True, [sent["note"]])
    client.post(address(cast, "override_withdraw", override=Override.objects.get().pk))
    assert client.get(address(cast, "consultation_finish")).context["verdict"].verdict == "defer"


def sunscreen(response: Any) -> Any:
    """The wait before sunscreen on the page of a plan."""
    return next(clock for clock in response.context["view"].clocks if clock.rule.startswith("sunscreen_wait"))


def test_wait_before_sunscreen_is_shortened_on_the_record(cast: Cast, enter: Any) -> None:
    """Three days after deep channels; chosen otherwise, a new plan says one day, and by whom."""
    client, sent = enter("doctor"), {"reason": "other", "note": "Cannot stay in.", "password": PASSWORD}
    response = client.get(address(cast, "plan", plan=drafted(cast).pk))
    clock = sunscreen(response)
    assert (clock.hours, clock.instead, clock.chosen_by) == (72, 24, "")
    link = address(cast, "override_new", rule=clock.rule)
    assert f'href="{link}?next=' in response.content.decode()
    assert "<strong>24 hours</strong>" in client.get(link).content.decode()
    assert client.post(link, sent).status_code == 302
    clock = sunscreen(client.get(address(cast, "plan", plan=drafted(cast).pk)))
    assert (clock.hours, clock.instead, clock.chosen_by) == (24, None, cast.doctor.user.name)


def test_wait_before_sunscreen_is_no_choice_of_who_treats(cast: Cast, enter: Any) -> None:
    """An aesthetician reads that a doctor may choose, and has no way there."""
    page = enter("aesthetician").get(address(cast, "plan", plan=drafted(cast).pk)).content.decode()
    assert "A doctor may choose 24 hours instead" in page
    assert "/override/sunscreen_wait" not in page


def test_rule_without_a_choice_has_no_page(cast: Cast, enter: Any) -> None:
    """Pregnancy leaves nobody a choice."""
    assert enter("doctor").get(address(cast, "override_new", rule="pregnancy_now")).status_code == 404


def test_consent_is_signed_in_the_language_it_was_read_in(cast: Cast, enter: Any) -> None:
    """The row holds the text as it stood on the page, the name, and who was there."""
    signed(cast)
    client, url = enter("nurse"), f"{address(cast, 'consent', subject='procedure')}?language=ur"
    text = client.get(url).context["text"]
    sent = {"state": "signed", "signed_name": "آزمائشی مریض", "version": text.version}
    answer = client.post(url, sent)
    row = Consent.objects.get()
    assert answer["Location"] == address(cast, "consent_given", consent=row.pk)  # no chart in the patient's hands
    assert (row.language, row.text, row.signed_name, row.witness) == (
        "ur",
        text.as_kept(),
        sent["signed_name"],
        cast.nurse,
    )
    assert client.get(address(cast, "consent_given", consent=row.pk)).status_code == 200


@pytest.mark.parametrize(
    ("subject", "sent", "field"),
    [
        ("procedure", {"state": "signed", "signed_name": " "}, "signed_name"),
        ("photographs", {"state": "signed", "signed_name": "Test"}, "tier"),
        ("procedure", {"state": "signed", "signed_name": "Test", "version": "old"}, "__all__"),
        ("procedure", {"state": "withdrawn"}, "__all__"),
    ],
)
def test_consent_that_is_not_whole_is_told(cast: Cast, enter: Any, subject: str, sent: Any, field: str) -> None:
    """No name, no use, another text than was read, or nothing to take back: said beside the field, nothing written."""
    signed(cast)
    client, url = enter("doctor"), address(cast, "consent", subject=subject)
    version = client.get(url).context["text"].version
    response = client.post(url, {"version": version, **sent})
    errors = {**response.context["agree"].errors, **response.context["refuse"].errors}
    assert (response.status_code, list(errors)) == (422, [field])
    assert Consent.objects.count() == 0


def test_consent_needs_a_signed_plan(cast: Cast, enter: Any) -> None:
    """Before the plan is signed there is nothing to agree to; photographs may be agreed to at any time."""
    drafted(cast)
    client = enter("doctor")
    assert client.get(address(cast, "consent", subject="procedure")).status_code == 302
    assert client.get(address(cast, "consent", subject="photographs")).status_code == 200


def test_plan_waits_for_a_professional(cast: Cast, enter: Any) -> None:
    """What the patient answered at home is no consultation: the way leads there first, and no plan is made of it."""
    intake = make_intake(cast.patient, source="patient")
    assert enter("doctor").get(address(cast, "plan_new")).url == address(cast, "consultation")
    with pytest.raises(RefusedError):
        draft_plan(intake=intake, operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
