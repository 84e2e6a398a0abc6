"""Parts that several pages share: the verdict, reasons, questions, the legend of sources."""

from collections.abc import Sequence
from datetime import date

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.decision import Question, Reason
from percutis.domain.edition.rules import Effects
from percutis.interop.answers import notice
from percutis.interop.wording import day, number

SIGNS = {
    "block": ("✕", "bold red"),
    "stop": ("✕", "bold red"),
    "emergency": ("✕", "bold red"),
    "defer": ("◷", "bold yellow"),
    "same_day": ("◷", "bold red"),
    "refer": ("→", "bold magenta"),
    "within_48_hours": ("→", "bold yellow"),
    "within_7_days": ("→", "bold yellow"),
    "modify": ("±", "bold yellow"),
    "warn": ("!", "yellow"),
    "inform": ("i", "cyan"),
    "proceed": ("✓", "bold green"),
    "go": ("✓", "bold green"),
    "self_care": ("✓", "bold green"),
}


def write_head(paper: Paper, name: str, verdict: str, *details: str) -> None:
    """The verdict in words, first; then what it stands on."""
    sign, style = SIGNS[verdict]
    paper.line((f"{sign}  {name}", style))
    for detail in details:
        if detail:
            paper.line((detail, STRONG), indent=3)


def write_standing(paper: Paper, on: str, *details: str) -> None:
    """The edition, the day, and the notice that every answer of a draft edition carries."""
    edition = paper.edition
    paper.line((paper.dots(paper.phrase("edition", edition=paper.drawing(edition.id)), on, *details), DIM), indent=3)
    said = notice(edition.status, paper.texts)
    if said:
        paper.line((said, "italic yellow"), indent=3)
    if not paper.texts.reviewed:
        paper.line((paper.phrase("not_reviewed"), "italic yellow"), indent=3)


def write_reasons(paper: Paper, reasons: Sequence[Reason]) -> None:
    """Each reason: what it asks for and why, until when and where, on whose word."""
    if reasons:
        paper.heading("why")
    for reason in reasons:
        sign, style = SIGNS[reason.action]
        paper.line(
            (f"{sign} {paper.word('action', reason.action)}", style), "  ", paper.said(reason.text), indent=2, hang=2
        )
        where = paper.dots(
            _until(paper, reason.until),
            paper.words("zone", reason.zones),
            changes_in_words(paper, reason.changes),
            _override(paper, reason),
        )
        if where:
            paper.line(where, indent=4, hang=2)
        basis = paper.basis(reason.evidence, reason.rule, reason.cites, reason.strength)
        paper.line((basis, DIM), indent=4, hang=2)


def _until(paper: Paper, until: date | None) -> str:
    return paper.phrase("until", date=day(until, paper.texts)) if until else ""


def _override(paper: Paper, reason: Reason) -> str:
    if reason.overridden:
        by, rule = paper.word("role", reason.overridden.by), reason.overridden.rule
        if rule != reason.rule:
            return paper.phrase("overridden_with", by=by, rule=paper.drawing(rule))
        return paper.phrase("overridden", by=by)
    return paper.phrase("may_override", by=paper.word("role", reason.override)) if reason.override else ""


def changes_in_words(paper: Paper, changes: Effects | None) -> str:
    """What a modification changes, in words."""
    if changes is None:
        return ""
    said = []
    if changes.depth_at_most_mm is not None:
        said.append(paper.phrase("change.depth", depth=number(changes.depth_at_most_mm)))
    if changes.first_session_depth_at_most_mm is not None:
        said.append(paper.phrase("change.first_depth", depth=number(changes.first_session_depth_at_most_mm)))
    if changes.interval_at_least_days is not None:
        said.append(paper.phrase("change.interval", days=changes.interval_at_least_days))
    if changes.prohibit_additions:
        said.append(paper.phrase("change.without", what=paper.words("addition", changes.prohibit_additions)))
    if changes.prohibit_anaesthetics:
        said.append(paper.phrase("change.without", what=paper.words("anaesthetic", changes.prohibit_anaesthetics)))
    if changes.prohibit_antiseptics:
        said.append(paper.phrase("change.without", what=paper.words("antiseptic", changes.prohibit_antiseptics)))
    if changes.prohibit_products:
        said.append(paper.phrase("change.without", what=paper.words("product", changes.prohibit_products)))
    if changes.require_role:
        said.append(paper.phrase("change.role", role=paper.word("role", changes.require_role)))
    if changes.test_patch:
        said.append(paper.phrase("change.test_patch"))
    return paper.dots(*said)


def write_questions(paper: Paper, questions: Sequence[Question], *, whole: bool) -> None:
    """What is still to be asked: the count first, then each question, or only where a detail is missing."""
    if not questions:
        return
    paper.heading("to_ask", count=len(questions))
    if whole:
        for question in questions:
            paper.line(f"? {paper.said(question.text)}", indent=2, hang=2)
        return
    details = [question for question in questions if question.missing not in ("status", "fact")]
    if details:
        paper.items(dict.fromkeys(subject_of(paper, question) for question in details), indent=2)
    if len(questions) > len(details):
        paper.line(paper.phrase("never_spoken_of", count=len(questions) - len(details)), indent=2)
    paper.line((paper.phrase("ask_in_full"), DIM), indent=2)


def subject_of(paper: Paper, question: Question) -> str:
    """What a question is about, in a word or two."""
    named = f"labels.finding.{question.finding}" in paper.texts.wording
    name = paper.word("finding" if named else "concern", question.finding)
    detail = question.missing not in ("status", "fact")
    return f"{name} ({paper.phrase(f'missing.{question.missing}')})" if detail else name


def write_legend(paper: Paper) -> None:
    """How many sources stand behind the page, how each was seen, and how to follow one."""
    if not paper.cited:
        return
    paper.heading("sources", count=len(paper.cited))
    states = [f"{paper.drawing(f'[{evidence}]')} {paper.word('evidence', evidence)}" for evidence in paper.seen]
    paper.items(states, DIM, indent=2)
    paper.line(paper.phrase("legend"), indent=2)
    paper.line((paper.drawing("percutis protocol show NAME"), STRONG), indent=4)
