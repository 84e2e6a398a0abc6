"""The picture of the README: the most telling part of the example's plan, as a terminal shows it."""

from io import StringIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from percutis.cli.page.assessment import write_verdict
from percutis.cli.page.course import write_course
from percutis.cli.page.paper import Paper
from percutis.cli.page.zones import write_zones
from percutis.protocol.load import LATEST, load_edition, load_texts
from tests.examples import the_plan

WIDTH = 98
INK, GREY, SLATE = (31, 41, 51), (82, 96, 109), (11, 97, 105)
RED, GREEN, AMBER, BLUE, PURPLE = (180, 35, 24), (22, 115, 72), (154, 103, 0), (29, 78, 160), (125, 60, 150)
COLOURS = [INK, RED, GREEN, AMBER, BLUE, PURPLE, SLATE, GREY]
PAPER = TerminalTheme((255, 255, 255), INK, COLOURS)
# No font and no host of anyone else: the reader's own monospaced letters.
SHEET = """<svg class="percutis-plan" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>The plan of the example patient: verdict, depth by zone with its bounds, and the dated course</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; white-space: pre; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="10" fill="#ffffff" stroke="#cbd2d9"/>
<g transform="translate({terminal_x}, 20)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def plan_picture() -> str:
    """The picture as SVG: the same plan gives the same bytes."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor",
        highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    plan = the_plan()
    paper = Paper(load_texts(LATEST, "en"), load_edition(), console, full=False)
    write_verdict(plan.assessment, paper)
    write_zones(plan.zones, paper)
    write_course(plan.sessions, plan.interval_days, paper)
    paper.print()
    return console.export_svg(theme=PAPER, code_format=SHEET, unique_id="plan")
