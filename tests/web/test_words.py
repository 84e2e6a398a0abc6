"""The words of the interface: each has its Urdu, with the same named holes, and the catalogue holds no others."""

import re

from tests.docs.messages import gathered, kept, missing, words


def test_every_word_of_the_interface_has_its_urdu() -> None:
    """Nothing that a page says is left in English; `make messages` gathers what is new."""
    assert [(one.id, one.auto_comments) for one in missing(gathered())] == []


def test_catalogue_holds_what_pages_say_and_nothing_else() -> None:
    """What is no longer said is gone, so that nobody translates it again."""
    said = {(context, first[0] if isinstance(first, tuple) else first) for context, first in words()}
    held = {(one.context, one.id[0] if isinstance(one.id, tuple) else one.id) for one in kept() if one.id}
    assert held == said


def test_urdu_has_the_same_holes() -> None:
    """A named hole that is lost or misspelt would lose a date, or break the page."""
    wrong = []
    for one in kept():
        if one.id:
            texts = one.string if isinstance(one.string, tuple) else (one.string,)
            sources = one.id if isinstance(one.id, tuple) else (one.id,)
            wanted = set().union(*(_holes(source) for source in sources))
            wrong += [
                one.id
                for text in texts
                if not _holes(text) <= wanted or not _holes(sources[0]) <= _holes(text) | {"count"}
            ]
    assert wrong == []


def _holes(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))
