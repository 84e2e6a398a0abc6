"""From the consultation to the signed plan: what a doctor sees while answering, and what a doctor alone may choose."""

from collections.abc import Callable

import pytest
from django.conf import settings

from percutis.web.records.models import Consent, Course, Override, Patient
from percutis.web.records.services.plans import draft_plan, sign_plan
from tests.journeys.walker import Walker
from tests.web.cast import NOW, PASSWORD, Cast, everything_answered, make_intake
from tests.web.consult.days import ENDED, ISOTRETINOIN, UNTIL

WAIT = f"Treat from {UNTIL.day} {UNTIL:%B %Y}."
SECTIONS = ("concerns", "skin", "health", "medicines", "allergies", "treatments", "habits", "wishes")


def of(patient: Patient, page: str) -> str:
    """The address of one of the patient's pages."""
    return f"/tests/patients/{patient.key}/{page}"


def said_of(*findings: dict[str, str]) -> dict[str, object]:
    """Everything answered, and these."""
    said = everything_answered()
    codes = {one["finding"] for one in findings}
    rest = [one for one in said["findings"] if one["finding"] not in codes]  # type: ignore[attr-defined]
    return {**said, "findings": [*rest, *findings]}


def test_verdict_follows_the_answers(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a patient of whom everything is known, when the doctor says when isotretinoin ended, then the
    panel says at once until when to wait, and saving and going on at once loses nothing.
    """
    make_intake(cast.patient)
    doctor = walk("doctor")
    doctor.go(of(cast.patient, "consultation/medicines/"))
    page = doctor.page
    page.locator("[name='isotretinoin.status'][value=past]").check()
    page.get_by_label("When last").first.fill(ENDED.isoformat())
    page.locator("#verdict").get_by_text(WAIT).wait_for()
    doctor.press("Save and go on")
    assert doctor.heading.endswith("Allergies")
    assert ISOTRETINOIN in cast.patient.drafts.get().said["findings"]


def test_lost_log_in_is_told_and_loses_nothing(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a screen of questions, when the log-in is lost while answering, then it is told, and after logging in
    again the answers that stand there can be saved.
    """
    doctor = walk("doctor")
    page = doctor.page
    doctor.go(of(cast.patient, "consultation/allergies/"))
    kept = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("[name='nickel_allergy.status'][value=active]").check()
    page.get_by_text("The last answer is not saved yet.").wait_for()
    page.context.add_cookies(kept)
    doctor.press("Save and go on")
    assert cast.patient.drafts.get().said["findings"] == [{"finding": "nickel_allergy", "status": "active"}]


def test_every_screen_has_no_barrier(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a patient who answered nothing, when the doctor goes through the sections, then each is without a
    barrier, and the summing up names what is still to be asked.
    """
    doctor = walk("doctor")
    doctor.go(of(cast.patient, "consultation/"))
    for section in SECTIONS:
        doctor.press("Save and go on" if section != "skin" else "Go on")
        assert f"/{section}/" in doctor.page.url
    doctor.press("Save and go on")
    assert doctor.page.locator("#verdict .reasons").locator("a").count() > 50


def test_deferral_is_overridden_on_the_record_and_planned(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a deferral, when the doctor chooses otherwise with a reason and the password, makes the plan and
    signs it, then the course is open, and the choice stands with its reason.
    """
    make_intake(cast.patient, said_of(ISOTRETINOIN))
    doctor = walk("doctor")
    doctor.go(of(cast.patient, "consultation/finish/"))
    assert doctor.reads(WAIT)
    doctor.press("Choose otherwise, on the record")
    doctor.choose("Reason", "A specialist's letter")
    doctor.write("In a few words", "The letter of the made-up specialist was seen.")
    doctor.write("Your password", PASSWORD)
    doctor.press("Record my choice")
    assert doctor.reads("Choices that stand")
    doctor.press("Make the plan")
    doctor.press("Work out the plan")
    doctor.write("Your password", PASSWORD)
    doctor.press("Sign the plan")
    assert (Course.objects.get().patient, Override.objects.get().note) == (
        cast.patient,
        "The letter of the made-up specialist was seen.",
    )


def test_tap_on_a_zone_shows_what_sets_its_depth(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a plan, when a zone of the face is tapped, then the bars of that zone stand beside it, in place."""
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    nurse = walk("nurse")
    nurse.go(of(cast.patient, f"plan/{plan.pk}/"))
    nurse.page.locator("#hero svg a[href*='zone=cheek_right']").first.click()
    nurse.page.locator("#zone-title", has_text="Right cheek").wait_for()
    nurse.look()
    assert "zone=cheek_right" in nurse.page.url


def test_without_scripts_everything_can_be_said_and_seen(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given no scripts, when an answer is saved, then the verdict is there with the page; a zone is a link."""
    make_intake(cast.patient)
    doctor = walk("doctor", scripts=False)
    page, base = doctor.page, doctor.base
    page.goto(base + of(cast.patient, "consultation/medicines/"))
    page.locator("[name='isotretinoin.status'][value=active]").check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.locator("#verdict .verdict strong").inner_text() == "Do not treat"
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    page.goto(base + of(cast.patient, f"plan/{plan.pk}/"))
    page.get_by_role("link", name="Right cheek", exact=True).last.click()
    assert page.locator("#zone-title").inner_text().startswith("Right cheek")


@pytest.mark.parametrize("who", ["lapsed", "desk"])
def test_nobody_without_a_licence_is_given_a_setting(walk: Callable[..., Walker], cast: Cast, who: str) -> None:
    """Given a plan for an operator whose licence has run out, then no page of it holds a depth, and it says why; the
    front desk sees dates alone.
    """
    operator = cast.lapsed if who == "lapsed" else cast.doctor
    plan = draft_plan(intake=make_intake(cast.patient), operator=operator, by=cast.as_("doctor"), at=NOW)
    reader = walk("doctor" if who == "lapsed" else "desk")
    reader.go(of(cast.patient, f"plan/{plan.pk}/"))
    assert reader.page.locator(".zone-value, .dial, .bounds, .settings").count() == 0
    assert reader.reads("No settings" if who == "lapsed" else "Dates of the plan")


def test_plan_and_consent_on_a_small_screen_in_urdu(walk: Callable[..., Walker], cast: Cast) -> None:
    """Given a signed plan, when it is opened at 360 pixels in Urdu and the patient signs, then the text that was read
    is kept in Urdu, and no page has a barrier.
    """
    Patient.objects.filter(pk=cast.patient.pk).update(language="ur")
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    sign_plan(plan=plan, by=cast.as_("doctor"), at=NOW)
    nurse = walk("nurse", language="ur", width=360)
    nurse.go(of(cast.patient, f"plan/{plan.pk}/"))
    nurse.go(of(cast.patient, "consent/procedure/"))
    nurse.page.locator("[name=signed_name]").fill("آزمائشی مریض")
    nurse.page.locator("button[name=state][value=signed]").click()
    nurse.page.wait_for_url(f"**{of(cast.patient, 'consents/*/')}")
    assert (Consent.objects.get().state, Consent.objects.get().language) == ("signed", "ur")
