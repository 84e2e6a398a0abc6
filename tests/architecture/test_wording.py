"""The sentences that the code itself says stand in the edition, in every language."""

import ast
import re

import pytest

from percutis.domain.gate import _root
from percutis.protocol.load import LATEST, languages, load_edition, load_texts
from tests.architecture.reading import PACKAGE, modules, tree

LITERAL = re.compile(r"answers\.[a-z0-9_.]+[a-z0-9]")


def said_by_the_code() -> set[str]:
    """Every whole key of `answers` that stands as a constant in the domain."""
    constants = (
        node.value
        for path in modules(PACKAGE / "domain")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in constants if LITERAL.fullmatch(text)}


@pytest.mark.parametrize("language", languages())
def test_sentences_of_the_code_are_worded(language: str) -> None:
    """A key that the code says and the edition lacks would be shown as a key."""
    assert said_by_the_code() - set(load_texts(LATEST, language).wording) == set()


@pytest.mark.parametrize("language", languages())
def test_questions_of_the_gate_are_worded(language: str) -> None:
    """Whatever a gate rule tests can be asked for."""
    wording = load_texts(LATEST, language).wording
    facts = {test.fact for rule in load_edition().gate_rules for test in rule.tests}
    asked = {_root(fact, {"lidocaine_mg": known}) for fact in facts for known in (None, 0.0)}
    computed = {fact for fact in asked if f"answers.ask.{fact}" not in wording}
    assert computed <= ALWAYS_KNOWN


# Facts that the gate can always tell; they are never asked.
ALWAYS_KNOWN = {
    "days_since_last_session", "additions", "additions_prohibited", "additions_need_physician", "prp_planned",
}  # fmt: skip
