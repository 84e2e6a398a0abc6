"""The stylesheets and scripts: logical in direction, small, nothing from elsewhere, readable in contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted(settings.HERE.rglob("static/**/*.css"))
SCRIPTS = sorted((settings.HERE / "ui" / "static" / "ui").glob("*.js"))
LOOK = settings.HERE / "ui" / "static" / "ui"
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", (LOOK / "base.css").read_text()))
MOST_OF_CSS, MOST_OF_SCRIPTS = 30_000, 10_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_stylesheet_knows_start_and_end_only(sheet: Path) -> None:
    """A page mirrors by itself in Urdu: no rule names left or right."""
    assert PHYSICAL.findall(sheet.read_text()) == []


@pytest.mark.parametrize("file", [*SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_file_names_no_other_host(file: Path) -> None:
    """Nothing is fetched from elsewhere."""
    assert re.findall(r"(?:https?:)?//(?!www\.w3\.org)[\w-]+\.[\w.-]+", file.read_text()) == []


def test_look_stays_small() -> None:
    """The stylesheets of every page and the scripts keep to their budgets."""
    sheets = sum(len((LOOK / name).read_bytes()) for name in ("base.css", "components.css"))
    scripts = sum(len(path.read_bytes()) for path in SCRIPTS)

    assert (sheets < MOST_OF_CSS, scripts < MOST_OF_SCRIPTS) == (True, True)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "card", "rail")),
        ("accent-strong", "accent-soft"),
        ("accent", "accent-soft"),
        ("ink-soft", "accent-soft"),
        ("on-accent", "accent"),
        ("card", "stop"),
        *((tone, ground) for tone in ("good", "warn", "stop") for ground in (f"{tone}-soft", "card", "paper")),
    ],
)
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    """Text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) on every ground that it is set on."""
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "card"])
def test_border_of_an_input_stands_out(ground: str) -> None:
    """What shows that one can write or press has at least 3 to 1 (WCAG 2.2, 1.4.11)."""
    assert contrast(COLOURS["line-strong"], COLOURS[ground]) >= 3


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2; black on white is 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
