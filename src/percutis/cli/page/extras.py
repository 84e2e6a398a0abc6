"""What goes with the needling: devices, additions, the anaesthetic, and what to expect."""

from collections.abc import Sequence

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.cli.page.zones import range_in_words
from percutis.domain.additions import AdditionStance
from percutis.domain.anaesthetic import AnaestheticLimits, AnaestheticOption
from percutis.domain.device_choice import DeviceChoice
from percutis.domain.outcome import ExpectedOutcome
from percutis.interop.wording import number

STANCES = {
    "chosen": "green",
    "allowed": "green",
    "possible": "cyan",
    "physician": "yellow",
    "no_evidence": "yellow",
    "refused": "red",
    "prohibited": "red",
}


def write_devices(devices: Sequence[DeviceChoice], paper: Paper) -> None:
    """Each device the clinic has: chosen, possible or refused, and why."""
    if devices:
        paper.heading("devices")
    for choice in devices:
        _write_stance(
            paper.word("device", choice.device), choice.stance, paper.phrase(f"choice.{choice.stance}"), paper
        )
        paper.line(paper.said(choice.text), "  ", (paper.cites(choice.cites), DIM), indent=4)


def write_additions(additions: Sequence[AdditionStance], paper: Paper) -> None:
    """What may be added, in which order and how far apart; what was asked about comes first."""
    if additions:
        paper.heading("additions")
    for addition in sorted(additions, key=lambda addition: not addition.asked):
        order = paper.word("order", addition.order) if addition.order else ""
        spacing = paper.phrase("days_apart", days=addition.spacing_days) if addition.spacing_days else ""
        stance = paper.word("stance", addition.stance)
        _write_stance(paper.word("addition", addition.addition), addition.stance, stance, paper, order, spacing)
        paper.line(paper.said(addition.text), "  ", (paper.cites(addition.cites), DIM), indent=4)


def write_anaesthetic(limits: AnaestheticLimits | None, paper: Paper) -> None:
    """The limits of each topical anaesthetic for this patient."""
    if limits is None or not limits.options:
        return
    paper.heading("anaesthetic")
    if limits.lidocaine_mg is not None:
        weight = number(limits.weight_kg) if limits.weight_kg else ""
        key = "lidocaine_by_weight" if weight else "lidocaine_limit"
        paper.line(paper.phrase(key, mg=number(limits.lidocaine_mg), weight=weight), indent=2)
    if limits.weight_kg is None:
        paper.line((paper.phrase("weight_missing"), "yellow"), indent=2)
    for option in limits.options:
        stance = paper.word("stance", option.stance)
        _write_stance(paper.word("anaesthetic", option.agent), option.stance, stance, paper, *_limits(option, paper))
        paper.line(paper.said(option.text), "  ", (paper.cites(option.cites), DIM), indent=4)


def _limits(option: AnaestheticOption, paper: Paper) -> tuple[str, ...]:
    given = (
        ("max_grams", option.max_grams),
        ("max_area", option.max_area_cm2),
        ("max_grams_per_10_cm2", option.max_grams_per_10_cm2),
        ("at_least_minutes", option.at_least_minutes),
        ("at_most_minutes", option.at_most_minutes),
    )
    return tuple(paper.phrase(key, value=number(value)) for key, value in given if value is not None)


def write_expected(expected: Sequence[ExpectedOutcome], paper: Paper) -> None:
    """Published outcomes with their uncertainty; unwanted ones are marked."""
    if expected:
        paper.heading("expected")
    for outcome in expected:
        mark = ("! ", "yellow") if outcome.harm else ("• ", "cyan")
        paper.line(mark, paper.said(outcome.text), indent=2, hang=2)
        if outcome.of_100 is not None:
            paper.line((_icons(outcome.of_100, paper), "yellow" if outcome.harm else "green"), indent=4)
        paper.line(_numbers(outcome, paper), "  ", (_standing(outcome, paper), DIM), indent=4)


def _icons(of_100: float, paper: Paper) -> str:
    """Twenty signs, each for five people of a hundred."""
    full = round(of_100 / 5)
    return paper.drawing("●" * full + "○" * (20 - full))


def _numbers(outcome: ExpectedOutcome, paper: Paper) -> str:
    interval = outcome.of_100_interval
    change, unit = outcome.change, outcome.unit or ""
    return paper.dots(
        paper.phrase("of_100", number=number(outcome.of_100)) if outcome.of_100 is not None else "",
        paper.phrase("interval_of", range=range_in_words(interval)) if interval else "",
        paper.phrase("change_of", change=f"{number(change)} {unit}".strip()) if change is not None else "",
        paper.phrase("interval_of", range=range_in_words(outcome.change_interval)) if outcome.change_interval else "",
        paper.phrase("patients", count=outcome.patients) if outcome.patients else "",
    )


def _standing(outcome: ExpectedOutcome, paper: Paper) -> str:
    return f"{paper.standing(outcome.evidence)} {paper.cites(outcome.cites)}"


def _write_stance(name: str, code: str, stance: str, paper: Paper, *details: str) -> None:
    paper.line((name, STRONG), "  ", (stance, STANCES[code]), f"  {paper.dots(*details)}", indent=2, hang=2)
