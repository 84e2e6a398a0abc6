"""The page of `percutis triage`."""

from percutis.cli.page.blocks import SIGNS, write_head, write_legend, write_standing
from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.triage import ToDo, Triage
from percutis.interop.wording import moment, say_to_patient


def write_triage(answer: Triage, paper: Paper) -> None:
    """The urgency, what to do now and who does it, the reasons, the serious events of the day, when to ask again."""
    write_head(paper, paper.phrase(f"urgency.{answer.urgency}"), answer.urgency)
    write_standing(paper, paper.phrase("next_checkin", moment=moment(answer.next_checkin, paper.texts)))
    if answer.hold_course:
        paper.line((paper.phrase("hold_course"), STRONG), indent=3)
    if answer.interval_at_least_days:
        paper.line(paper.phrase("change.interval", days=answer.interval_at_least_days), indent=3)
    for audience in ("patient", "clinic"):
        todo = [action for action in answer.actions if action.audience == audience]
        if todo:
            paper.heading(f"now.{audience}")
        before = ""
        for action in todo:
            cites = paper.cites(action.cites)
            paper.line(f"• {_said(action, paper)}  ", ("" if cites == before else cites, DIM), indent=2, hang=2)
            before = cites
    _write_reasons(answer, paper)
    _write_serious_events(answer, paper)
    write_legend(paper)


def _said(action: ToDo, paper: Paper) -> str:
    """What a patient is to do is worded as the patient is told it."""
    told = say_to_patient(action.text, paper.texts) if action.audience == "patient" else None
    return told or paper.said(action.text)


def _write_reasons(answer: Triage, paper: Paper) -> None:
    if answer.reasons:
        paper.heading("why")
    for reason in answer.reasons:
        sign, style = SIGNS[reason.urgency]
        name = paper.word("urgency", reason.urgency)
        paper.line((f"{sign} {name}", style), "  ", paper.said(reason.text), indent=2, hang=2)
        about = paper.dots(paper.words("symptom", reason.symptoms), paper.words("zone", reason.zones))
        if about:
            paper.line(about, indent=4, hang=2)
        paper.line((paper.basis(reason.evidence, reason.rule, reason.cites, reason.strength), DIM), indent=4, hang=2)


def _write_serious_events(answer: Triage, paper: Paper) -> None:
    """What the clinic keeps in mind on this day; what the patient already reports of it stands first."""
    if answer.serious_events:
        paper.heading("serious_events")
    for event in answer.serious_events:
        sign, style = SIGNS[event.urgency]
        urgency = f"{sign} {paper.word('urgency', event.urgency)}"
        paper.line((urgency, style if event.reported else DIM), "  ", paper.said(event.text), indent=2, hang=2)
        if event.reported:
            paper.line(paper.phrase("reported", symptoms=paper.words("symptom", event.reported)), indent=4, hang=2)
        paper.line((paper.basis(event.evidence, event.rule, event.cites, event.strength), DIM), indent=4, hang=2)
