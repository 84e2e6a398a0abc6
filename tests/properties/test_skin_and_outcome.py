"""Skin typing and outcomes as properties: paler answers never type darker, and a grade's direction is its scale's."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.errors import InputError
from percutis.domain.intake import Intake
from percutis.domain.outcome import grade_change
from percutis.domain.plan import plan_course
from percutis.domain.skin import score_skin
from percutis.domain.words import SKIN_TYPES, Stance
from tests.strategies import EDITION, TODAY, intakes

DEFAULT = next(bands for bands in EDITION.typing_bands if bands.default)
answers = st.fixed_dictionaries({item: st.integers(0, 4) for item in DEFAULT.items})


@given(answers, st.sampled_from(DEFAULT.items))
def test_a_darker_answer_never_types_paler(said: dict[str, int], item: str) -> None:
    """Raising one answer keeps the skin type or raises it."""
    darker = {**said, item: min(4, said[item] + 1)}

    assert SKIN_TYPES.index(score_skin(darker, EDITION)) >= SKIN_TYPES.index(score_skin(said, EDITION))


@given(answers, st.permutations(DEFAULT.items))
def test_only_the_total_types_the_skin(said: dict[str, int], order: list[str]) -> None:
    """The same answers given to other questions make the same total and the same type."""
    shuffled = dict(zip(order, said.values(), strict=True))

    assert score_skin(shuffled, EDITION) == score_skin(said, EDITION)


@pytest.mark.parametrize("bands", EDITION.typing_bands, ids=lambda bands: bands.questionnaire)
def test_every_total_has_a_type(bands: object) -> None:
    """From all zeros (type I) to all fours, and each band begins exactly at its lowest total."""
    found = next(entry for entry in EDITION.typing_bands if entry is bands)
    types = [
        score_skin(_answers_of(total, found.items), EDITION, found.questionnaire)
        for total in range(4 * len(found.items) + 1)
    ]

    assert types[0] == "I"
    assert [types.index(kind) for kind in SKIN_TYPES[: len(found.lowest)]] == list(found.lowest)


def _answers_of(total: int, items: tuple[str, ...]) -> dict[str, int]:
    return {item: max(0, min(4, total - 4 * place)) for place, item in enumerate(items)}


@given(answers, st.sampled_from(DEFAULT.items), st.integers(-9, 9).filter(lambda answer: not 0 <= answer <= 4))
def test_an_impossible_answer_is_refused(said: dict[str, int], item: str, answer: int) -> None:
    """Below 0 and above 4 there is no answer, and a missing one is not taken for 0."""
    missing = {name: value for name, value in said.items() if name != item}
    for bad in ({**said, item: answer}, missing):
        with pytest.raises(InputError, match=item):
            score_skin(bad, EDITION)


@given(st.sampled_from(EDITION.scales), st.floats(0, 1), st.floats(0, 1))
def test_a_change_back_is_the_opposite(scale: object, one: float, other: float) -> None:
    """What is better in one direction is worse in the other, on every scale."""
    found = next(entry for entry in EDITION.scales if entry is scale)
    before, after = (found.low + share * (found.high - found.low) for share in (one, other))
    there = grade_change(found.scale, before, after, EDITION)
    back = grade_change(found.scale, after, before, EDITION)

    assert there.change == -back.change
    assert {there.direction, back.direction} in ({"same"}, {"better", "worse"})
    if there.change:
        assert there.direction == ("better" if (there.change > 0) == (found.better == "higher") else "worse")


@given(intakes)
def test_expected_outcomes_are_of_such_a_patient(intake: Intake) -> None:
    """Every outcome shown was published for a planned concern in its own zones, this skin and what may be added."""
    plan = plan_course(intake, EDITION, TODAY)
    entries = {entry.id: entry for entry in EDITION.expectations}
    may_be_added = {a.addition for a in plan.additions if a.asked and a.stance in (Stance.ALLOWED, Stance.PHYSICIAN)}
    for outcome in plan.expected:
        entry = entries[outcome.rule]
        fitting = [
            zone
            for zone in plan.zones
            if (not entry.when.concerns or zone.concern in entry.when.concerns)
            and (not entry.when.zones or not _names(zone.zone).isdisjoint(entry.when.zones))
            and (not entry.when.device_classes or EDITION.device[zone.device].device_class in entry.when.device_classes)
        ]
        assert fitting
        assert entry.addition is None or entry.addition in may_be_added
        skin = plan.assessment.skin_type
        assert not entry.when.skin_types or skin is None or skin in entry.when.skin_types


def _names(zone: str) -> set[str]:
    found = EDITION.zone[zone]
    return {found.id, found.base, found.group}


@given(intakes)
def test_an_unknown_weight_gives_no_dose(intake: Intake) -> None:
    """The most of the numbing cream depends on the weight: without it there is a question and no number."""
    plan = plan_course(replace(intake, patient=replace(intake.patient, weight_kg=None)), EDITION, TODAY)

    if plan.anaesthetic is not None:
        assert plan.anaesthetic.lidocaine_mg is None
        assert [question.finding for question in plan.anaesthetic.questions] == ["weight"]
