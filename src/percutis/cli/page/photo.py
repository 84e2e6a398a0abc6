"""The pages of `percutis photo`."""

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.interop.wording import isolated
from percutis.photo.answers import holes
from percutis.photo.compare import Change, Comparison
from percutis.photo.paper import as_sure, figure, light_line
from percutis.photo.quality import Fault, Quality, bounds

SIGNS = {"keep": "✓", "retake": "✗"}


def write_quality(quality: Quality, paper: Paper) -> None:
    """Keep or retake, what to do better, and what was measured."""
    paper.line((f"{SIGNS[quality.verdict]}  {paper.phrase(f'photo.{quality.verdict}')}", STRONG))
    for fault in quality.faults:
        paper.line("• ", paper.phrase(f"photo.{fault.reason}", **holes(fault)), indent=2, hang=2)
    paper.blank()
    paper.line((paper.phrase("photo.view", view=paper.phrase(f"photo.view.{quality.view}")), DIM), indent=3)
    paper.line((paper.phrase("photo.faces", count=quality.faces), DIM), indent=3)
    for line in _measured(quality, paper):
        paper.line((line, DIM), indent=3)
    paper.print()


def _measured(quality: Quality, paper: Paper) -> list[str]:
    if quality.pose is None or quality.face_width_px is None:
        return []
    pose, limit = quality.pose, bounds()
    turns = {name: isolated(f"{getattr(pose, name):+.0f}", paper.texts) for name in ("yaw", "pitch", "roll")}
    sharp = {"value": f"{quality.sharpness:.2f}", "bound": f"{limit['sharpness']:.2f}"}
    clipped = {"value": f"{quality.clipped_percent:.1f}", "bound": f"{limit['clipped_percent']:.0f}"}
    return [
        paper.phrase("photo.pose", **turns),
        paper.phrase("photo.face_width", width=round(quality.face_width_px)),
        paper.phrase("photo.sharpness", **sharp),
        paper.phrase("photo.clipped", **clipped),
    ]


def write_comparison(found: Comparison, paper: Paper, *, full: bool) -> None:
    """Whether they may be compared, then what changed by more than chance; with `full` every measure of every zone."""
    verdict = "comparable" if found.comparable else "not_comparable"
    paper.line((f"{'✓' if found.comparable else '✗'}  {paper.phrase(f'photo.{verdict}')}", STRONG))
    for one in found.because or (Fault("same_view_and_light"),):
        paper.line("• ", paper.phrase(f"photo.{one.reason}", **holes(one)), indent=2, hang=2)
    _write_changes(found, paper, full=full)
    paper.blank()
    laid = found.alignment
    moved = {"middle": f"{laid.flow_median_px:.1f}", "most": f"{laid.flow_p95_px:.1f}"}
    paper.line((paper.phrase("photo.aligned", method=paper.phrase(f"photo.method.{laid.method}"), **moved), DIM))
    paper.line((light_line(found, paper.phrase), DIM))
    paper.line((paper.phrase("photo.proxy"), DIM))
    paper.print()


def _write_changes(found: Comparison, paper: Paper, *, full: bool) -> None:
    measured = [one for one in found.changes if one.change is not None]
    beyond = [one for one in measured if one.beyond_noise]
    paper.blank()
    if beyond:
        paper.line((paper.phrase("photo.changed", count=len(beyond), all=len(measured)), STRONG))
    elif found.comparable:
        paper.line((paper.phrase("photo.nothing_changed"), STRONG))
    zone = ""
    for one in measured if full else beyond:
        if one.zone != zone:
            zone = one.zone
            paper.line((paper.word("zone", zone), "cyan"), indent=2)
        paper.row(paper.phrase(f"photo.measure.{one.name}"), _figures(one, paper), indent=4, column=34)


def _figures(one: Change, paper: Paper) -> str:
    sign = "● " if one.beyond_noise else "  "
    span = paper.quantity(f"{as_sure(one.low, one)} – {as_sure(one.high, one)}")
    change = paper.quantity(f"{as_sure(one.change, one)} {one.unit}")
    return f"{sign}{change}   ({span})   {figure(one.before)} → {figure(one.after)}"
