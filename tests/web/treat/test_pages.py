"""The pages of treatment, stock and photographs: who may open them, and a whole session by their forms alone."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from percutis.web.accounts.models import AuditEvent
from percutis.web.records.models import Message, Photo, Session
from percutis.web.records.services.photographs import keep_photograph
from tests.web.cast import PASSWORD, Cast
from tests.web.desk.people import make_course
from tests.web.treat.stage import agree, opened, started, today_facts, treated, upload, visit_today

Enter = Callable[[str], Client]
STEPS = ("check", "photographs", "gate", "treat", "lots", "aftercare", "sign")


@pytest.fixture(autouse=True)
def _at_the_visit(settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at the visit, and photographs lie in a folder of their own."""
    from tests.web.treat.stage import minutes

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(15))


def pages_of(session: Session, photo: Photo) -> dict[str, str]:
    """Every page of the part that is looked at, by name."""
    of = f"/tests/sessions/{session.pk}"
    return {
        **{step: f"{of}/step/{step}/" for step in STEPS},
        "session": f"{of}/",
        "sheet": f"{of}/aftercare/ur/",
        "photographs": f"/tests/patients/{session.patient.key}/photographs/",
        "photograph": f"/tests/photographs/{photo.key}/",
        "stock": "/tests/stock/",
        "device_new": "/tests/stock/devices/new/",
        "cartridges_new": "/tests/stock/cartridges/new/",
        "product_new": "/tests/stock/products/new/",
        "lot": "/tests/stock/lots/TESTLOT/",
    }


def test_pages_open_for_whom_they_are(cast: Cast, enter: Enter) -> None:
    """Who treats sees all; the desk nothing of it; a stranger and nobody not even that it is there."""
    session = treated(cast)
    Session.objects.filter(pk=session.pk).update(ended=session.started)
    photo = keep_photograph(
        patient=cast.patient, view="front", upload=upload(), session=session, by=cast.as_("doctor"), at=session.started
    )
    wanted = {"doctor": 200, "aesthetician": 200, "nurse": 200, "lapsed": 200, "desk": 403, "stranger": 404}
    for name, address in pages_of(session, photo).items():
        for who, status in wanted.items():
            answer = enter(who).get(address)
            expected = 302 if name == "session" and status == 200 else status
            assert (name, who, answer.status_code) == (name, who, expected)
        assert enter("nobody").get(address).status_code == 302


def test_writes_are_not_for_a_lapsed_licence_and_not_by_get(cast: Cast, enter: Enter) -> None:
    """Every address that writes wants a licence in date and a POST."""
    session = started(cast)
    names = ("check", "photographs", "photographs/skip", "gate", "start", "zone", "incident", "end", "cartridge")
    for name in (*names, "product", "aftercare", "sign", "abandon"):
        address = f"/tests/sessions/{session.pk}/{name}/"
        assert (name, enter("lapsed").post(address).status_code) == (name, 403)
        assert (name, enter("doctor").get(address).status_code) == (name, 405)


def form_of(session: Session, **given: object) -> dict[str, object]:
    """The check as a browser sends it."""
    rows = {f"{one['finding']}.status": one["status"] for one in today_facts()["findings"]}
    plain = {"operator": session.operator_id, "device": session.device_id, "agent": "none"}
    return {**rows, **plain, "antiseptic": "hypochlorous_acid", "version": session.version, **given}


def test_whole_session_by_its_forms(cast: Cast, enter: Enter) -> None:
    """Open, check, scan, photograph, gate, start, treat, end, lots, aftercare, sign."""
    course = make_course(cast)
    agree(cast, cast.patient)
    agree(cast, cast.patient, "photographs")
    browser = enter("doctor")
    browser.post(f"/tests/visits/{visit_today(cast, course).pk}/session/")
    session = Session.objects.get()
    at = f"/tests/sessions/{session.pk}/"
    scanned = form_of(session, do="cartridge", scan="TESTLOT-0001", seal="yes")
    assert browser.post(f"{at}check/", scanned).headers["Location"] == f"{at}step/check/#device"
    assert browser.post(f"{at}photographs/", {"front": upload()}).status_code == 302
    for address, onward in (("gate/", "gate"), ("start/", "treat")):
        assert browser.post(at + address).headers["Location"] == f"{at}step/{onward}/"
    for zone in ("cheek_left", "cheek_right"):
        done = {"zone": zone, "concern": "acne_scar_rolling", "depth_mm": "1", "passes": "3", "endpoint": "yes"}
        assert browser.post(f"{at}zone/", done).status_code == 302
    for address in ("end/", "aftercare/"):
        browser.post(at + address)
    assert "Everything is there" in browser.get(f"{at}step/sign/").content.decode()
    browser.post(f"{at}sign/", {"password": PASSWORD})
    session.refresh_from_db()
    assert (session.signed_by, session.photographs.count(), session.zones.count()) == (cast.doctor, 1, 2)


def test_closed_step_leads_back_with_the_reason(cast: Cast, enter: Enter) -> None:
    """Typed into the address bar, the treating page of a session that has not started is not shown."""
    session = opened(cast)
    answer = enter("doctor").get(f"/tests/sessions/{session.pk}/step/treat/", follow=True)
    assert answer.redirect_chain == [(f"/tests/sessions/{session.pk}/step/check/", 302)]
    assert "First pass the gate and start the session." in answer.content.decode()


def test_typed_answers_are_not_lost_to_a_bad_one(cast: Cast, enter: Enter) -> None:
    """A cream of minus one gram: the fault is beside its field, and everything typed is still there."""
    session = opened(cast)
    sent = form_of(session, agent="lidocaine_4", grams="-1", area_cm2="77")
    answer = enter("doctor").post(f"/tests/sessions/{session.pk}/check/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="77"' in page
    assert re.search(r'name="fever.status" value="never" checked', page)
    assert 'id="id_grams-error"' in page


def test_second_editor_keeps_what_was_typed_and_is_told(cast: Cast, enter: Enter) -> None:
    """The older version is refused with 409, and the form shows what was typed."""
    session = opened(cast)
    browser = enter("doctor")
    browser.post(f"/tests/sessions/{session.pk}/check/", form_of(session))
    answer = browser.post(f"/tests/sessions/{session.pk}/check/", form_of(session, agent="lidocaine_4", grams="12"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has changed this session meanwhile" in page
    assert 'value="12' in page


def test_open_question_leads_to_its_field(cast: Cast, enter: Enter) -> None:
    """What the gate still asks is a link to where it is answered."""
    session = opened(cast)
    browser = enter("doctor")
    sent = form_of(session)
    del sent["fever.status"]
    browser.post(f"/tests/sessions/{session.pk}/check/", sent)
    browser.post(f"/tests/sessions/{session.pk}/gate/")
    page = browser.get(f"/tests/sessions/{session.pk}/step/gate/").content.decode()
    assert f'href="/tests/sessions/{session.pk}/step/check/#fever"' in page
    assert f'href="/tests/sessions/{session.pk}/step/check/#device"' in page
    assert "disabled" in page


def test_depth_beyond_a_bound_stays_on_the_screen(cast: Cast, enter: Enter) -> None:
    """The refusal stands on the page of the zone, with what was typed."""
    session = started(cast)
    done = {"zone": "cheek_left", "concern": "acne_scar_rolling", "depth_mm": "2.5", "passes": "3", "note": "deep"}
    answer = enter("doctor").post(f"/tests/sessions/{session.pk}/zone/", done)
    assert answer.status_code == 409
    assert "Here the bounds allow at most 1 mm today." in answer.content.decode()


def test_photograph_is_served_privately_and_each_look_is_logged(cast: Cast, enter: Enter) -> None:
    """No cache keeps it, no name of a file is in it, and the log says who looked."""
    session = opened(cast)
    photo = keep_photograph(
        patient=cast.patient, view="front", upload=upload(), session=session, by=cast.as_("doctor"), at=session.at
    )
    answer = enter("nurse").get(f"/tests/photographs/{photo.key}/?size=small")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/jpeg", "private, no-store")
    seen = AuditEvent.objects.get(action="photograph.seen")
    assert (seen.membership, seen.patient, seen.details) == (
        cast.nurse,
        cast.patient.key,
        {"size": "small", "view": "front"},
    )
    original = enter("doctor").get(f"/tests/photographs/{photo.key}/download/original/")
    assert original.headers["Content-Disposition"] == f'attachment; filename="{photo.key}.jpg"'
    assert enter("doctor").get(f"/tests/photographs/{photo.key}/?size=huge").status_code == 404


def test_bad_picture_is_named_and_the_others_are_kept(cast: Cast, enter: Enter) -> None:
    """One of two is cut off: beside it stands what is wrong."""
    session = opened(cast)
    files = {"front": upload(), "left_oblique": upload(b"nothing")}
    answer = enter("doctor").post(f"/tests/sessions/{session.pk}/photographs/", files)
    assert (answer.status_code, Photo.objects.get().view) == (422, "front")
    assert "a picture as JPEG, HEIC, PNG or WebP" in answer.content.decode()


def test_lot_asks_every_patient_once(cast: Cast, enter: Enter) -> None:
    """The message says neither lot nor reason, and a second tap asks nobody twice."""
    started(cast)
    browser = enter("doctor")
    for _ in range(2):
        assert browser.post("/tests/stock/recall/TESTLOT/").status_code == 302
    assert [(one.patient, one.kind) for one in Message.objects.filter(kind="recall")] == [(cast.patient, "recall")]
    page = browser.get("/tests/stock/lots/TESTLOT/").content.decode()
    assert "Test Patient One" in page
    assert "message in the outbox" in page


def test_lot_that_nobody_received_is_said(cast: Cast) -> None:
    """A misread label must not look like a lot that touched nobody."""
    browser = Client()
    browser.force_login(cast.doctor.user)
    assert browser.get("/tests/stock/", {"lot": "TESTLOT"}).url == "/tests/stock/lots/TESTLOT/"
    page = browser.get("/tests/stock/", {"lot": "TESTL0T"})
    assert "No lot TESTL0T was ever received here." in page.content.decode()
    assert browser.get("/tests/stock/lots/TESTL0T/").status_code == 404
    assert browser.post("/tests/stock/recall/TESTL0T/").status_code == 404


def test_stock_is_filled_by_its_forms(cast: Cast, enter: Enter) -> None:
    """A device, a delivery, a product; then each leaves again with its reason."""
    browser = enter("nurse")
    sent = {
        "devices": {"model": "dermapen_4", "serial": "D-1", "label": "Pen 2"},
        "cartridges": {"model": "dermapen_4", "lot": "D/7", "first": 1, "count": 2, "expires": "2028-01-01"},
        "products": {"what": "antiseptic:hypochlorous_acid", "name": "Spray", "lot": "S1", "expires": "2028-01-01"},
    }
    for place, given in sent.items():
        assert browser.post(f"/tests/stock/{place}/new/", given).status_code == 302
    page = browser.get("/tests/stock/").content.decode()
    for word in ("Pen 2", "D/7", "Spray"):
        assert word in page
    answer = browser.post("/tests/stock/cartridges/new/", sent["cartridges"])
    assert answer.status_code == 422
    assert "Nothing was added" in answer.content.decode()
    assert browser.get("/tests/stock/lots/D/7/").status_code == 200
    assert browser.post(f"/tests/stock/devices/{cast.device.pk}/retire/", {"because": ""}).status_code == 422
    assert browser.post(f"/tests/stock/devices/{cast.device.pk}/retire/", {"because": "Dropped"}).status_code == 302
