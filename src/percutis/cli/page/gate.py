"""The page of `percutis gate`."""

from percutis.cli.page.blocks import write_head, write_legend, write_questions, write_reasons, write_standing
from percutis.cli.page.paper import STRONG, Paper
from percutis.domain.gate import Gate
from percutis.interop.wording import number


def write_gate(answer: Gate, paper: Paper) -> None:
    """Go, modify or stop; the reasons; what nobody said; the settings that may be used."""
    write_head(paper, paper.phrase(f"gate.{answer.verdict}"), answer.verdict)
    write_standing(paper, "")
    if answer.questions and answer.verdict == "stop":
        paper.line((paper.phrase("ask_first", count=len(answer.questions)), STRONG), indent=3)
    write_questions(paper, answer.questions, whole=True)
    write_reasons(paper, answer.reasons)
    if answer.zones:
        paper.heading("settings_then" if answer.verdict == "stop" else "settings")
    for zone in answer.zones:
        concern = paper.word("concern", zone.concern) if zone.concern else ""
        passes = paper.phrase("passes_at_most", count=zone.passes) if zone.passes else ""
        depth = paper.quantity(f"{number(zone.depth_mm)} mm")
        paper.line(paper.dots(paper.word("zone", zone.zone), concern, depth, passes), indent=2)
    write_legend(paper)
