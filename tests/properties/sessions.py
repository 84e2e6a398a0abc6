"""Random sessions and check-ins for the property tests, drawn from the words of the edition itself."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from percutis.domain.checkin import Checkin, PastSession, Symptom
from percutis.domain.intake import Finding, Patient
from percutis.domain.session import Cartridge, Consents, DeviceInUse, Numbing, Session, ZoneSetting
from percutis.domain.words import SKIN_TYPES, Status
from tests.strategies import CONCERNS, EDITION, ISLAMABAD, TREATABLE, findings, operators

STARTS = datetime(2026, 12, 8, 15, tzinfo=timezone(timedelta(hours=5)))
ENDED = STARTS + timedelta(minutes=40)
NEVER = tuple(Finding(finding=kind.code, status=Status.NEVER) for kind in EDITION.findings if kind.ask == "session")
SYMPTOMS = sorted(
    {s for flag in EDITION.red_flags for clause in flag.any for s in (*clause.any_of, *clause.also)}
    | {s for entry in EDITION.expected for s in entry.symptoms}
)

patients = st.builds(
    Patient,
    id=st.just("P-TEST"),
    born=st.dates(date(1950, 1, 1), date(2012, 1, 1)),
    sex=st.sampled_from([None, "female", "male"]),
    weight_kg=st.none() | st.floats(35, 140),
    skin_type=st.none() | st.sampled_from(SKIN_TYPES),
)

settings_of_zones = st.lists(
    st.builds(
        ZoneSetting,
        zone=st.sampled_from(TREATABLE),
        depth_mm=st.integers(1, 12).map(lambda steps: steps * 0.25),
        concern=st.none() | st.sampled_from(CONCERNS),
        since=st.none() | st.just(date(2020, 1, 1)),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda setting: setting.zone,
).map(tuple)

numbings = st.builds(
    Numbing,
    agent=st.sampled_from(["none", *(entry.agent for entry in EDITION.anaesthetics)]),
    grams=st.none() | st.floats(0.5, 80),
    area_cm2=st.none() | st.floats(10, 900),
    minutes=st.none() | st.floats(5, 240),
    occluded=st.none() | st.booleans(),
    reapplied=st.none() | st.booleans(),
)

cartridges = st.builds(
    Cartridge,
    lot=st.none() | st.just("L1"),
    number=st.none() | st.just("1"),
    expires=st.none() | st.dates(date(2026, 12, 1), date(2027, 5, 1)),
    seal_intact=st.none() | st.booleans(),
    used_before=st.none() | st.booleans(),
)

devices_in_use = st.builds(
    DeviceInUse, model=st.sampled_from([device.id for device in EDITION.devices]), cartridge=st.none() | cartridges
)

sessions = st.builds(
    Session,
    patient=patients,
    operator=st.none() | operators,
    starts=st.just(STARTS),
    ended=st.none() | st.just(ENDED),
    place=st.none() | st.just(ISLAMABAD),
    last_session=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 8)),
    findings=st.lists(findings(), max_size=4).map(lambda said: (*NEVER, *said)) | st.just(NEVER),
    device=st.none() | devices_in_use,
    anaesthetic=st.none() | numbings,
    antiseptic=st.none() | st.sampled_from([entry.antiseptic for entry in EDITION.antiseptics]),
    zones=settings_of_zones,
    consent=st.none()
    | st.builds(Consents, procedure=st.sampled_from(["signed", "missing"]), photographs=st.just("none")),
)

face = [zone for zone in TREATABLE if EDITION.zone[zone].group == "face"]

symptoms = st.builds(
    Symptom,
    symptom=st.sampled_from(SYMPTOMS),
    severity=st.integers(0, 10),
    zones=st.lists(st.sampled_from(face), max_size=2, unique=True).map(tuple),
    trend=st.sampled_from([None, "new", "improving", "same", "worsening"]),
    itchy=st.sampled_from([None, True, False]),
)

past_sessions = st.builds(
    PastSession,
    ended=st.just(ENDED.astimezone(UTC)),
    device_class=st.sampled_from(["pen", "roller"]),
    zones=st.just(()) | settings_of_zones,
    anaesthetic=st.none() | numbings,
)

checkins = st.builds(
    Checkin,
    patient=patients,
    session=past_sessions,
    at=st.floats(-2, 3000).map(lambda hours: ENDED + timedelta(hours=hours)),
    symptoms=st.lists(symptoms, max_size=4, unique_by=lambda symptom: symptom.symptom).map(tuple),
    temperature_c=st.none() | st.floats(36, 40),
    oxygen_saturation_percent=st.none() | st.floats(80, 100),
)
