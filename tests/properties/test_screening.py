"""Screening as properties: what must hold of every patient, not of the ones somebody thought of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from percutis.domain.assessment import assess
from percutis.domain.decision import Override
from percutis.domain.edition.rules import Rule
from percutis.domain.intake import Finding, Intake
from percutis.domain.skin import type_skin
from percutis.domain.words import Action, Status, Verdict
from tests.properties.slow_screening import screen_slowly
from tests.strategies import EDITION, TODAY, findings, intakes

ORDER = list(Verdict)
ORDER_OF_ACTIONS = list(Action)


@given(intakes)
def test_fast_screening_agrees_with_the_slow_judge(intake: Intake) -> None:
    """The join gives the same rules, dates and zones as comparing every rule with every finding."""
    assessment = assess(intake, EDITION, TODAY)
    judged = screen_slowly(intake, type_skin(intake.skin_type, EDITION), EDITION, TODAY)

    fast = {reason.rule: (reason.until, frozenset(reason.zones)) for reason in assessment.reasons}
    assert fast == judged


@given(intakes, findings((Status.ACTIVE, Status.PAST)))
def test_adding_a_risk_never_loosens_the_verdict(intake: Intake, risk: Finding) -> None:
    """One more finding that is there can only make the answer stricter, and a deferral longer."""
    before = assess(intake, EDITION, TODAY)
    after = assess(replace(intake, findings=(*intake.findings, risk)), EDITION, TODAY)

    assert ORDER.index(after.verdict) <= ORDER.index(before.verdict)
    held = {reason.rule: reason for reason in after.reasons}
    for reason in before.reasons:
        assert reason.rule in held or _needs_absence(reason.rule)
        if reason.until and reason.rule in held:
            assert held[reason.rule].until >= reason.until


def _needs_absence(rule: str) -> bool:
    return bool(EDITION.rule[rule].when.without)


@given(intakes, st.data())
def test_forgetting_never_answers_a_question(intake: Intake, data: st.DataObject) -> None:
    """Without one of the findings, every question that was open is still open."""
    if not intake.findings:
        return
    gone = data.draw(st.integers(0, len(intake.findings) - 1))
    kept = intake.findings[:gone] + intake.findings[gone + 1 :]

    before = {q.finding for q in assess(intake, EDITION, TODAY).questions if q.missing == "status"}
    after = {q.finding for q in assess(replace(intake, findings=kept), EDITION, TODAY).questions}
    assert before <= after


@given(intakes, st.data())
def test_forgetting_a_detail_never_loosens(intake: Intake, data: st.DataObject) -> None:
    """A finding whose date, value or place is lost asks for at least as much as before."""
    if not intake.findings:
        return
    place = data.draw(st.integers(0, len(intake.findings) - 1))
    unsaid = {rule.trigger.finding for rule in EDITION.rules if rule.trigger and _needs_a_value(rule)}
    about_value = not unsaid.isdisjoint(EDITION.lineage[intake.findings[place].finding])
    detail = data.draw(st.sampled_from(["last", "zones"] if about_value else ["last", "value", "zones"]))
    vague = replace(intake.findings[place], **{detail: () if detail == "zones" else None})
    forgotten = replace(intake, findings=(*intake.findings[:place], vague, *intake.findings[place + 1 :]))

    before, after = assess(intake, EDITION, TODAY), assess(forgotten, EDITION, TODAY)
    assert ORDER.index(after.verdict) <= ORDER.index(before.verdict)


def _needs_a_value(rule: Rule) -> bool:
    """A rule that speaks only of a value that was measured: an INR, which most anticoagulants do not have."""
    return rule.trigger is not None and rule.trigger.value is not None and rule.trigger.value.if_unsaid == "unmet"


@given(intakes)
def test_unknown_is_a_question_and_never_a_reason(intake: Intake) -> None:
    """What is unknown is asked, and no rule speaks because of it."""
    unknown = tuple(replace(f, status=Status.UNKNOWN) for f in intake.findings)
    assessment = assess(replace(intake, findings=unknown), EDITION, TODAY)

    asked = {question.finding for question in assessment.questions}
    assert {kind.code for kind in EDITION.findings if kind.ask != "no"} <= asked
    assert all(not reason.findings for reason in assessment.reasons)


@given(intakes, st.sampled_from(["physician", "dermatologist", "nurse"]), st.data())
def test_a_choice_reaches_no_further_than_its_own_finding(intake: Intake, by: str, data: st.DataObject) -> None:
    """One choice changes its own rule, and of wider rules those that leave it a choice and speak of nothing else."""
    before = {reason.rule: reason for reason in assess(intake, EDITION, TODAY).reasons}
    if not before:
        return
    chosen = data.draw(st.sampled_from(sorted(before)))
    after = assess(replace(intake, overrides=(Override(rule=chosen, by=by),)), EDITION, TODAY)

    for reason in after.reasons:
        if reason.overridden is None:
            assert reason == before[reason.rule]
            continue
        rule, narrower = EDITION.rule[reason.rule], EDITION.rule[chosen]
        assert rule.permissive
        assert narrower.permissive
        assert by != "nurse"
        assert set(before[reason.rule].findings) <= set(before[chosen].findings)
        if reason.rule != chosen:
            assert rule.trigger.finding in EDITION.lineage[narrower.trigger.finding]
            assert ORDER_OF_ACTIONS.index(rule.action) >= ORDER_OF_ACTIONS.index(narrower.action)


@given(intakes)
def test_a_deferral_is_over_on_its_day(intake: Intake) -> None:
    """A dated finding that deferred until a day does not defer on that day."""
    assessment = assess(intake, EDITION, TODAY)
    for reason in assessment.reasons:
        dated = [f for f in intake.findings if f.finding in reason.findings]
        if reason.action is Action.DEFER and reason.until and all(f.last and f.status == "past" for f in dated):
            later = assess(replace(intake, findings=tuple(dated)), EDITION, reason.until)
            assert reason.rule not in {other.rule for other in later.reasons if other.findings}
