"""An entry in words: values, cards, findings."""

from datetime import date

import pytest

from percutis.domain.edition.basis import Range, Window
from percutis.domain.edition.courses import Span
from percutis.domain.edition.texts import Texts, Wording
from percutis.protocol.manuscript import Manuscript, read_manuscript
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.reading.cards import card_of
from percutis.protocol.reading.speech import Speech
from percutis.protocol.reading.volume import bind, finding_row


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    """The edition that is installed."""
    return read_manuscript()


def speech_in(language: str, **wording: str) -> Speech:
    """A language with a few labels."""
    labels = {f"labels.{key.replace('__', '.')}": Wording(text) for key, text in wording.items()}
    return Speech(Texts(language, False, labels), load_captions(language))


@pytest.mark.parametrize(
    ("value", "english", "urdu"),
    [
        (Window(months=6), "6 months", "6 مہینے"),
        (Window(days=1), "1 day", "1 دن"),
        (Window(days=-28), "28 days before", "28 دن پہلے"),
        (Window(days=1, hours=12), "1 day 12 hours", "1 دن 12 گھنٹے"),
        (Window(), "that moment", "اسی وقت"),
        (Range(0.5, 1.5), "0.5–1.5", "0.5 سے 1.5"),
        (Range(2, 2), "2", "2"),
        (Span(min=3, usual=4, max=6), "3–6 · usually 4", "3 سے 6 · عموماً 4"),
        (True, "yes", "ہاں"),
        (1.0, "1", "1"),
        ((1, None, 2.5), "1 · ? · 2.5", "1 · ? · 2.5"),
        (date(2026, 11, 22), "2026-11-22", "2026-11-22"),
    ],
)
def test_values_are_said_in_each_language(value: object, english: str, urdu: str) -> None:
    """Windows, ranges, yes and no; in Urdu a range is written with سے so that it does not turn round."""
    assert speech_in("en").value(value) == english
    assert speech_in("ur").value(value) == urdu


def test_words_are_named_by_their_labels() -> None:
    """A zone, a group of zones, a product or an activity; a code without a name stands in plain words."""
    speech = speech_in("en", zone__cheek="cheeks", group__face="the face", activity__sauna="sauna")
    assert speech.value(("cheek", "face", "back_hand"), "zone_name") == "cheeks · the face · back hand"
    assert speech.value("sauna", "product_or_activity") == "sauna"
    assert speech.value(("IV", "V"), "skin_type") == "IV · V"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_entry_has_a_card(language: str, manuscript: Manuscript) -> None:
    """Each line of the edition can be put into words, says who cites it, and hides nothing that it asks for."""
    speech = Speech(manuscript.texts[language], load_captions(language))
    for entry in manuscript.entries:
        card = card_of(entry, manuscript, speech)
        assert [reference.key for reference in card.references] == [cite.key for cite in entry.cites]
        assert all(reference.source is not None for reference in card.references)
        assert (card.evidence, card.strength) == (entry.evidence.value, entry.strength.value)
        assert ":" in card.place


def test_card_separates_the_permissive_value(manuscript: Manuscript) -> None:
    """The conservative value is what the card says; the other stands apart with who may choose it."""
    bound = next(bound for bound in manuscript.edition.depth_bounds if bound.permissive_at_most_mm)
    card = card_of(bound, manuscript, Speech(manuscript.texts["en"], load_captions("en")))
    said = {line.caption: line.value for line in card.what}
    assert said["at most, mm"] == f"{bound.at_most_mm:g}"
    assert [line.caption for line in card.permissive] == ["permissive, at most, mm", "permissive value chosen by"]


def test_card_of_a_red_flag_says_each_way(manuscript: Manuscript) -> None:
    """Each clause is one way, enough by itself."""
    speech = Speech(manuscript.texts["en"], load_captions("en"))
    for flag in manuscript.edition.red_flags:
        card = card_of(flag, manuscript, speech)
        assert len(card.ways) == len(flag.any)
        assert card.badge == (flag.urgency.value, speech.word("urgency", flag.urgency))


def test_finding_names_the_rules_keyed_by_it(manuscript: Manuscript) -> None:
    """From a finding to its rules."""
    speech = Speech(manuscript.texts["en"], load_captions("en"))
    row = finding_row(manuscript.edition.finding["isotretinoin"], manuscript, speech)
    assert row.rules == tuple(rule.id for rule in manuscript.edition.rules_by_finding["isotretinoin"])
    assert row.place.startswith("findings.yaml:")


def test_the_volume_holds_every_entry_once(manuscript: Manuscript) -> None:
    """No entry is lost between the chapters, none stands twice."""
    volume = bind(manuscript, Speech(manuscript.texts["en"], load_captions("en")))
    found = [card.id for chapter in volume.chapters for section in chapter.sections for card in section.cards]
    assert sorted(found) == sorted(entry.id for entry in manuscript.entries)
    assert [chapter.step for chapter in volume.chapters][:7] == [
        "intake", "assessment", "plan", "session", "aftercare", "checkin", "outcome",
    ]  # fmt: skip
    assert sum(count for _, count in volume.by_evidence) == len(manuscript.entries)
