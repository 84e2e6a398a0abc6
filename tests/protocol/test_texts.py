"""The sentences of the newest edition as their readers meet them."""

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
