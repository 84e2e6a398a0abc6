"""The check: what speaks against the cream and the cartridge is said at once, where one looks."""

import re

import pytest
from django.test import Client

from percutis.web.records.models import CartridgeUse, Session
from percutis.web.records.services.visits import set_visit_state
from tests.web.cast import Cast
from tests.web.treat.stage import minutes, opened
from tests.web.treat.test_pages import Enter, form_of

MUCH = {"agent": "lidocaine_prilocaine_2_5", "grams": "75", "area_cm2": "300", "occluded": "no", "reapplied": "no"}
FITTING = {**MUCH, "grams": "8", "area_cm2": "90"}


@pytest.fixture(autouse=True)
def _at_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at the visit."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(15))


def check_of(browser: Client, session: Session) -> str:
    """The screen of the check."""
    return browser.get(f"/tests/sessions/{session.pk}/step/check/").content.decode()


def errors(page: str) -> list[tuple[str, str]]:
    """Every error of the page, by the field that it stands at."""
    return re.findall(r'id="id_(\w+)-error"><p class="error"><svg.*?</svg><span>([^<]*)</span>', page)


def typed(page: str, name: str) -> str:
    """What stands in a field of the page."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    value = re.search(r'value="([^"]*)"', field)
    return value[1] if value else ""


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        (
            {"scan": "NOSUCH 0001", "seal": "yes"},
            "scan",
            "No cartridge 0001 of lot NOSUCH is in stock. Receive it first.",
        ),
        ({"scan": "TESTLOT-0001", "seal": ""}, "seal", "Look at the seal, and say whether it is whole."),
        (
            {"scan": "TESTLOT-0001", "seal": "no"},
            "scan",
            "A cartridge whose seal is not whole is not used. Discard it and open another.",
        ),
        ({"scan": "", "seal": "yes"}, "scan", "Scan a cartridge or choose one."),
    ],
)
def test_refused_cartridge_is_explained_at_its_field(
    cast: Cast, enter: Enter, sent: dict[str, str], field: str, said: str
) -> None:
    """Nothing that was scanned is lost, what was saved stands, and the next save is not taken for a stranger's."""
    session, browser = opened(cast), enter("doctor")
    address = f"/tests/sessions/{session.pk}/check/"
    answer = browser.post(address, form_of(session, do="cartridge", **sent))
    page = answer.content.decode()
    assert (answer.status_code, CartridgeUse.objects.count()) == (409, 0)
    assert errors(page) == [(field, said)]
    assert typed(page, "scan") == sent["scan"]
    session.refresh_from_db()
    assert typed(page, "version") == str(session.version)
    assert browser.post(address, form_of(session, do="save")).status_code == 302


def test_too_much_cream_is_said_before_it_has_lain_its_hour(cast: Cast, enter: Enter) -> None:
    """The gate's own sentences stand at the clock; how long it has lain is left to the clock."""
    session, browser = opened(cast), enter("doctor")
    browser.post(f"/tests/sessions/{session.pk}/check/", form_of(session, **MUCH))
    page = check_of(browser, session)
    assert "The gate will stop on this cream." in page
    assert re.findall(r'id="reason-(anaesthetic_\w+)"', page) == ["anaesthetic_too_thick", "anaesthetic_too_many_grams"]


def test_cream_within_its_limits_is_not_spoken_against(cast: Cast, enter: Enter) -> None:
    """Its clock runs, and no sentence stands beside it."""
    session, browser = opened(cast), enter("doctor")
    browser.post(f"/tests/sessions/{session.pk}/check/", form_of(session, do="start_clock", **FITTING))
    assert 'id="cream"' not in check_of(browser, session)


def test_no_cream_is_not_spoken_of(cast: Cast, enter: Enter) -> None:
    """Nothing is asked of a cream that nobody put on."""
    session, browser = opened(cast), enter("doctor")
    browser.post(f"/tests/sessions/{session.pk}/check/", form_of(session))
    assert 'id="cream"' not in check_of(browser, session)


def test_visit_in_the_room_offers_its_session_first(cast: Cast, enter: Enter) -> None:
    """To call the visit done is not what comes next while nobody has opened its session."""
    visit = opened(cast).appointment
    set_visit_state(visit=visit, state="arrived", by=cast.as_("doctor"), at=minutes(1))
    set_visit_state(visit=visit, state="in_room", by=cast.as_("doctor"), at=minutes(2))
    page = enter("doctor").get(f"/tests/visits/{visit.pk}/").content.decode()
    buttons = re.findall(
        r'<button type="submit" class="button button-(\w+)"[^>]*>(?:<svg.*?</svg>)?(Open the session|Done)\s*<', page
    )
    assert buttons == [("primary", "Open the session"), ("plain", "Done")]


def test_cartridges_to_choose_from_say_their_last_day_in_words(cast: Cast, enter: Enter) -> None:
    """Lot, number and the day, in which nobody can take a month for a day."""
    page = check_of(enter("doctor"), opened(cast))
    assert re.search(r"TESTLOT 0001, use by \d{1,2} [A-Z][a-z]+ \d{4}</option>", page)
