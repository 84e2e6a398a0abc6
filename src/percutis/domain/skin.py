"""Typing the skin (Fitzpatrick) from a questionnaire. Never from a photograph or an ethnicity: both predict it poorly.

Based on the ten-item questionnaire of the edition's `typing_items`; a bare total without its questionnaire means
nothing, because published forms give the same total different types.
"""

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.outcomes import TypingBands
from percutis.domain.errors import InputError, Problem
from percutis.domain.intake import SkinTyping
from percutis.domain.words import SKIN_TYPES

LOWEST_ANSWER, HIGHEST_ANSWER = 0, 4


def type_skin(typing: SkinTyping | None, edition: Edition) -> str | None:
    """The skin type, I to VI: the one the professional said, else the one the answers score to, else None.

    Raises:
        InputError: answers that are missing, out of 0 to 4, or for questions the questionnaire does not have.
    """
    if typing is None:
        return None
    if typing.fitzpatrick:
        return typing.fitzpatrick
    return score_skin(typing.answers, edition, typing.questionnaire) if typing.answers else None


def score_skin(answers: dict[str, int], edition: Edition, questionnaire: str | None = None) -> str:
    """The skin type that a full set of answers scores to, e.g. a total of 25 on the default form is type IV."""
    bands = _bands(edition, questionnaire)
    _refuse_bad_answers(answers, bands)
    total = sum(answers.values())
    return [kind for kind, lowest in zip(SKIN_TYPES, bands.lowest, strict=False) if total >= lowest][-1]


def _bands(edition: Edition, questionnaire: str | None) -> TypingBands:
    for bands in edition.typing_bands:
        if bands.questionnaire == questionnaire or (questionnaire is None and bands.default):
            return bands
    known = ", ".join(bands.questionnaire for bands in edition.typing_bands)
    raise InputError.one("skin_type.questionnaire", str(questionnaire), known)


def _refuse_bad_answers(answers: dict[str, int], bands: TypingBands) -> None:
    allowed = f"{LOWEST_ANSWER} to {HIGHEST_ANSWER}"
    problems = [Problem(f"skin_type.answers.{item}", "nothing", allowed) for item in bands.items if item not in answers]
    for item, answer in answers.items():
        if item not in bands.items:
            problems.append(Problem(f"skin_type.answers.{item}", item, ", ".join(bands.items)))
        elif not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
            problems.append(Problem(f"skin_type.answers.{item}", str(answer), allowed))
    if problems:
        raise InputError(tuple(problems))
