"""The page of `percutis plan`."""

from percutis.cli.page.assessment import write_verdict
from percutis.cli.page.blocks import write_legend, write_questions, write_reasons
from percutis.cli.page.clocks import write_clocks
from percutis.cli.page.course import write_course
from percutis.cli.page.extras import write_additions, write_anaesthetic, write_devices, write_expected
from percutis.cli.page.healing import write_healing
from percutis.cli.page.paper import STRONG, Paper
from percutis.cli.page.sun import write_outlook
from percutis.cli.page.tasks import write_course_tasks
from percutis.cli.page.zones import write_not_planned, write_zones
from percutis.domain.plan import Plan


def write_plan(answer: Plan, paper: Paper) -> None:
    """The plan, in the order in which a doctor reads it; a full page adds looser bounds, every date and healing."""
    write_verdict(answer.assessment, paper)
    if answer.withheld:
        paper.blank()
        paper.line((paper.said(answer.withheld), STRONG), indent=3)
    write_reasons(paper, answer.assessment.reasons)
    write_zones(answer.zones, paper)
    write_not_planned(answer.not_planned, paper)
    write_devices(answer.devices, paper)
    write_course(answer.sessions, answer.interval_days, paper)
    write_course_tasks(answer.tasks, answer.sessions, paper)
    if paper.full:
        write_clocks(answer.clocks, paper)
        write_healing(answer.healing, paper)
    write_additions(answer.additions, paper)
    write_anaesthetic(answer.anaesthetic, paper)
    write_outlook(answer.sun, paper)
    write_expected(answer.expected, paper)
    write_questions(paper, answer.assessment.questions, whole=False)
    write_legend(paper)
    if not paper.full:
        paper.line(paper.phrase("more_in_full"), indent=2)
