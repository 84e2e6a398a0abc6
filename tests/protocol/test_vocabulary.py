"""The vocabulary comes from the edition itself, and knows every field that holds a word."""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

import percutis.domain.edition as package
from percutis.domain.edition.basis import Entry
from percutis.interop.files.words import words_of
from percutis.protocol.checks.wordlists import known_words
from percutis.protocol.load import load_edition, load_texts
from percutis.protocol.manuscript import read_manuscript
from percutis.protocol.parts import ENTRY_FIELDS, WORDS
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.vocabulary import nearest, vocabulary

# Fields of text that are no words of a list: names, numbers of papers, keys, and lists that are closed by their type.
FREE = {
    ("FindingKind", "code"), ("FindingKind", "brands"), ("FindingKind", "names"), ("FindingKind", "unit"),
    ("FindingKind", "parents"), ("Coding", "code"), ("Zone", "id"), ("Zone", "base"), ("Thickness", "proxy"),
    ("ClearedUse", "number"), ("ClearedUse", "cleared"), ("Device", "cartridge"), ("Amount", "unit"),
    ("Jurisdiction", "name"), ("Jurisdiction", "country"), ("Place", "name"), ("Place", "country"),
    ("Place", "timezone"), ("Place", "aliases"), ("RedFlag", "for_patient"), ("RedFlag", "for_clinic"),
    ("FactTest", "equals"), ("FactTest", "among"), ("FactTest", "has"), ("Anaesthetic", "ingredients"),
    ("Cite", "key"), ("Cite", "at"), ("Limit", "rows"),
}  # fmt: skip
# Parts are shown field by field under their own titles; these types are said as one value, or in a table of their own.
PARTS = ("when", "trigger", "value", "effects", "permissive", "limits", "tests", "any", "uses", "cites", "rows")
NEVER_LISTED = ("Zone", "Coding", "Cite", "Window", "Span", "FindingKind")
NOT_OF_AN_ENTRY = ("Edition", "Texts", "Wording", "Case", "Entry")


def types_of_an_edition() -> Iterator[type]:
    """Every dataclass that an entry is made of."""
    for module in pkgutil.iter_modules(package.__path__):
        for member in vars(import_module(f"{package.__name__}.{module.name}")).values():
            own = inspect.isclass(member) and member.__module__.endswith(f".{module.name}")
            if own and is_dataclass(member) and member.__name__ not in NOT_OF_AN_ENTRY:
                yield member


def test_every_field_of_text_is_a_word_or_known_to_be_free() -> None:
    """A new field of text must be given its list, or be said to have none."""
    unknown = [
        f"{kind.__name__}.{field.name}"
        for kind in types_of_an_edition()
        for field in fields(kind)
        if "str" in str(field.type)
        and not (issubclass(kind, Entry) and field.name in ENTRY_FIELDS)
        and (kind, field.name) not in WORDS
        and (kind.__name__, field.name) not in FREE
    ]
    assert unknown == []


def test_every_list_that_a_field_names_exists() -> None:
    """The check would have nothing to look the words up in."""
    known = known_words(read_manuscript())
    assert set(WORDS.values()) <= set(known)
    assert [kind for kind in WORDS.values() if not known[kind]] == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_field_has_a_caption(language: str) -> None:
    """Whatever an entry says can be shown."""
    said = load_captions(language).said
    nameless = [
        f"{kind.__name__}.{field.name}"
        for kind in types_of_an_edition()
        for field in fields(kind)
        if field.name not in (*ENTRY_FIELDS, *PARTS)
        and kind.__name__ not in NEVER_LISTED
        and not {field.name, f"{kind.__name__}.{field.name}"} & said.keys()
    ]
    assert nameless == []


def test_captions_have_the_same_keys_and_holes_in_every_language() -> None:
    """What is called something in English is called something in Urdu."""
    english, urdu = load_captions("en").said, load_captions("ur").said
    assert english.keys() == urdu.keys()
    holes = {key: {part for part in text.split("{") if "}" in part} for key, text in english.items()}
    named = {key: {part.split("}")[0] for part in parts} for key, parts in holes.items() if parts}
    assert named == {key: {part.split("}")[0] for part in urdu[key].split("{") if "}" in part} for key in named}


def test_words_of_inputs_are_words_of_the_edition() -> None:
    """What an intake may say, the protocol has a name for."""
    edition = load_edition()
    known = vocabulary(edition, load_texts())
    inputs = words_of(edition)
    for kind in (
        "finding",
        "zone",
        "device",
        "concern",
        "symptom",
        "notice",
        "role",
        "trend",
        "addition",
        "anaesthetic",
    ):
        assert set(inputs[kind]) == set(known[kind]), kind


def test_nearest_words_are_named_for_a_long_list() -> None:
    """A short list is named whole; of a long one the nearest words."""
    assert nearest("b", ["a", "c"]) == "a, c"
    many = [f"word_{number}" for number in range(30)]
    assert nearest("word_07", [*many, "isotretinoin"]).endswith("?")
    assert nearest("isotretinon", [*many, "isotretinoin"]) == "isotretinoin?"
    assert nearest("zzz", many) == "one of 30 words, none of them near"
