"""A reason on a page: the action in a word, the sentence, and one tap to where it comes from."""

import re
from dataclasses import replace
from datetime import date

import pytest

from percutis.domain.decision import Override, Question, Reason, Sentence, sentence_of
from percutis.protocol.load import load_edition, load_texts
from percutis.web.ui.reasons import QuestionView, SourceView, question_view, reason_view
from tests.web.ui.drawn import drawn

EDITION = load_edition()
RULE = next(rule for rule in EDITION.rules if rule.permissive and rule.cites)
REASON = Reason(
    rule=RULE.id,
    action=RULE.action,
    until=date(2026, 12, 24),
    zones=("cheek_left", "cheek_right"),
    findings=(),
    text=sentence_of(RULE),
    cites=RULE.cites,
    strength=RULE.strength,
    evidence=RULE.evidence,
    override=RULE.permissive.by if RULE.permissive else None,
)


def test_reason_view_holds_every_source_with_its_place() -> None:
    """No source of a reason is lost between the core and the page."""
    view = reason_view(REASON, load_texts())

    assert view.sources == tuple(SourceView(cite.key, cite.at or "") for cite in RULE.cites)


@pytest.mark.parametrize(("language", "zones"), [("en", "left cheek, right cheek"), ("ur", "بایاں گال، دایاں گال")])
def test_reason_view_speaks_the_language(language: str, zones: str) -> None:
    """The words come from the edition, in the reader's language."""
    assert reason_view(REASON, load_texts(language=language)).zones == zones


def test_reason_page_says_action_date_zones_source_and_who_may_choose_otherwise() -> None:
    """All of it is in the page itself; the source is folded away one tap deep, not on another page."""
    written = drawn(
        '{% include "ui/_reasons.html" with protocol_url="/p/" %}', reasons=[reason_view(REASON, load_texts())]
    )

    assert re.findall(r"<summary>[^<]*", written) != []
    for said in ("until 24 December 2026", "left cheek, right cheek", RULE.cites[0].key, "may choose otherwise"):
        assert said in written
    assert "Choose otherwise" not in written  # this reader may not


def test_reason_page_leads_to_the_override_only_where_the_reader_may() -> None:
    """With the address of overrides given, the way there names this very rule."""
    written = drawn(
        '{% include "ui/_reasons.html" with override_url="/o/" %}', reasons=[reason_view(REASON, load_texts())]
    )

    assert f'href="/o/{RULE.id}/"' in written


def test_overridden_reason_says_by_whom_and_offers_nothing_more() -> None:
    """What a doctor chose otherwise stays on the page with the name."""
    chosen = REASON._replace(overridden=Override(rule=RULE.id, by="physician", name="Dr. Test"))
    view = reason_view(chosen, load_texts())

    assert (view.overridden_by, view.override) == ("Dr. Test", "")


def test_question_is_a_link_where_it_can_be_answered() -> None:
    """A question leads to its place; without one it is a sentence."""
    question = Question("keloid_history", "status", Sentence(RULE.key), ())
    view = question_view(question, load_texts())
    source = '{% include "ui/_questions.html" %}'

    assert (
        "<a " in drawn(source, questions=[view]),
        '<a href="/here/">' in drawn(source, questions=[replace(view, url="/here/")]),
    ) == (False, True)
    assert isinstance(view, QuestionView)
