"""Conditions: how they stand, since and until when, and where."""

from typing import Any

import pytest

from tests.interop.fhir_records import (
    ICD10,
    ICD10_CM,
    SNOMED,
    coded,
    condition,
    findings,
    left_out,
    read,
    status,
    verified,
)

KELOID = coded(SNOMED, "33659008", "Keloid scar")
KELOID_WORDS = "Condition c, “Keloid scar” (SNOMED CT 33659008)"
PSORIASIS = coded(SNOMED, "9014002", "Psoriasis")


@pytest.mark.parametrize(
    ("clinical", "taken"),
    [
        ("active", "active"),
        ("recurrence", "active"),
        ("relapse", "active"),
        ("inactive", "past"),
        ("remission", "past"),
        ("resolved", "past"),
    ],
)
def test_condition_stands_as_its_clinical_status_says(clinical: str, taken: str) -> None:
    """All six of FHIR's words, and nothing to report."""
    reading = read(condition(KELOID, clinical))

    assert (reading.intake["findings"], reading.left_out) == ([{"finding": "keloid", "status": taken}], [])


def test_condition_without_clinical_status_is_active_and_to_be_confirmed() -> None:
    """The severer reading is the default; the person decides."""
    assert findings(condition(KELOID, None)) == [{"finding": "keloid", "status": "active"}]
    assert left_out(condition(KELOID, None)) == [
        f"{KELOID_WORDS}: has no clinical status: taken as active, please confirm."
    ]


def test_condition_without_clinical_status_but_with_an_end_is_past() -> None:
    """What ended is over, whatever else is missing."""
    ended = condition(KELOID, None, abatementDateTime="2020-05-01")

    assert findings(ended) == [{"finding": "keloid", "status": "past", "last": "2020-05-01"}]


def test_condition_of_an_older_version_has_a_plain_status() -> None:
    """FHIR 3 wrote the status as a bare word: read, and reported as not conforming."""
    plain = {**condition(KELOID, None), "clinicalStatus": "resolved"}

    assert findings(plain) == [{"finding": "keloid", "status": "past"}]
    assert left_out(plain) == ["Condition c: does not keep to FHIR R4 at clinicalStatus: read as far as it goes."]


@pytest.mark.parametrize("said", ["unconfirmed", "provisional", "differential"])
def test_condition_not_confirmed_is_taken_and_told(said: str) -> None:
    """A suspicion counts until it is cleared."""
    suspected = condition(KELOID, **verified(said))

    assert findings(suspected) == [{"finding": "keloid", "status": "active"}]
    assert left_out(suspected) == [f"{KELOID_WORDS}: only {said} in the record: please confirm."]


def test_condition_entered_in_error_is_not_taken() -> None:
    """What the record takes back was never said."""
    mistaken = condition(KELOID, None, **verified("entered-in-error"))

    assert findings(mistaken) == []
    assert left_out(mistaken) == [f"{KELOID_WORDS}: entered in error: not taken."]


def test_condition_refuted_is_never_where_the_finding_itself_is_named() -> None:
    """Psoriasis refuted is no psoriasis, with no dates beside it."""
    denied = condition(PSORIASIS, None, onsetDateTime="2020-01-01", **verified("refuted"))

    assert findings(denied) == [{"finding": "psoriasis", "status": "never"}]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (coded(ICD10, "E10", "Type 1 diabetes mellitus"), "diabetes"),
        (coded(SNOMED, "84114007", "Heart failure"), "cardiac_disease"),
        (coded(SNOMED, "9014002"), "psoriasis"),
    ],
)
def test_condition_refuted_in_one_form_denies_nothing_else(code: dict[str, Any], finding: str) -> None:
    """No type 1 diabetes is not "no diabetes"; and a bare code does not show which is meant."""
    denied = condition(code, None, **verified("refuted"))

    assert findings(denied) == []
    assert left_out(denied)[0].endswith(
        f": denied in the record, but perhaps only one form of {finding}: not taken, ask."
    )


def test_condition_dates_its_onset_and_its_end() -> None:
    """Times give their day as written; onset is `since`, abatement is `last`."""
    active = condition(KELOID, onsetDateTime="2019-05-01T23:30:00-05:00")
    over = condition(KELOID, "resolved", onsetDateTime="2019-05-01", abatementDateTime="2020-06-02")
    within = condition(KELOID, "resolved", abatementPeriod={"start": "2020-05-01", "end": "2020-06-02"})

    assert findings(active) == [{"finding": "keloid", "status": "active", "since": "2019-05-01"}]
    assert findings(over) == [{"finding": "keloid", "status": "past", "last": "2020-06-02", "since": "2019-05-01"}]
    assert findings(within) == [{"finding": "keloid", "status": "past", "last": "2020-06-02"}]


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"onsetDateTime": "2019-05"}, "start: “2019-05” is no whole date, left out"),
        ({"onsetAge": {"value": 52, "unit": "years"}}, "start: “52 years” is no whole date, left out"),
        ({"onsetString": "as a child"}, "start: “as a child” is no whole date, left out"),
        (
            {"onsetRange": {"low": {"value": 20, "unit": "a"}, "high": {"value": 30, "unit": "a"}}},
            "start: “20 a to 30 a” is no whole date, left out",
        ),
        ({"onsetDateTime": "2026-11-23"}, "start: 2026-11-23 lies after 2026-11-22, left out"),
        ({"onsetDateTime": "1992-04-02"}, "start: 1992-04-02 lies before the patient's birth, left out"),
    ],
)
def test_condition_dates_that_cannot_stand_are_left_out_and_told(dates: dict[str, Any], why: str) -> None:
    """No day is made up, none outside the patient's life until today is kept."""
    vague = condition(KELOID, **dates)

    assert findings(vague) == [{"finding": "keloid", "status": "active"}]
    assert left_out(vague) == [f"{KELOID_WORDS}: {why}."]


@pytest.mark.parametrize("day", ["1992-04-03", "2026-11-22"])
def test_condition_dates_on_the_edge_are_kept(day: str) -> None:
    """The day of birth and the day asked are within."""
    assert findings(condition(KELOID, onsetDateTime=day)) == [{"finding": "keloid", "status": "active", "since": day}]


def test_condition_over_without_an_end_keeps_no_start() -> None:
    """A start beside "past" would be read as the end, and shorten a window."""
    over = condition(KELOID, "resolved", onsetDateTime="2019-05-01")

    assert findings(over) == [{"finding": "keloid", "status": "past"}]
    assert left_out(over) == [f"{KELOID_WORDS}: over, but only its start is dated (2019-05-01): ask when it ended."]


def test_condition_active_though_ended_stays_active() -> None:
    """The record contradicts itself: the severer half holds, and is told."""
    odd = condition(KELOID, abatementDateTime="2020-05-01")

    assert findings(odd) == [{"finding": "keloid", "status": "active"}]
    assert left_out(odd) == [f"{KELOID_WORDS}: active, though it ended on 2020-05-01: please confirm."]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (coded(SNOMED, "33659008"), "keloid"),
        (coded("http://snomed.info/sct/", "33659008"), "keloid"),
        (coded("urn:oid:2.16.840.1.113883.6.96", "33659008"), "keloid"),
        (coded(ICD10, "L91.0"), "keloid"),
        (coded(ICD10_CM, "L910"), "keloid"),
        (coded(ICD10, "L40"), "psoriasis"),
        (coded(ICD10_CM, "L40.54"), "psoriasis"),
        (coded(ICD10, "B00.1"), "herpes_labialis"),
        (coded(ICD10, "B00.5"), "herpes_ocular"),
        (coded(ICD10, "C50.9"), "known_malignancy"),
        (coded(ICD10, "C44.3"), "skin_cancer_in_area"),
        (coded(ICD10, "N18.3"), "renal_impairment"),
        (coded(ICD10, "N18.5"), "severe_renal_impairment"),
        (coded(ICD10, "F17.2"), "smoking"),
        (coded(ICD10, "Z88.4"), "local_anaesthetic_allergy"),
    ],
)
def test_condition_codes_lead_to_the_finding(code: dict[str, Any], finding: str) -> None:
    """SNOMED CT as it is, ICD-10 by its longest prefix, with or without the dot."""
    reading = read(condition(code))

    assert (reading.intake["findings"], reading.left_out) == ([{"finding": finding, "status": "active"}], [])


@pytest.mark.parametrize(
    "code",
    [
        coded(SNOMED, "336590081"),
        coded(SNOMED, "3365900"),
        coded(ICD10, "L9"),
        coded(ICD10, "L91.8"),
        coded("http://loinc.org", "4548-4"),
        coded("http://elsewhere.example/codes", "33659008"),
    ],
)
def test_condition_codes_that_only_resemble_lead_nowhere(code: dict[str, Any]) -> None:
    """A longer or shorter SNOMED CT code, a wider ICD-10 chapter, a measurement, another system: not the finding."""
    reading = read(condition(code))

    assert reading.intake["findings"] == []
    assert len(reading.left_out) == 1
    assert reading.left_out[0].endswith(": not a finding of this edition: not taken.")


def test_condition_coded_twice_gives_the_narrower_finding_once() -> None:
    """A concept holds the same thing in several systems: the case outranks its parent."""
    both = {"coding": [*coded(ICD10, "B00.9")["coding"], *coded(ICD10, "B00.5")["coding"]]}

    assert findings(condition(both)) == [{"finding": "herpes_ocular", "status": "active"}]


def test_condition_by_name_is_to_be_confirmed() -> None:
    """Without a known code the words decide, and a person checks."""
    named = condition({"text": "Severe plaque PSORIASIS (disorder)"})

    assert findings(named) == [{"finding": "psoriasis", "status": "active"}]
    assert left_out(named) == [
        "Condition c, “Severe plaque PSORIASIS (disorder)”: matched by name to psoriasis: please confirm."
    ]


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Hemophilia A", "haemophilia"),
        ("Keloids", "keloid"),
        ("vitiligo, generalised", "vitiligo"),
        ("Herpes zoster", "varicella_zoster"),
        ("atrial fibrillation", "cardiac_arrhythmia"),
        ("Nickel allergy", "nickel_allergy"),
        ("Allergy to nickel", "nickel_allergy"),
        ("Current smoker", "smoking"),
        ("Diabetes mellitus, not otherwise specified", "diabetes"),
    ],
)
def test_condition_names_bear_case_spelling_and_number(words: str, finding: str) -> None:
    """American spelling, plurals and synonyms are the same words."""
    assert findings(condition({"text": words})) == [{"finding": finding, "status": "active"}]


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("Family history of psoriasis", "psoriasis"),
        ("No evidence of diabetes", "diabetes"),
        ("At risk of stroke", "stroke"),
        ("HIV screening", "hiv"),
        ("Non-smoker", "smoking"),
        ("Ex-smoker", "smoking"),
        ("History of pulmonary embolism", "pulmonary_embolism"),
        ("Heart trouble without arrhythmia", "cardiac_arrhythmia"),
    ],
)
def test_condition_names_in_doubtful_words_are_asked(words: str, finding: str) -> None:
    """What may say the opposite is not taken for either side."""
    assert findings(condition({"text": words})) == []
    assert left_out(condition({"text": words})) == [
        f"Condition c, “{words}”: names {finding}, "
        "but may deny it or speak of a relative, a risk or the past: not taken, ask."
    ]


@pytest.mark.parametrize("words", ["Psoriatic nails", "Diabetology visit", "Feverfew tea", "Ibuprofen"])
def test_condition_names_need_whole_words_of_conditions(words: str) -> None:
    """Part of a word is no name, and a medicine's name is no condition."""
    assert left_out(condition({"text": words})) == [
        f"Condition c, “{words}”: not a finding of this edition: not taken."
    ]


def test_condition_about_nothing_is_told() -> None:
    """Neither code nor words: nothing to match."""
    assert left_out(condition({})) == ["Condition c: does not say what it is about: not taken."]


LEFT_CHEEK = {"text": "Left cheek"}


@pytest.mark.parametrize(
    ("site", "zones"),
    [
        (coded(SNOMED, "52795006"), ["forehead"]),
        (coded(SNOMED, "60819002"), ["cheek_left", "cheek_right"]),
        (coded(SNOMED, "60819002", text="Left cheek"), ["cheek_left"]),
        (coded(SNOMED, "60819002:272741003=24028007"), ["cheek_right"]),
        (coded(SNOMED, "60819002", "Cheek structure, both sides"), ["cheek_left", "cheek_right"]),
        (LEFT_CHEEK, ["cheek_left"]),
        ({"text": "skin of right temple"}, ["temple_right"]),
        ({"text": "Chin"}, ["chin"]),
        ({"text": "upper arm"}, ["upper_arm"]),
        (coded(SNOMED, "80243003"), ["eyelid"]),
    ],
)
def test_condition_sites_that_are_zones_are_taken(site: dict[str, Any], zones: list[str]) -> None:
    """By code or by words; a site without a side is on either."""
    assert findings(condition(KELOID, bodySite=[site])) == [{"finding": "keloid", "status": "active", "zones": zones}]


def test_condition_of_the_face_is_in_every_zone_of_it() -> None:
    """Face means all fifteen."""
    zones = findings(condition(KELOID, bodySite=[coded(SNOMED, "89545001")]))[0]["zones"]

    assert (len(zones), zones[0], zones[-1]) == (15, "forehead", "jawline_right")


@pytest.mark.parametrize(
    "site", [{"text": "left ear"}, {"text": "cheek cell sample"}, coded(SNOMED, "49521004", "Ear")]
)
def test_condition_sites_that_are_no_zones_leave_the_zones_open(site: dict[str, Any]) -> None:
    """Naming only the known half would say that the other half is free."""
    spread = condition(KELOID, bodySite=[LEFT_CHEEK, site])

    assert findings(spread) == [{"finding": "keloid", "status": "active"}]
    assert [line for line in left_out(spread) if line.endswith("is no zone: zones left out.")] == left_out(spread)


def test_conditions_of_one_finding_are_joined() -> None:
    """The severest status, then the latest day; the report names what was joined."""
    told = (
        condition(KELOID, "resolved", id="c1", abatementDateTime="2020-01-01"),
        condition(KELOID, id="c2", onsetDateTime="2021-01-01", bodySite=[{"text": "chin"}]),
        condition(KELOID, id="c3", onsetDateTime="2022-01-01", bodySite=[LEFT_CHEEK]),
    )

    assert findings(*told) == [
        {"finding": "keloid", "status": "active", "since": "2022-01-01", "zones": ["chin", "cheek_left"]}
    ]
    assert left_out(*told) == [
        "Condition c3, “Keloid scar” (SNOMED CT 33659008): keloid is also told by Condition c1, Condition c2: "
        "one entry with status active, since 2022-01-01."
    ]


def test_conditions_past_take_the_latest_end() -> None:
    """The last episode counts."""
    told = (
        condition(KELOID, "resolved", id="c1", abatementDateTime="2022-01-01"),
        condition(KELOID, "resolved", id="c2", abatementDateTime="2020-01-01"),
    )

    assert findings(*told) == [{"finding": "keloid", "status": "past", "last": "2022-01-01"}]


def test_conditions_past_of_which_one_is_undated_have_no_end() -> None:
    """The undated one may be the later."""
    told = (
        condition(KELOID, "resolved", id="c1", abatementDateTime="2022-01-01"),
        condition(KELOID, "resolved", id="c2"),
    )

    assert findings(*told) == [{"finding": "keloid", "status": "past"}]
    assert left_out(*told) == [
        f"{KELOID_WORDS.replace(' c,', ' c1,')}: keloid is also told by Condition c2: "
        "one entry with status past (one of them is undated, so the date is to be asked)."
    ]


def test_condition_with_an_unknown_modifier_is_told() -> None:
    """FHIR forbids to overlook a modifier."""
    modified = condition(KELOID, modifierExtension=[{"url": "http://ehr.example/not", "valueBoolean": True}])

    assert left_out(modified) == [
        "Condition c: carries a modifier that is not known here and may change its meaning: please confirm."
    ]


def test_condition_with_a_strange_status_is_read_and_told() -> None:
    """An unknown word is shown, and the severer reading taken."""
    strange = condition(KELOID, None, clinicalStatus=status("better"))

    assert findings(strange) == [{"finding": "keloid", "status": "active"}]
    assert left_out(strange) == [f"{KELOID_WORDS}: has the clinical status 'better': taken as active, please confirm."]
