"""The pages of `percutis photo`."""

from percutis.cli.page.paper import DIM, STRONG, Paper
from percutis.interop.wording import isolated
from percutis.photo.answers import holes
from percutis.photo.quality import Quality, bounds

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
