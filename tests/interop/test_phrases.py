"""The interface speaks each language whole, with the same holes."""

import re

import pytest

from percutis.interop.phrases import FOLDER, load_phrases

ENGLISH = load_phrases("en").said
HOLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_every_language_has_the_same_keys_and_holes(language: str) -> None:
    """A missing phrase or hole would show only in that language."""
    said = load_phrases(language).said
    assert {key: sorted(HOLE.findall(phrase)) for key, phrase in said.items()} == {
        key: sorted(HOLE.findall(phrase)) for key, phrase in ENGLISH.items()
    }


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    """An edition may be worded in a language that the interface does not speak yet."""
    assert load_phrases("fr")("why") == "Why"
