"""A patient at home: the questions in Urdu on a telephone, and how the skin is, with and without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from percutis.web.patient.entry import COOKIE
from percutis.web.records.models import CheckIn, Intake, Message, Patient
from percutis.web.records.services.links import send_link
from tests.journeys.walker import Walker
from tests.web.cast import Cast
from tests.web.portal.own import enter_as, treated

Walk = Callable[..., Walker]
PHONE = 360
HEIGHTS = "buttons => buttons.map(button => button.offsetHeight)"


def come_in(walker: Walker, patient: Patient) -> None:
    """The patient's own session in this browser, as after a link and a code."""
    client = enter_as(patient)
    cookie = {"name": COOKIE, "value": client.cookies[COOKIE].value, "url": walker.base}
    walker.page.context.add_cookies([cookie])


@pytest.mark.django_db(transaction=True)
def test_urdu_patient_comes_in_and_answers_on_a_telephone(cast: Cast, walk: Walk) -> None:
    """Given a link in Urdu, when she confirms the code and answers every screen, then the clinic has her intake."""
    cast.patient.language, cast.patient.name_ur = "ur", "آزمائشی مریضہ"
    cast.patient.save()
    sent = send_link(patient=cast.patient, by=cast.as_("desk"), at=timezone.now())
    her = walk(language="ur", width=PHONE)
    her.go(sent.path)
    her.page.locator("main button.button-primary").click()
    her.look()
    her.page.locator("#code").fill(str(Message.objects.get(kind="code").about["code"]))
    her.page.locator("main button.button-primary").click()
    her.look()
    assert "آزمائشی مریضہ" in her.heading
    her.page.locator("a.big-link-first").click()
    answer_every_screen(her)
    her.page.locator("form.one-question button.button-primary").click()
    her.look()
    row = Intake.objects.get()
    assert (row.source, row.said["concerns"]) == ("patient", [{"concern": "texture", "zones": ["forehead"]}])


def answer_every_screen(walker: Walker) -> None:
    """Texture on the forehead, cold sores before, and no to everything else; the first of each kind is audited."""
    page, seen = walker.page, set()
    for _ in range(80):
        name = page.url.rstrip("/").rpartition("/")[2]
        kind = name.split("-")[0]
        if kind not in seen:
            seen.add(kind)
            walker.look()
        match kind:
            case "check":
                return
            case "concerns":
                page.check("[value=texture]")
            case "where":
                page.check("[name=zones][value=forehead]")
            case "about":
                page.check("[name=status][value=past]")
            case "skin":
                page.locator("[name=choice][value='3']").click()
            case "first":
                page.locator("[name=any]").click()
            case _:
                if page.locator("[value=herpes_labialis]").count():
                    page.check("[value=herpes_labialis]")
                if page.locator("[name=others]").count():
                    page.check("[name=others][value=never]")
        if kind not in ("skin", "first"):
            page.locator("form.one-question .button-primary").click()
        page.wait_for_load_state()
    raise AssertionError("the questions have no end")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_patient_in_an_emergency_sees_short_buttons(cast: Cast, walk: Walk, language: str) -> None:
    """Given a warning sign on a telephone, when it is ticked and sent, then no button on the way has a third line."""
    treated(cast)
    her = walk(language=language, width=PHONE)
    come_in(her, cast.patient)
    her.go("/me/checkin/")
    on_the_way = her.page.locator(".save-bar .button").evaluate_all(HEIGHTS)
    her.page.locator("[name=choice]").first.check()
    her.page.locator(".save-bar .button-danger").click()
    her.look()
    at_the_end = her.page.locator("main a.button-danger").evaluate_all(HEIGHTS)
    assert (len(on_the_way), len(at_the_end)) == (2, 1)
    assert max(*on_the_way, *at_the_end) < 85


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_patient_says_how_the_skin_is(cast: Cast, walk: Walk, language: str, scripts: bool) -> None:
    """Given a session three days ago, when redness is reported, then calm words and the next question come back."""
    treated(cast)
    her = walk(language=language, width=PHONE, scripts=scripts)
    come_in(her, cast.patient)
    look = her.look if scripts else her.page.wait_for_load_state
    her.page.goto(f"{her.base}/me/")
    look()
    her.page.locator("a[href='/me/checkin/']").first.click()
    look()
    her.page.locator("[name=none]").click()
    look()
    her.page.check("[value=erythema]")
    her.page.locator("form.one-question .button-primary").click()
    look()
    her.page.locator("[name=else][value=no]").click()
    look()
    her.page.locator("[name=fever][value=no]").click()
    look()
    her.page.locator("label.number").nth(1).click()
    her.page.check("[name=trend][value=improving]")
    her.page.locator("form.one-question .button-primary").click()
    look()
    her.page.check("[name=zones][value=cheek_left]")
    her.page.locator("form.one-question .button-primary").click()
    look()
    her.page.locator("form.one-question .button-primary").click()
    look()
    row = CheckIn.objects.get()
    assert row.said["symptoms"] == [
        {"symptom": "erythema", "severity": 2, "zones": ["cheek_left"], "trend": "improving"}
    ]
    assert her.page.locator(".answer-calm").is_visible()
    assert her.page.locator("a[href^='tel:']").first.is_visible()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_patients_pages_hold_no_barrier(cast: Cast, walk: Walk, language: str, width: int) -> None:
    """Given a course that is going on, when every page is opened, then axe finds nothing and nothing runs sideways."""
    treated(cast)
    her = walk(language=language, width=width)
    come_in(her, cast.patient)
    for path in ("", "course/", "recovery/", "sun/", "expect/", "not-at-home/", "intake/", "photographs/",
                 "consent/procedure/", "consent/photographs/"):  # fmt: skip
        her.go(f"/me/{path}")


@pytest.mark.django_db(transaction=True)
def test_emergency_is_answered_at_once_on_a_telephone(cast: Cast, walk: Walk) -> None:
    """Given a session, when something dangerous is ticked, then the next thing in sight is whom to call."""
    treated(cast)
    her = walk(width=PHONE)
    come_in(her, cast.patient)
    her.go("/me/checkin/")
    her.page.check("[value=breathing_difficulty]")
    her.page.locator("form.one-question .button-danger").click()
    her.look()
    assert her.heading == "Get help now"
    assert her.page.locator(".card-urgent a[href^='tel:']").is_visible()


@pytest.mark.django_db(transaction=True)
def test_quiet_hour_closes_the_pages(cast: Cast, walk: Walk) -> None:
    """Given a telephone left lying, when the hour is over, then a page shows nobody's name."""
    her = walk(width=PHONE)
    client = enter_as(cast.patient, at=timezone.now() - timedelta(hours=2))
    her.page.context.add_cookies([{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": her.base}])
    her.page.goto(f"{her.base}/me/")
    assert cast.patient.name not in her.page.content()
