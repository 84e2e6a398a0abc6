"""Healing laid on the patient's own calendar, and from when each product may touch the skin again."""

from collections.abc import Sequence
from itertools import groupby

from percutis.cli.page.course import number_sign
from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.domain.healing import HealingPhase, ProductTiming
from percutis.interop.wording import days, moment


def write_healing(phases: Sequence[HealingPhase], paper: Paper) -> None:
    """Each phase once, with its dates after every session."""
    if phases:
        paper.heading("healing")
    by_phase = sorted(phases, key=lambda phase: [entry.phase for entry in phases].index(phase.phase))
    for name, group in groupby(by_phase, key=lambda phase: phase.phase):
        alike = list(group)
        paper.line((paper.word("phase", name), STRONG), "  ", paper.said(alike[0].text), indent=2, hang=2)
        spans = (f"{number_sign(phase.session)} {days(phase.start, phase.until, paper.texts)}" for phase in alike)
        paper.items(spans, "cyan", indent=4, gap="   ")
        paper.line((paper.dots(paper.drawing(alike[0].rule), paper.cites(alike[0].cites)), DIM), indent=4)


def write_products(products: Sequence[ProductTiming], paper: Paper, column: int) -> None:
    """Every class of product, the soonest allowed first."""
    if products:
        paper.heading("products")
    for product in products:
        allowed = product.allowed_from
        when = (
            paper.phrase("product_from", date=moment(allowed, paper.texts))
            if allowed
            else paper.phrase("product_asked")
        )
        state = paper.basis(product.evidence, product.rule, product.cites)
        name = (paper.word("product", product.product), STRONG)
        paper.row(when, name, "  ", paper.said(product.text), "  ", (state, DIM), indent=4, column=column)
