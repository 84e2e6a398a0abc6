"""The tags and filters of every template: what they write, that they escape, and the names that they give."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms

import percutis.web
from percutis.web.accounts.models import Membership, User
from tests.web.ui.drawn import drawn

NOON = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)  # 12:00 in Islamabad
ATTACK = "<script>alert('x')</script>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


class Form(forms.Form):
    """One field of each kind, all of them wrong when nothing is sent."""

    name = forms.CharField(label="Name", help_text="As on the card.")
    sex = forms.ChoiceField(label="Sex", widget=forms.RadioSelect, choices=[("f", "Female"), ("m", "Male")])
    agrees = forms.BooleanField(label="Agrees")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("source", "english", "urdu"),
    [
        ("{{ day|day }}", "25 November 2026", "25 نومبر 2026"),
        ("{{ day|weekday }}", "Wednesday 25 November 2026", "بدھ، 25 نومبر 2026"),
        ("{{ noon|moment }}", "25 November 2026, 12:00", "25 نومبر 2026، \u206612:00\u2069"),
        ("{{ noon|clock }}", '<bdi dir="ltr">12:00</bdi>', '<bdi dir="ltr">12:00</bdi>'),
        ("{{ 45000|money }}", '<bdi dir="ltr">Rs 45,000</bdi>', '<bdi dir="ltr">Rs 45,000</bdi>'),
        ("{{ 1.50|number }}", '<bdi dir="ltr">1.5</bdi>', '<bdi dir="ltr">1.5</bdi>'),
        ('{{ "cheek_left"|word:"zone" }}', "left cheek", "بایاں گال"),
        ('{{ "held by one"|capital }}', "Held by one", "Held by one"),
        ("{{ 1 }}{% comma %}{{ 2 }}", "1, 2", "1، 2"),
        ("{{ amna|called }}", "Dr. Amna Misali", "ڈاکٹر آمنہ مثالی"),
        ("{{ tom|called }}", "Tom Beispiel 2", "\u2066Tom Beispiel 2\u2069"),
        ("{{ nobody|called }}", "", ""),
    ],
)
def test_filter_writes_as_the_language_does(source: str, english: str, urdu: str) -> None:
    """Dates, times, money and words read as a reader of either language writes them, in the clinic's time zone."""
    amna = User(username="amna", name="Dr. Amna Misali", name_ur="ڈاکٹر آمنہ مثالی")
    tom = Membership(user=User(username="tom", name="Tom Beispiel 2"))
    values = {"day": date(2026, 11, 25), "noon": NOON, "amna": amna, "tom": tom, "nobody": None}

    assert (drawn(source, **values), drawn(source, "ur", **values)) == (english, urdu)


@pytest.mark.parametrize("name", ["day", "weekday", "moment", "clock", "money", "number", "ltr", 'word:"zone"'])
def test_filter_writes_nothing_for_nothing(name: str) -> None:
    """A value that is not there leaves no trace, never the word None."""
    assert re.sub(r"</?bdi[^>]*>", "", drawn("{{ nothing|" + name + " }}", nothing=None)) == ""


@pytest.mark.parametrize(
    "source",
    [
        '{% state "block" text %}',
        '{% notice "stop" text text %}',
        "{% empty text %}",
        "{% submit text %}",
        '{% button_link "#" text %}',
        '{% post_button "#" text %}',
        "{{ text|ltr }}",
        "{{ text|paragraphs }}",
    ],
)
def test_component_escapes_what_it_is_given(source: str) -> None:
    """What people type is shown as they typed it, and never runs."""
    written = drawn(source, text=ATTACK)

    assert (ATTACK in written, ESCAPED in written) == (False, True)


def test_state_has_a_shape_and_a_word() -> None:
    """A state is told apart without its tone: by the word, and by a drawn shape or a border of its own."""
    assert drawn('{% state "defer" "not yet" %}') == (
        '<span class="state state-warn"><svg class="icon" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="/static/ui/icons.svg#clock"/></svg>not yet</span>'
    )


def test_arrows_alone_turn_with_the_direction() -> None:
    """Back and onward follow the direction of reading; a telephone stays a telephone."""
    assert ["icon-turns" in drawn(f'{{% icon "{name}" %}}') for name in ("back", "next", "leave", "phone")] == [
        True,
        True,
        True,
        False,
    ]


def test_onward_stands_behind_the_words() -> None:
    """The arrow of going on stands at the end of its button, that of going back at the beginning."""
    onward = drawn('{% button_link "#" "Go on" "primary" "next" %}')
    back = drawn('{% button_link "#" "Back" "plain" "back" %}')

    assert (onward.index("Go on") < onward.index("<svg"), back.index("<svg") < back.index("Back")) == (True, True)


def test_stop_is_announced_and_information_is_not() -> None:
    """Only what stops somebody interrupts a screen reader."""
    assert ['role="alert"' in drawn(f'{{% notice "{kind}" "x" %}}') for kind in ("stop", "warn", "good", "info")] == [
        True,
        False,
        False,
        False,
    ]


def test_field_ties_label_help_and_error_to_the_input() -> None:
    """A screen reader hears the question, its help and what is wrong with the answer."""
    written = drawn("{% field form.name %}", form=Form({}))

    assert re.findall(r'(?:for|id|aria-describedby|aria-invalid)="[^"]*"', written) == [
        'for="id_name"',
        'id="id_name-help"',
        'id="id_name-error"',
        'aria-describedby="id_name-help id_name-error"',
        'aria-invalid="true"',
        'id="id_name"',
    ]


def test_group_of_choices_has_one_name_and_each_choice_its_own() -> None:
    """A group is a fieldset with its question as the legend; its error belongs to the group."""
    written = drawn("{% field form.sex %}", form=Form({}))

    assert re.findall(r'<legend>[^<]*|<label class="option" for="[^"]*"|<fieldset [^>]*', written) == [
        '<fieldset class="field has-error" id="id_sex" aria-describedby="id_sex-error"',
        "<legend>Sex",
        '<label class="option" for="id_sex_0"',
        '<label class="option" for="id_sex_1"',
    ]


def test_problems_lead_to_each_faulty_field() -> None:
    """What is wrong is named once at the head of a form, each with a link to a field that is there."""
    written = drawn("{% fields form %}", form=Form({}))
    targets = re.findall(r'href="#([^"]*)"', written)

    assert targets == ["id_name", "id_sex", "id_agrees"]
    assert [f'id="{target}"' in written for target in targets] == [True, True, True]


def test_hidden_field_stays_hidden() -> None:
    """A hidden value takes no place and no label."""
    assert drawn("{% field form.key %}", form=Form()) == '<input type="hidden" name="key" id="id_key">'


def test_post_button_carries_the_token() -> None:
    """A button that writes cannot be pressed from another site."""
    written = drawn('{% post_button "/x/" "Do it" %}', csrf_token="given")  # noqa: S106 (nobody's)

    assert 'name="csrfmiddlewaretoken" value="given"' in written


def test_every_sign_of_the_templates_is_drawn() -> None:
    """A name that the sheet of signs does not hold would leave a hole beside the words."""
    web = Path(percutis.web.__file__).parent
    signs = set(re.findall(r'id="([a-z-]+)"', (web / "ui/static/ui/icons.svg").read_text()))
    places = {"icon": 0, "empty": 1, "button_link": 3, "submit": 4, "post_button": 5}
    named = set()
    for page in web.rglob("*.html"):
        for tag, given in re.findall(r"{% (icon|empty|button_link|submit|post_button)\b([^%]*)%}", page.read_text()):
            words = re.findall(r'"[^"]*"|\S+', given)[places[tag] : places[tag] + 1]
            named |= {word.strip('"') for word in words if word.startswith('"')}
    assert named - signs == set()
    assert {"needle", "patients"} <= named
