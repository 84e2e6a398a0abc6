"""The sentences of the newest edition as their readers meet them."""

import re

import pytest

from percutis.domain.edition.texts import Register, Texts
from percutis.protocol.load import load_edition, load_texts

LANGUAGES = ("en", "ur")
REGISTERS: tuple[Register, ...] = ("clinician", "patient")


@pytest.fixture(scope="module", params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Everything that the edition says in one language."""
    return load_texts(load_edition().id, request.param)


def test_question_of_the_skin_is_a_question_and_nothing_else(texts: Texts) -> None:
    """What editors should know of an item stands in its note, not in what is asked."""
    asked = [texts.say(item.key, register) for item in load_edition().typing_items for register in REGISTERS]
    assert [words for words in asked if not words.endswith(("?", "؟"))] == []


ENGLISH = re.compile(
    r"\b(sunscreen|needling|microneedling|infected|scrub|sauna|cold sores?|sessions?|tanning|moisturiser|serum|filler|"
    r"waxing|threading|self-tanner|stretch marks?|uv index)\b",
    re.IGNORECASE,
)


def test_urdu_says_in_urdu_what_has_an_urdu_word() -> None:
    """Names of drugs, tests and devices stay as they are printed; what one does and wears is said in Urdu."""
    said = load_texts(load_edition().id, "ur").wording
    words = {key: " ".join(filter(None, (one.clinician, one.patient))) for key, one in said.items()}
    assert {key: found for key, text in words.items() if (found := ENGLISH.findall(re.sub(r"\{\w+\}", "", text)))} == {}
