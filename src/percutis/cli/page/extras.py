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
        name, bounds = paper.word("anaesthetic", option.agent), _limits(option, paper)
        if paper.full:
            _write_stance(name, option.stance, stance, paper, *bounds)
            paper.line(paper.said(option.text), "  ", (paper.cites(option.cites), DIM), indent=4)
        else:
            _write_stance(name, option.stance, stance, paper, *bounds, sources=paper.cites(option.cites))


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
    """Published outcomes with their uncertainty, the unwanted marked; in short only those counted in people."""
    counted = [outcome for outcome in expected if outcome.of_100 is not None]
    shown = expected if paper.full or not counted else counted
    if shown:
        paper.heading("expected")
    for outcome in shown:
        mark = ("! ", "yellow") if outcome.harm else ("• ", "cyan")
        paper.line(mark, paper.said(outcome.text), indent=2, hang=2)
        icons = f"{_icons(outcome.of_100, paper)}  " if outcome.of_100 is not None else ""
        basis = paper.basis(outcome.evidence, outcome.rule, outcome.cites)
        numbers = _numbers(outcome, paper)
        paper.line(
            (icons, "yellow" if outcome.harm else "green"), f"{numbers}  " if numbers else "", (basis, DIM), indent=4
        )
    if len(shown) < len(expected):
        paper.line((paper.phrase("more_outcomes", count=len(expected) - len(shown)), DIM), indent=2)


def _icons(of_100: float, paper: Paper) -> str:
    """Twenty signs, each for five people of a hundred."""
    full = round(of_100 / 5)
    return paper.drawing("●" * full + "○" * (20 - full))


def _numbers(outcome: ExpectedOutcome, paper: Paper) -> str:
    interval = outcome.of_100_interval
    return paper.dots(
        paper.phrase("of_100", number=number(outcome.of_100)) if outcome.of_100 is not None else "",
        paper.phrase("interval_of", range=range_in_words(interval)) if interval else "",
        _change(outcome, paper),
        paper.phrase("interval_of", range=range_in_words(outcome.change_interval)) if outcome.change_interval else "",
        paper.phrase("patients", count=outcome.patients) if outcome.patients else "",
    )


def _change(outcome: ExpectedOutcome, paper: Paper) -> str:
    """The change with its unit; a unit that has no phrase yet stands as it is written in the edition."""
    if outcome.change is None:
        return ""
    key, change = f"outcome.{outcome.unit}", number(outcome.change)
    if key in paper.phrases.said:
        return paper.phrase(key, change=change)
    return paper.phrase("outcome.change", change=f"{change} {(outcome.unit or '').replace('_', ' ')}".strip())


def _write_stance(name: str, code: str, stance: str, paper: Paper, *details: str, sources: str = "") -> None:
    said = paper.dots(*details)
    paper.line(
        (paper.quantity(name), STRONG),
        "  ",
        (stance, STANCES[code]),
        f"  {said}" if said else "",
        (f"  {sources}" if sources else "", DIM),
        indent=2,
        hang=2,
    )
