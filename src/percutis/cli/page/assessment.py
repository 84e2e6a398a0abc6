"""The page of `percutis assess`."""

from percutis.cli.page.blocks import SIGNS, write_head, write_legend, write_questions, write_reasons, write_standing
from percutis.cli.page.paper import Paper
from percutis.domain.assessment import Assessment
from percutis.interop.wording import day


def write_assessment(answer: Assessment, paper: Paper) -> None:
    """The verdict, the zones where they differ, the reasons, and every open question."""
    write_verdict(answer, paper)
    write_reasons(paper, answer.reasons)
    write_questions(paper, answer.questions, whole=True)
    write_legend(paper)


def write_verdict(answer: Assessment, paper: Paper) -> None:
    """The verdict in words and what it stands on; zones are named only where they differ from it."""
    verdict = paper.phrase(f"verdict.{answer.verdict}")
    until = paper.phrase("treat_from", date=day(answer.until, paper.texts)) if answer.until else ""
    write_head(paper, verdict, answer.verdict, until)
    skin = paper.phrase("skin_type", type=answer.skin_type) if answer.skin_type else paper.phrase("skin_type_unknown")
    write_standing(paper, day(answer.on, paper.texts), skin)
    if len({zone.verdict for zone in answer.zones}) < 2:
        return
    paper.heading("by_zone")
    for zone in answer.zones:
        sign, style = SIGNS[zone.verdict]
        until = paper.phrase("until", date=day(zone.until, paper.texts)) if zone.until else ""
        name = paper.word("zone", zone.zone)
        paper.line((sign, style), f" {paper.dots(name, paper.word('verdict', zone.verdict), until)}", indent=2)
