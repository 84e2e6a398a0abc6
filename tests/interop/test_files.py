"""Reading intake, session and check-in: into the domain's values, or refused with every problem named."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from percutis.domain.checkin import Symptom
from percutis.domain.errors import InputError
from percutis.domain.intake import Concern, Finding, Operator, Override, Patient, SkinTyping
from percutis.domain.session import Cartridge, ZoneSetting
from percutis.domain.words import Status
from percutis.interop.files import fields
from percutis.interop.files.checkin import read_checkin
from percutis.interop.files.intake import read_intake
from percutis.interop.files.session import read_session
from percutis.interop.files.words import overridable, words_of
from percutis.protocol.load import load_edition, load_texts
from percutis.protocol.vocabulary import vocabulary
from tests.examples import EXAMPLES, ON, example

EDITION = load_edition()
PAKISTAN = timezone(timedelta(hours=5))


READERS = {
    "intake": lambda raw: read_intake(raw, EDITION, ON),
    "session": lambda raw: read_session(raw, EDITION),
    "checkin": lambda raw: read_checkin(raw, EDITION),
}


def problems(kind: str, **changes: object) -> dict[str, str]:
    """What is said at each place of the example file, changed."""
    raw = example(kind, **changes)
    with pytest.raises(InputError) as error:
        READERS[kind](raw)
    return {problem.place: problem.allowed for problem in error.value.problems}


def test_read_intake_gives_the_domain_value() -> None:
    """Every key of the example arrives where the domain keeps it."""
    intake = read_intake(example("intake"), EDITION, ON)
    assert intake.patient == Patient(id="P-0001", born=date(1992, 4, 3), sex="female", weight_kg=61.0)
    assert intake.operator == Operator(
        role="aesthetician", licensed=True, jurisdiction="PK-ICT", supervisor="dermatologist"
    )
    assert intake.skin_type == SkinTyping(fitzpatrick="V")
    assert intake.concerns[0] == Concern(
        concern="acne_scar_rolling",
        zones=("cheek_left", "cheek_right"),
        scale="goodman_baron_qualitative",
        grade=3.0,
    )
    assert intake.findings[1] == Finding(
        finding="herpes_labialis", status=Status.PAST, last=date(2025, 12, 1), zones=("perioral",)
    )
    assert (intake.devices, intake.additions) == (("skinpen_precision",), ("platelet_rich_plasma",))
    assert intake.place is not None
    assert (intake.place.name, intake.place.timezone) == ("Islamabad", "Asia/Karachi")
    assert intake.earliest == date(2026, 12, 1)


def test_read_intake_takes_a_place_by_degrees_and_by_any_case() -> None:
    """A place is a known name, however written, or degrees and metres."""
    spot = {"latitude": 33.69, "longitude": 73.05, "altitude_m": 540}
    by_degrees = read_intake(example("intake", place=spot), EDITION, ON).place
    by_name = read_intake(example("intake", place="ISLAMABAD"), EDITION, ON).place
    assert by_degrees is not None
    assert by_name is not None
    assert (by_degrees.latitude, by_degrees.altitude_m, by_degrees.name) == (33.69, 540.0, None)
    assert by_name.name == "Islamabad"


def test_read_intake_takes_answers_since_and_overrides() -> None:
    """What is optional in a file: the questionnaire, the age of a scar, a physician's recorded choice."""
    answers = {item.item: 2 for item in EDITION.typing_items}
    rule = next(overridable(EDITION))
    concern = {"concern": "texture", "zones": ["forehead"], "since": "2024-05-01"}
    override = {"rule": rule, "by": "dermatologist", "name": "Dr A", "reason": "seen"}
    raw = example("intake", skin_type={"answers": answers}, concerns=[concern], overrides=[override])
    intake = read_intake(raw, EDITION, ON)
    assert intake.skin_type == SkinTyping(answers=answers)
    assert intake.concerns[0].since == date(2024, 5, 1)
    assert intake.overrides == (Override(rule=rule, by="dermatologist", name="Dr A", reason="seen"),)


def test_read_intake_needs_only_a_patient() -> None:
    """Everything else may be unknown, and becomes a question later."""
    intake = read_intake({"patient": {"id": "P", "born": "1990-01-01"}, "findings": None}, EDITION, ON)
    assert (intake.operator, intake.skin_type, intake.findings, intake.place) == (None, None, (), None)


def test_read_session_gives_the_domain_value() -> None:
    """Times keep their offset, and numbers on labels stay text."""
    session = read_session(example("session", ended="2026-12-08T15:40+05:00"), EDITION)
    assert session.starts == datetime(2026, 12, 8, 15, 0, tzinfo=PAKISTAN)
    assert session.ended == datetime(2026, 12, 8, 10, 40, tzinfo=UTC)
    assert session.device is not None
    assert session.device.cartridge == Cartridge(
        lot="L2231", number="0007", expires=date(2027, 5, 1), seal_intact=True, used_before=False
    )
    assert session.zones[0] == ZoneSetting(zone="cheek_left", depth_mm=1.0, concern="acne_scar_rolling", passes=4)


def test_read_checkin_gives_the_domain_value() -> None:
    """What was not measured stays unknown."""
    checkin = read_checkin(example("checkin"), EDITION)
    assert checkin.symptoms[1] == Symptom(symptom="papules", severity=3, zones=("cheek_left",), trend="new", itchy=True)
    assert (checkin.temperature_c, checkin.oxygen_saturation_percent) == (36.8, None)
    assert checkin.session.ended == datetime(2026, 12, 8, 15, 40, tzinfo=PAKISTAN)


def test_read_checkin_hears_of_the_eyelid() -> None:
    """The eyelid is never treated, but a sign on it must be heard."""
    symptom = {"symptom": "vesicles", "severity": 5, "zones": ["eyelid"]}
    assert read_checkin(example("checkin", symptoms=[symptom]), EDITION).symptoms[0].zones == ("eyelid",)


@pytest.mark.parametrize("kind", READERS)
def test_every_reader_takes_dates_as_other_yaml_readers_give_them(kind: str) -> None:
    """A program that loads the file itself holds `date` and `datetime` values: the same answer as from text."""
    text = Path(EXAMPLES / f"{kind}.yaml").read_text(encoding="utf-8").replace("00+05:00", "00:00+05:00")
    loaded = yaml.safe_load(text)
    assert isinstance(loaded["patient"]["born"], date)
    assert READERS[kind](loaded) == READERS[kind](example(kind))


def test_read_session_takes_a_datetime_with_its_offset() -> None:
    """In any zone; where only the clock of the room is known, it is refused as text is."""
    starts = datetime(2026, 12, 8, 15, 0, tzinfo=ZoneInfo("Asia/Karachi"))
    assert read_session(example("session", starts=starts), EDITION).starts == starts
    assert problems("session", starts=starts.replace(tzinfo=None))["starts"] == fields.MOMENT
    assert problems("session", starts=starts.date())["starts"] == fields.MOMENT


@pytest.mark.parametrize("born", [datetime(1992, 4, 3), datetime(1992, 4, 3, tzinfo=UTC), date(1849, 1, 1), 19920403])  # noqa: DTZ001
def test_read_intake_takes_no_time_for_a_day(born: object) -> None:
    """Midnight somewhere is another day elsewhere."""
    assert list(problems("intake", patient={"id": "P", "born": born})) == ["patient.born"]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("raw", [None, [], "text", 5], ids=["nothing", "a list", "text", "a number"])
def test_every_reader_refuses_what_is_no_mapping(kind: str, raw: Any) -> None:
    """An empty file is nothing to a YAML reader."""
    with pytest.raises(InputError) as error:
        READERS[kind](raw)
    assert [problem.place for problem in error.value.problems] == ["file"]


def test_a_misspelt_key_is_answered_with_the_one_meant() -> None:
    """Before all that may stand there."""
    said = problems("session", pateint=1, Antiseptic=1, colour=1)
    assert said["pateint"].startswith("patient? patient, operator, ")
    assert said["Antiseptic"].startswith("antiseptic? patient, operator, ")
    assert said["colour"].startswith("patient, operator, ")


def test_a_decimal_comma_is_told_of_the_point() -> None:
    """`{depth_mm: 0,5}` is a depth of nought and a key 5 to YAML."""
    said = problems("session", zones=[{"zone": "forehead", "depth_mm": 0, 5: None}])
    assert said["zones[0][5]"] == "text as a key; a decimal number takes a point, such as 0.5"


def test_every_problem_of_an_intake_is_named_at_once() -> None:
    """One message, however many things are wrong."""
    said = problems(
        "intake",
        patient={"id": 12, "born": "2027-01-01", "sex": "woman", "weight_kg": "61"},
        place="Islamabat",
        nonsense=1,
        operator={"role": "doctor", "licensed": "yes"},
        concerns=[{"concern": "texture", "zones": ["eyelid", "cheek"]}, {"zones": "forehead"}],
        findings=[{"finding": "isotretinon", "status": "sometimes", "last": "2026-13-01"}, "hello"],
        devices=["skinpen"],
        earliest="soon",
    )
    assert set(said) == {
        "patient.id",
        "patient.born",
        "patient.sex",
        "patient.weight_kg",
        "place",
        "nonsense",
        "operator.role",
        "operator.licensed",
        "operator.jurisdiction",
        "concerns[0].zones[0]",
        "concerns[0].zones[1]",
        "concerns[1].concern",
        "concerns[1].zones",
        "findings[0].finding",
        "findings[0].status",
        "findings[0].last",
        "findings[1]",
        "devices[0]",
        "earliest",
    }
    assert said["concerns[0].zones[0]"] == "never treated: inside the orbital rim"
    assert (
        said["findings[0].finding"]
        == "isotretinoin or tretinoin or topical_isotretinoin? see percutis protocol words findings"
    )
    assert said["operator.jurisdiction"] == "required, an ISO 3166 code such as PK-ICT"
    assert said["findings[0].status"] == "active, past, never, unknown"


DIABETES: dict[str, Any] = {"finding": "diabetes", "status": "active"}
TEXTURE: dict[str, Any] = {"concern": "texture", "zones": ["forehead"]}


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"patient": {"id": "P", "born": "1906-11-21"}}, "patient.born", "more than 120 years old"),
        ({"patient": {"id": "P", "born": "1992-4-3"}}, "patient.born", "not a whole date"),
        ({"patient": {"id": "P", "born": "1992-04-03", "weight_kg": 401}}, "patient.weight_kg", "above 400 kg"),
        ({"patient": {"id": "P", "born": "1992-04-03", "weight_kg": float("nan")}}, "patient.weight_kg", "no number"),
        ({"patient": {"id": "P", "born": "1992-04-03", "skin_type": "V"}}, "patient.skin_type", "said elsewhere"),
        ({"findings": [DIABETES | {"last": "2026-11-23"}]}, "findings[0].last", "after the day asked"),
        ({"findings": [DIABETES | {"since": "1992-04-02"}]}, "findings[0].since", "before the birth"),
        ({"findings": [DIABETES | {"value": 54, "unit": "mmol/mol"}]}, "findings[0].unit", "another unit"),
        ({"findings": [DIABETES | {"value": 7.1}]}, "findings[0].unit", "a value without its unit"),
        ({"findings": [DIABETES | {"status": "never", "last": "2020-01-01"}]}, "findings[0].last", "never, yet dated"),
        ({"findings": [DIABETES, DIABETES | {"status": "never"}]}, "findings[1].status", "said two ways"),
        ({"concerns": [TEXTURE, TEXTURE]}, "concerns[1].zones[0]", "asked twice"),
        ({"concerns": [TEXTURE | {"grade": 2}]}, "concerns[0].grade", "a grade without its scale"),
        (
            {"concerns": [TEXTURE | {"scale": "goodman_baron_qualitative", "grade": 5}]},
            "concerns[0].grade",
            "off the scale",
        ),
        (
            {"concerns": [TEXTURE | {"scale": "goodman_baron_qualitative", "grade": 2.5}]},
            "concerns[0].grade",
            "between whole grades",
        ),
        ({"concerns": [TEXTURE | {"since": "2026-12-01"}]}, "concerns[0].since", "in the future"),
        ({"skin_type": {"fitzpatrick": 5}}, "skin_type.fitzpatrick", "a number for a word"),
        ({"skin_type": {"answers": {"eye_colour": 5}}}, "skin_type.answers.eye_colour", "an answer above 4"),
        ({"skin_type": {"answers": {"eye_colour": 3}}}, "skin_type.answers.freckles", "an incomplete set"),
        ({"skin_type": {"fitzpatrick": "V", "answers": {}}}, "skin_type", "typed two ways"),
        ({"devices": ["skinpen_precision"] * 2}, "devices[1]", "named twice"),
        ({"earliest": "2099-01-01"}, "earliest", "out of reach"),
        ({"place": {"latitude": 91, "longitude": 0}}, "place.latitude", "off the earth"),
        (
            {"place": {"latitude": 1, "longitude": 0, "timezone": "Mars/Base"}},
            "place.timezone",
            "no zone of the earth",
        ),
        ({"overrides": [{"rule": "no_such_rule", "by": "dermatologist"}]}, "overrides[0].rule", "an unknown rule"),
        ({"overrides": [{"rule": "x", "by": "nurse"}]}, "overrides[0].by", "not a physician"),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) and " " in value else "",
)
def test_read_intake_refuses(changes: dict[str, object], place: str, reason: str) -> None:
    """Impossible and ambiguous values are refused at their place."""
    assert place in problems("intake", **changes), reason


ZONE: dict[str, Any] = {"zone": "cheek_left", "depth_mm": 1.0}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"starts": "2026-12-08T15:00"}, "starts"),
        ({"starts": "2026-12-08"}, "starts"),
        ({"ended": "2026-12-08T14:59+05:00"}, "ended"),
        ({"last_session": "2026-12-09"}, "last_session"),
        ({"zones": [ZONE | {"depth_mm": 0}]}, "zones[0].depth_mm"),
        ({"zones": [ZONE | {"depth_mm": -0.5}]}, "zones[0].depth_mm"),
        ({"zones": [ZONE | {"depth_mm": 10.1}]}, "zones[0].depth_mm"),
        ({"zones": [ZONE | {"depth_mm": "1.0"}]}, "zones[0].depth_mm"),
        ({"zones": [ZONE | {"passes": 0}]}, "zones[0].passes"),
        ({"zones": [ZONE | {"zone": "eyelid"}]}, "zones[0].zone"),
        ({"zones": [ZONE, ZONE]}, "zones[1]"),
        ({"device": {"model": "unknown_pen"}}, "device.model"),
        ({"device": {"model": "exceed", "cartridge": {"number": 7}}}, "device.cartridge.number"),
        ({"anaesthetic": {"agent": "lidocaine_99"}}, "anaesthetic.agent"),
        ({"anaesthetic": {"agent": "none", "grams": -1}}, "anaesthetic.grams"),
        ({"antiseptic": "vodka"}, "antiseptic"),
        ({"consent": {"procedure": "maybe"}}, "consent.procedure"),
        ({"additions": ["insulin", "insulin"]}, "additions[1]"),
    ],
)
def test_read_session_refuses(changes: dict[str, object], place: str) -> None:
    """What cannot be so in a treatment room is refused at its place."""
    assert list(problems("session", **changes)) == [place]


SYMPTOM: dict[str, Any] = {"symptom": "erythema", "severity": 3}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"symptoms": [SYMPTOM | {"severity": 11}]}, "symptoms[0].severity"),
        ({"symptoms": [SYMPTOM | {"severity": True}]}, "symptoms[0].severity"),
        ({"symptoms": [SYMPTOM | {"severity": 2.5}]}, "symptoms[0].severity"),
        ({"symptoms": [SYMPTOM | {"symptom": "sadness"}]}, "symptoms[0].symptom"),
        ({"symptoms": [SYMPTOM | {"trend": "odd"}]}, "symptoms[0].trend"),
        ({"temperature_c": 98.6}, "temperature_c"),
        ({"oxygen_saturation_percent": 101}, "oxygen_saturation_percent"),
        ({"at": "2026-12-08T15:39+05:00"}, "at"),
        ({"notices": ["rumour"]}, "notices[0]"),
    ],
)
def test_read_checkin_refuses(changes: dict[str, object], place: str) -> None:
    """Impossible measurements and unknown words are refused at their place."""
    assert list(problems("checkin", **changes)) == [place]


@pytest.mark.parametrize("kind", ["finding", "zone", "concern", "device", "symptom", "addition", "scale", "notice"])
def test_words_are_those_of_the_vocabulary(kind: str) -> None:
    """What a file may say is what `protocol words` lists."""
    listed = vocabulary(EDITION, load_texts())[kind]
    assert set(words_of(EDITION)[kind]) == set(listed)


def test_a_checkin_that_does_not_say_its_symptoms_is_refused() -> None:
    """Nobody asked is not "none": an empty list says that the patient was asked."""
    silent = {key: value for key, value in example("checkin").items() if key != "symptoms"}
    with pytest.raises(InputError) as caught:
        read_checkin(silent, EDITION)
    (problem,) = caught.value.problems
    assert (problem.place, problem.given) == ("symptoms", "nothing")
    assert read_checkin({**silent, "symptoms": []}, EDITION).symptoms == ()
