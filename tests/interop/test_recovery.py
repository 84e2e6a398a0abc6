"""What is usual after a visit, and the signs that need us."""

import pytest

from percutis.domain.words import Urgency
from percutis.interop.recovery import SHOWN_DAYS, course_case, usual_courses, warning_signs
from percutis.protocol.load import load_edition, load_texts
from tests.examples import an_intake, the_plan

EDITION = load_edition()
CASE = course_case(the_plan(), an_intake(), EDITION)


def test_redness_fades_day_by_day() -> None:
    """Strong on the day, gone by the second week."""
    redness = next(course for course in usual_courses(CASE, EDITION) if course.symptom == "erythema")
    grades = dict(zip(SHOWN_DAYS, redness.grades, strict=True))
    assert grades[0] == 3
    assert list(redness.grades) == sorted(redness.grades, reverse=True)
    assert grades[14] == 0


def test_a_symptom_that_is_never_usual_is_not_shown_as_usual() -> None:
    """Pus, blisters and black skin have no usual course."""
    usual = {course.symptom for course in usual_courses(CASE, EDITION)}
    assert usual.isdisjoint({"pus", "vesicles", "black_skin", "papules", "nodules"})


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_symptom_of_a_red_flag_is_said(language: str) -> None:
    """Each sign that somebody can see stands somewhere on the sheet."""
    texts = load_texts("2026.1", language)
    said = " | ".join(
        line for group in warning_signs(CASE, EDITION, texts) for line in (*group.plain, *group.qualified)
    )
    for flag in EDITION.red_flags:
        for clause in flag.any:
            if clause.when.applies(CASE) and not clause.notices:
                for symptom in clause.any_of:
                    wording = texts.wording[f"labels.symptom.{symptom}"]
                    assert (wording.patient or wording.clinician) in said, symptom


def test_the_most_urgent_comes_first_and_is_not_said_again() -> None:
    """Trouble breathing is an emergency, and nothing less anywhere else."""
    groups = warning_signs(CASE, EDITION, load_texts())
    assert groups[0].urgency is Urgency.EMERGENCY
    assert "difficulty breathing" in groups[0].plain
    assert all("difficulty breathing" not in line for group in groups[1:] for line in (*group.plain, *group.qualified))


def test_a_sign_that_needs_company_says_so() -> None:
    """Swelling alone is usual; with fever and getting worse it is not."""
    emergency = warning_signs(CASE, EDITION, load_texts())[0]
    assert "redness or swelling, getting worse, together with fever" in emergency.qualified
    assert "swelling" not in emergency.plain


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [
        ("en", ["swelling (around the eyes)"], ["near around", "getting worse around"]),
        ("ur", ["سوجن (آنکھوں کے گرد)", "بڑھنے کی صورت میں"], ["گرد کے پاس", "بڑھتا ہوا"]),
    ],
)
def test_place_and_course_of_a_sign_are_said_as_one_speaks(language: str, said: list[str], never: list[str]) -> None:
    """A place names itself, and what grows worse does so in words that suit every sign."""
    lines = " | ".join(
        line for group in warning_signs(CASE, EDITION, load_texts("2026.1", language)) for line in group.qualified
    )
    lines = "".join(sign for sign in lines if not "\u2066" <= sign <= "\u2069")
    assert [words for words in said if words not in lines] == []
    assert [words for words in never if words in lines] == []
