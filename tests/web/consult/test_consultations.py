"""Consultation, overrides, plan and consent: what is kept, and what is refused."""

import pytest

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.consents import consent_text
from percutis.web.records.core.drafts import said_in
from percutis.web.records.models import Course, Intake
from percutis.web.records.services.consents import record_consent
from percutis.web.records.services.consultations import (
    record_assessment,
    record_intake,
    record_override,
    save_draft,
    withdraw_override,
)
from percutis.web.records.services.plans import draft_plan, is_as_kept, sign_plan
from tests.web.cast import NOW, Cast, everything_answered, make_intake


def test_record_intake_keeps_every_answer(cast: Cast) -> None:
    """What was said is what is kept, as version one, with its line in the log; the draft is gone."""
    said = everything_answered()
    save_draft(patient=cast.patient, source="staff", said=said, by=cast.as_("doctor"), at=NOW)
    row = record_intake(patient=cast.patient, said=said, source="staff", by=cast.as_("doctor"), at=NOW)
    assert (Intake.objects.get().said, row.version, cast.patient.drafts.count()) == (said, 1, 0)
    assert AuditEvent.objects.get().action == "intake.recorded"


def test_record_intake_refuses_what_the_reader_refuses_and_keeps_nothing(cast: Cast) -> None:
    """Every problem is named at once, and neither a row nor a line in the log is written."""
    said = {
        "findings": [{"finding": "dragon_pox", "status": "active"}],
        "concerns": [{"concern": "texture", "zones": ["eyelid"]}],
    }
    with pytest.raises(InputError) as refused:
        record_intake(patient=cast.patient, said=said, source="staff", by=cast.as_("doctor"), at=NOW)
    assert [problem.place for problem in refused.value.problems] == ["concerns[0].zones[0]", "findings[0].finding"]
    assert (Intake.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_record_intake_again_asks_why(cast: Cast) -> None:
    """A correction says why, and the version before stays."""
    said = everything_answered()
    record_intake(patient=cast.patient, said=said, source="staff", by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        record_intake(patient=cast.patient, said=said, source="staff", by=cast.as_("doctor"), at=NOW)
    record_intake(patient=cast.patient, said=said, source="staff", why="weight added", by=cast.as_("nurse"), at=NOW)
    assert list(Intake.objects.values_list("version", "why")) == [(1, ""), (2, "weight added")]


def test_record_intake_by_the_front_desk_is_refused(cast: Cast) -> None:
    """The front desk takes no consultation."""
    with pytest.raises(RefusedError):
        record_intake(patient=cast.patient, said=everything_answered(), source="staff", by=cast.as_("desk"), at=NOW)


def test_save_draft_over_a_newer_one_is_refused(cast: Cast) -> None:
    """The second editor is told, and the first one's answers stay."""
    given = {"patient": cast.patient, "source": "staff", "at": NOW}
    first = save_draft(**given, said={"a": 1}, version=0, by=cast.as_("doctor"))
    save_draft(**given, said={"a": 2}, version=first.version, by=cast.as_("nurse"))
    for seen in (0, 1):
        with pytest.raises(RefusedError):
            save_draft(**given, said={"a": 3}, version=seen, by=cast.as_("doctor"))
    assert said_in(cast.patient.drafts.get().said) == {"a": 2}


def test_save_draft_over_ones_own_is_no_conflict(cast: Cast) -> None:
    """A page saves while one answers; what the same member then sends with the version seen before is kept."""
    given = {"patient": cast.patient, "source": "staff", "by": cast.as_("doctor"), "at": NOW}
    for said in ({"a": 1}, {"a": 2}):
        save_draft(**given, said=said, version=0)
    assert said_in(cast.patient.drafts.get().said) == {"a": 2}


RECENT = [{"finding": "isotretinoin", "status": "past", "last": "2026-08-20"}]


def with_finding(found: list[dict[str, str]]) -> dict[str, object]:
    """Everything answered, but for these."""
    said = everything_answered()
    codes = {finding["finding"] for finding in found}
    rest = [finding for finding in said["findings"] if finding["finding"] not in codes]  # type: ignore[attr-defined]
    return {**said, "findings": [*rest, *found]}


def test_override_by_a_doctor_changes_the_verdict(cast: Cast) -> None:
    """The choice of the permissive value is applied, stays visible, and can be withdrawn."""
    intake = make_intake(cast.patient, with_finding(RECENT))
    assert record_assessment(intake=intake, by=cast.as_("doctor"), at=NOW).verdict == "defer"
    given = {
        "patient": cast.patient,
        "rule": "isotretinoin_recent",
        "reason": "specialist_letter",
        "note": "Letter seen.",
    }
    rule = next(
        reason["rule"]
        for reason in record_assessment(intake=intake, by=cast.as_("doctor"), at=NOW).answer["reasons"]
        if reason["action"] == "defer"
    )
    override = record_override(**{**given, "rule": rule}, by=cast.as_("doctor"), at=NOW)
    assert record_assessment(intake=intake, by=cast.as_("doctor"), at=NOW).verdict != "defer"
    withdraw_override(override=override, by=cast.as_("doctor"), at=NOW)
    assert record_assessment(intake=intake, by=cast.as_("doctor"), at=NOW).verdict == "defer"


@pytest.mark.parametrize("who", ["aesthetician", "nurse", "desk", "lapsed"])
def test_override_by_anybody_else_is_refused(cast: Cast, who: str) -> None:
    """Only a doctor with a licence in date chooses otherwise."""
    with pytest.raises(RefusedError):
        record_override(patient=cast.patient, rule="any", reason="other", note="because", by=cast.as_(who), at=NOW)


def test_signed_plan_opens_one_course(cast: Cast) -> None:
    """A doctor signs; the plan is what was kept; a second open course is refused."""
    intake = make_intake(cast.patient)
    plan = draft_plan(intake=intake, operator=cast.aesthetician, by=cast.as_("aesthetician"), at=NOW)
    assert plan.answer["sessions"]
    assert is_as_kept(plan)
    with pytest.raises(RefusedError):
        sign_plan(plan=plan, by=cast.as_("aesthetician"), at=NOW)
    course = sign_plan(plan=plan, by=cast.as_("doctor"), at=NOW)
    second = draft_plan(intake=intake, operator=cast.aesthetician, by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError):
        sign_plan(plan=second, by=cast.as_("doctor"), at=NOW)
    assert list(Course.objects.all()) == [course]


def test_plan_without_a_licensed_operator_has_no_settings(cast: Cast) -> None:
    """Whoever has no licence in date gets no depth, and such a plan cannot be signed."""
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.lapsed, by=cast.as_("doctor"), at=NOW)
    assert (plan.answer["zones"], plan.answer["sessions"]) == ([], [])
    with pytest.raises(RefusedError):
        sign_plan(plan=plan, by=cast.as_("doctor"), at=NOW)


def test_plan_that_the_core_no_longer_gives_is_not_signed(cast: Cast) -> None:
    """A draft edition that changed after the plan was made shows: the digest no longer agrees."""
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    type(plan).objects.filter(pk=plan.pk).update(digest="0" * 64)
    plan.refresh_from_db()
    with pytest.raises(RefusedError):
        sign_plan(plan=plan, by=cast.as_("doctor"), at=NOW)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_consent_text_holds_no_setting(cast: Cast, language: str) -> None:
    """What a patient signs names places and risks, never a depth, a number of passes or a dose."""
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    text = consent_text(patient=cast.patient, plan=plan, subject="procedure", language=language)
    words = " ".join(part for section in text.sections for part in section.paragraphs)
    assert len(text.sections) >= 6
    assert " mm" not in words
    assert "skinpen" not in words.lower()


def test_consent_is_signed_withdrawn_and_signed_again(cast: Cast) -> None:
    """Each answer is a row of its own, with the whole text; signing needs a signed plan and a name."""
    plan = draft_plan(intake=make_intake(cast.patient), operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    text = consent_text(patient=cast.patient, plan=plan, subject="procedure", language="en")
    answer = {
        "patient": cast.patient,
        "subject": "procedure",
        "text": text,
        "plan": plan,
        "by": cast.as_("doctor"),
        "at": NOW,
    }
    with pytest.raises(RefusedError):
        record_consent(**answer, state="signed", signed_name="Test Patient One")
    sign_plan(plan=plan, by=cast.as_("doctor"), at=NOW)
    plan.refresh_from_db()
    for nobody in ("  ", "\u200b", "\u202e\u2066", "\u0301", "."):  # nothing that anybody reads
        with pytest.raises(RefusedError):
            record_consent(**answer, state="signed", signed_name=nobody)
    with pytest.raises(RefusedError):
        record_consent(**answer, state="withdrawn")
    record_consent(**answer, state="signed", signed_name="Test Patient One")
    record_consent(**answer, state="withdrawn", why="changed my mind")
    assert [consent.state for consent in cast.patient.consents.order_by("id")] == ["signed", "withdrawn"]
    assert cast.patient.consents.order_by("id")[0].text == text.as_kept()
