"""The screens of the consultation: what is typed is kept, what cannot be read is told beside its field, who may."""

import string
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from percutis.protocol.load import load_edition
from percutis.web.clinic.presenters.sections import SECTIONS
from percutis.web.records.core.drafts import said_in
from percutis.web.records.models import Assessment, Intake
from percutis.web.records.services.consultations import save_draft
from tests.web.cast import NOW, Cast, everything_answered, make_intake
from tests.web.consult.days import ENDED, UNTIL
from tests.web.consult.filled import filled

EDITION = load_edition()
WITH_UNIT = {kind.code: kind.unit for kind in EDITION.findings if kind.unit}
ZONES = [zone.id for zone in EDITION.zones if zone.group != "never"]
DAYS = st.dates(date(1993, 1, 1), date(2026, 11, 24)).map(date.isoformat)


def url(cast: Cast, section: str) -> str:
    """The address of a screen."""
    if section == "finish":
        return reverse("clinic:consultation_finish", kwargs={"clinic": "tests", "patient": cast.patient.key})
    kwargs = {"clinic": "tests", "patient": cast.patient.key, "section": section}
    return reverse("clinic:consultation_section", kwargs=kwargs)


@st.composite
def findings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Answers about some findings, asked for by name or not, with any detail that may stand there."""
    codes = draw(st.lists(st.sampled_from([kind.code for kind in EDITION.findings]), unique=True, max_size=12))
    return [draw(finding(code)) for code in codes]


@st.composite
def finding(draw: st.DrawFn, code: str) -> dict[str, Any]:
    """One answer."""
    status = draw(st.sampled_from(["active", "past", "never", "unknown"]))
    found: dict[str, Any] = {"finding": code, "status": status}
    if status in ("active", "past"):
        found |= draw(st.fixed_dictionaries({}, optional={"last": DAYS, "since": DAYS}))
        if zones := draw(st.lists(st.sampled_from(ZONES), unique=True, max_size=3)):
            found["zones"] = sorted(zones, key=ZONES.index)
        if code in WITH_UNIT and draw(st.booleans()):
            found |= {"value": draw(st.decimals(0, 200, places=2).map(float)), "unit": WITH_UNIT[code]}
    return found


def by_finding(said: dict[str, Any]) -> dict[str, Any]:
    """Answers by finding, zones in any order."""
    return {
        one["finding"]: {key: set(value) if key == "zones" else value for key, value in one.items()}
        for one in said.get("findings", ())
    }


@given(
    said=findings(),
    typing=st.sampled_from([{}, {"fitzpatrick": "V"}, {"answers": {"eye_colour": 3, "freckles": 0}}]),
    wishes=st.fixed_dictionaries(
        {}, optional={"additions": st.just(["tranexamic_acid"]), "earliest": DAYS, "weight_kg": st.integers(30, 200)}
    ),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_screens_sent_as_they_stand_lose_nothing(cast: Cast, enter: Any, said: Any, typing: Any, wishes: Any) -> None:
    """Whatever a draft holds, opening every screen and saving it unchanged keeps every answer and every detail."""
    draft = {"findings": said, "concerns": [], **({"skin_type": typing} if typing else {}), **wishes}
    save_draft(patient=cast.patient, source="staff", said=draft, by=cast.as_("doctor"), at=NOW)
    client = enter("doctor")
    for section in SECTIONS:
        if section != "concerns":
            sent = filled(client, url(cast, section)) | {"save": "stay"}
            assert client.post(url(cast, section), sent).status_code == 302
    kept = cast.patient.drafts.get().said
    assert by_finding(kept) == by_finding(draft)
    assert {key: kept.get(key) for key in ("skin_type", "weight_kg", "additions", "earliest")} == {
        key: draft.get(key) for key in ("skin_type", "weight_kg", "additions", "earliest")
    }


@st.composite
def concerns(draw: st.DrawFn) -> dict[str, Any]:
    """One concern in some zones, graded or not, old or of unknown age."""
    zones = sorted(draw(st.sets(st.sampled_from(ZONES), min_size=1, max_size=5)), key=ZONES.index)
    scale = draw(st.sampled_from([None, *EDITION.scales]))
    grades = st.integers if scale and scale.whole else st.floats
    grade = {"scale": scale.scale, "grade": draw(grades(int(scale.low), int(scale.high)))} if scale else {}
    since = draw(st.fixed_dictionaries({}, optional={"since": DAYS}))
    return {"concern": draw(st.sampled_from(["texture", "acne_scar_rolling"])), "zones": zones, **grade, **since}


@given(said=concerns())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_concern_sent_as_it_stands_is_what_it_was(cast: Cast, enter: Any, said: dict[str, Any]) -> None:
    """Opening a concern to change it and saving it unchanged changes nothing but the order of zones."""
    save_draft(patient=cast.patient, source="staff", said={"concerns": [said]}, by=cast.as_("doctor"), at=NOW)
    client, address = enter("doctor"), f"{url(cast, 'concerns')}?edit=0"
    assert client.post(address, filled(client, address, "concern") | {"save": "stay"}).status_code == 302
    (kept,) = cast.patient.drafts.get().said["concerns"]
    assert {**kept, "zones": set(kept["zones"])} == {**said, "zones": set(said["zones"])}


def test_concern_is_added_changed_and_removed(cast: Cast, enter: Any) -> None:
    """The same concern may stand twice with another grade; a change leaves the other alone."""
    client, address = enter("doctor"), url(cast, "concerns")
    first = {"concern": "texture", "zones": ["forehead"]}
    second = {"concern": "texture", "zones": ["nose"], "scale": "gais", "grade": "2"}
    for sent in (first, second):
        client.post(address, {**sent, "version": cast.patient.drafts.count(), "save": "stay"})
    client.post(f"{address}?edit=1", {**second, "zones": ["chin"], "version": 2, "save": "stay"})
    kept = [first, {"concern": "texture", "zones": ["chin"], "scale": "gais", "grade": 2.0}]
    assert cast.patient.drafts.get().said["concerns"] == kept
    client.post(address, {"remove": "0", "version": 3, "save": "remove"})
    assert cast.patient.drafts.get().said["concerns"] == kept[1:]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"zones": ["nose"]}, "concern"),
        ({"concern": "texture"}, "zones"),
        ({"concern": "texture", "zones": ["nose"], "grade": "2"}, "scale"),
        ({"concern": "texture", "zones": ["nose"], "scale": "gais"}, "grade"),
        (
            {"concern": "acne_scar_rolling", "zones": ["nose"], "scale": "goodman_baron_qualitative", "grade": "9"},
            "grade",
        ),
        ({"concern": "texture", "zones": ["nose"], "since": "2099-01-01"}, "since"),
    ],
)
def test_concern_that_cannot_be_read_is_told_beside_its_field(cast: Cast, enter: Any, sent: Any, field: str) -> None:
    """What the form or the reader of intakes refuses stands beside the field, and what was typed stays."""
    response = enter("doctor").post(url(cast, "concerns"), {**sent, "version": 0, "save": "stay"})
    assert (response.status_code, field in response.context["form"].errors) == (422, True)
    assert response.context["form"].data.getlist("zones") == sent.get("zones", [])


def test_answer_that_cannot_be_read_is_kept_and_told(cast: Cast, enter: Any) -> None:
    """A date in the future is kept as typed, told beside its question, and keeps the consultation from the record."""
    client, sent = enter("doctor"), {"isotretinoin.status": "past", "isotretinoin.when": "2099-01-01", "save": "next"}
    response = client.post(url(cast, "medicines"), {**sent, "version": 0})
    row = next(row for row in response.context["rows"] if row.code == "isotretinoin")
    assert (response.status_code, row.when, len(row.problems)) == (422, "2099-01-01", 1)
    assert client.post(url(cast, "finish"), {}).status_code == 422
    assert Intake.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "code"), [("Roaccutane", "isotretinoin"), ("brufen", "ibuprofen"), ("Retin-A", "tretinoin")]
)
def test_brand_adds_its_medicine(cast: Cast, enter: Any, typed: str, code: str) -> None:
    """A brand in any letters is the medicine behind it."""
    enter("nurse").post(url(cast, "medicines"), {"add": typed, "version": 0, "save": "stay"})
    assert cast.patient.drafts.get().said["findings"] == [{"finding": code, "status": "active"}]


def test_name_that_nobody_knows_is_told_and_kept(cast: Cast, enter: Any) -> None:
    """What was typed stays in the field."""
    response = enter("nurse").post(url(cast, "medicines"), {"add": "Dragon balm", "version": 0, "save": "stay"})
    assert (response.status_code, response.context["named"]) == (422, "Dragon balm")


def test_answers_of_the_patient_fill_what_nobody_said(cast: Cast, enter: Any) -> None:
    """At home the patient said yes; the screen shows it as the patient's, and a professional's word stays."""
    theirs = {"findings": [{"finding": "diabetes", "status": "active"}, {"finding": "keloid", "status": "never"}]}
    ours = {"findings": [{"finding": "keloid", "status": "past"}]}
    save_draft(patient=cast.patient, source="patient", said=theirs, by=cast.as_("doctor"), at=NOW)
    save_draft(patient=cast.patient, source="staff", said=ours, by=cast.as_("doctor"), at=NOW)
    client = enter("doctor")
    rows = {row.code: row for row in client.get(url(cast, "health")).context["rows"]}
    assert (rows["diabetes"].status, rows["diabetes"].is_theirs) == ("active", True)
    assert (rows["keloid"].status, rows["keloid"].theirs) == ("past", "never")
    assert client.get(url(cast, "finish")).context["as_at_home"] == 1


def test_verdict_follows_the_answers(cast: Cast, enter: Any) -> None:
    """While one answers, the panel alone comes back with the new verdict, and the draft is saved."""
    save_draft(patient=cast.patient, source="staff", said=everything_answered(), by=cast.as_("doctor"), at=NOW)
    client, sent = (
        enter("doctor"),
        {"isotretinoin.status": "past", "isotretinoin.when": ENDED.isoformat(), "version": 1},
    )
    response = client.post(url(cast, "medicines"), sent, headers={"HX-Request": "true"})
    assert next(template.name for template in response.templates) == "clinic/consultation/_beside.html"
    view = response.context["verdict"]
    assert (view.verdict, view.until, view.is_open) == ("defer", UNTIL, False)
    assert response.context["section"] == "medicines"
    assert cast.patient.drafts.get().version == 2


def test_second_editor_is_told_and_keeps_the_words(cast: Cast, enter: Any) -> None:
    """Somebody else saved meanwhile: what was typed is shown with the state that it would now replace."""
    save_draft(patient=cast.patient, source="staff", said={}, version=0, by=cast.as_("nurse"), at=NOW)
    client, sent = enter("doctor"), {"diabetes.status": "active", "diabetes.when": "", "version": 0, "save": "next"}
    response = client.post(url(cast, "health"), sent)
    row = next(row for row in response.context["rows"] if row.code == "diabetes")
    assert (response.status_code, row.status, response.context["version"]) == (409, "active", 1)
    assert client.post(url(cast, "health"), {**sent, "version": 1}).status_code == 302


def test_finish_puts_the_consultation_on_record(cast: Cast, enter: Any) -> None:
    """The record holds the public format alone; the verdict is kept for whoever would treat."""
    draft = {**everything_answered(), "weight_kg": 61, "_operator": cast.aesthetician.pk}
    save_draft(patient=cast.patient, source="staff", said=draft, by=cast.as_("doctor"), at=NOW)
    response = enter("doctor").post(url(cast, "finish"), {})
    row, assessment = Intake.objects.get(), Assessment.objects.get()
    assert response.url.endswith(f"/plan/?operator={cast.aesthetician.pk}")
    assert (row.said, row.weight_kg) == (said_in(everything_answered()), 61)
    assert assessment.asked["operator"]["role"] == "aesthetician"


def test_what_is_on_record_is_not_asked_for_again(cast: Cast, enter: Any) -> None:
    """Nothing has changed since: the way leads to the plan; one answer more, and it is to be put on record."""
    intake, client = make_intake(cast.patient, by=cast.doctor), enter("doctor")
    assert client.get(url(cast, "finish")).context["on_record"] == intake
    client.post(url(cast, "medicines"), {"add": "Brufen", "version": 0, "save": "stay"})
    assert client.get(url(cast, "finish")).context["on_record"] is None


def test_correction_says_why(cast: Cast, enter: Any) -> None:
    """A second version without a reason is refused, and the reason that is given is kept."""
    make_intake(cast.patient)
    client = enter("doctor")
    assert client.post(url(cast, "finish"), {"why": " "}).status_code == 422
    client.post(url(cast, "finish"), {"why": "Weight was missing."})
    assert list(Intake.objects.values_list("version", "why")) == [(1, ""), (2, "Weight was missing.")]


@pytest.mark.parametrize(
    ("who", "status"),
    [("doctor", 200), ("aesthetician", 200), ("nurse", 200), ("desk", 403), ("stranger", 404), ("nobody", 302)],
)
@pytest.mark.parametrize("section", [*SECTIONS, "finish"])
def test_screens_open_for_those_who_take_consultations(
    cast: Cast, enter: Any, section: str, who: str, status: int
) -> None:
    """The front desk sees no answer, and to a stranger there is no such clinic."""
    assert enter(who).get(url(cast, section)).status_code == status


@given(typed=st.text(string.printable, max_size=20))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_in_a_value_are_answered_not_broken(cast: Cast, enter: Any, typed: str) -> None:
    """Whatever stands in the field of a value, the page comes back."""
    sent = {"diabetes.status": "active", "diabetes.value": typed, "version": 0, "save": "next"}
    assert enter("doctor").post(url(cast, "health"), sent).status_code in (302, 422)
