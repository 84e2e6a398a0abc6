"""Random patients for the property tests, drawn from the words of the edition itself."""

from datetime import date, timedelta

from hypothesis import strategies as st

from percutis.domain.intake import Concern, Finding, Intake, Operator, Patient, SkinTyping, Spot
from percutis.domain.words import SKIN_TYPES, Status
from percutis.protocol.load import load_edition

EDITION = load_edition()
TODAY = date(2026, 11, 22)
ISLAMABAD = Spot(latitude=33.69, longitude=73.05, altitude_m=540, name="Islamabad", timezone="Asia/Karachi")
TREATABLE = [zone.id for zone in EDITION.zones if zone.group != "never"]
CONCERNS = [
    "acne_scar_icepick",
    "acne_scar_rolling",
    "acne_scar_boxcar",
    "post_acne_pigmentation",
    "fine_lines",
    "wrinkles",
    "texture",
    "enlarged_pores",
    "melasma",
    "striae",
    "surgical_scar",
    "hair_loss_androgenetic",
]
days_ago = st.integers(0, 800).map(lambda days: TODAY - timedelta(days=days))
zones = st.lists(st.sampled_from(TREATABLE), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def findings(draw: st.DrawFn, statuses: tuple[Status, ...] = tuple(Status)) -> Finding:
    """One finding with any status, and sometimes a date, zones or a value."""
    kind = draw(st.sampled_from(EDITION.findings))
    return Finding(
        finding=kind.code,
        status=draw(st.sampled_from(statuses)),
        last=draw(st.none() | days_ago),
        zones=draw(st.just(()) | zones),
        value=draw(st.none() | st.floats(0, 12, allow_nan=False)) if kind.unit else None,
        unit=kind.unit,
    )


concerns = st.builds(
    Concern,
    concern=st.sampled_from(CONCERNS),
    zones=zones,
    grade=st.none() | st.integers(1, 4).map(float),
    since=st.none() | days_ago,
)

operators = st.builds(
    Operator,
    role=st.sampled_from(["dermatologist", "physician", "nurse", "aesthetician"]),
    licensed=st.just(True),
    jurisdiction=st.sampled_from(["PK-ICT", "US-AZ", "GB-ENG"]),
    supervisor=st.sampled_from([None, "dermatologist"]),
)

patients = st.builds(
    Patient,
    id=st.just("P-TEST"),
    born=st.dates(date(1940, 1, 1), date(2012, 1, 1)),
    sex=st.sampled_from([None, "female", "male", "other"]),
    weight_kg=st.none() | st.floats(35, 140),
)

intakes = st.builds(
    Intake,
    patient=patients,
    operator=st.none() | operators,
    skin_type=st.none() | st.sampled_from(SKIN_TYPES).map(lambda kind: SkinTyping(fitzpatrick=kind)),
    concerns=st.lists(concerns, min_size=1, max_size=3).map(tuple),
    findings=st.lists(findings(), max_size=8).map(tuple),
    devices=st.lists(st.sampled_from([device.id for device in EDITION.devices]), max_size=3, unique=True).map(tuple),
    additions=st.lists(
        st.sampled_from(sorted({entry.addition for entry in EDITION.additions})), max_size=2, unique=True
    ).map(tuple),
    place=st.none() | st.just(ISLAMABAD),
    earliest=st.none() | st.dates(TODAY, TODAY + timedelta(days=200)),
)
