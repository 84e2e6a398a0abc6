"""The page of `percutis screen`: how many of each verdict, and which rules speak of how many."""

from percutis.cli.page.blocks import SIGNS, write_legend, write_standing
from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.interop.wording import day
from percutis.registry.screened import Screened

FIRST_RULES = 12


def write_screened(answer: Screened, paper: Paper) -> None:
    """The verdicts, then the rules that speak of most; a full page names every rule that speaks."""
    paper.line((paper.phrase("screened", count=f"{answer.patients:,}"), STRONG))
    write_standing(paper, day(answer.on, paper.texts))
    paper.line(paper.phrase("screened_asks", count=f"{answer.with_questions:,}"), indent=3)
    paper.line(paper.phrase("screened_requests_nothing"), indent=3)
    paper.heading("verdicts")
    width = len(f"{answer.patients:,}")
    for verdict, patients in answer.verdicts:
        sign, style = SIGNS[verdict]
        share = f"{100 * patients / max(answer.patients, 1):.1f} %"
        count = paper.drawing(f"{patients:>{width},} {share:>8}")
        paper.line(count, "  ", (f"{sign} {paper.word('verdict', verdict)}", style), indent=2)
    if not answer.rules:
        return
    paper.heading("rules_speaking", count=len(answer.rules))
    shown = answer.rules if paper.full else answer.rules[:FIRST_RULES]
    for rule in shown:
        sign, style = SIGNS[rule.action]
        head = f"{sign} {paper.word('action', rule.action)}"
        paper.line(
            (head, style),
            "  ",
            (paper.quantity(f"{rule.patients:,}"), STRONG),
            "  ",
            paper.said(rule.text),
            indent=2,
            hang=2,
        )
        paper.line((paper.basis(rule.evidence, rule.rule, rule.cites, rule.strength), DIM), indent=4, hang=2)
    if len(shown) < len(answer.rules):
        paper.line(paper.phrase("more_rules", count=len(answer.rules) - len(shown)), indent=2)
    write_legend(paper)
