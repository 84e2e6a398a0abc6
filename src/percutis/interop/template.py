"""A blank intake to fill in: every question that the edition asks, each `unknown` until somebody answers."""

from collections.abc import Iterator
from textwrap import fill

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts
from percutis.interop.files.words import words_of
from percutis.interop.wording import END_ISOLATE, ISOLATE, label

WIDTH = 110
HEAD = """\
# An intake to fill in. Then: percutis plan intake.yaml
# What stays `unknown` is asked again by the answer; it is never taken for a no. Delete no line: change its status.
patient:
  id:                             # the clinic's own number; a name is never needed to plan
  born:                           # such as 1992-04-03
  sex:                            # female, male or other: chooses the row of skin thickness, nothing else
  weight_kg:                      # optional; the limit of an anaesthetic needs it
place:                            # {places}; or {{latitude: 33.69, longitude: 73.05, altitude_m: 540}}
operator: {{role: aesthetician, licensed: false, jurisdiction: PK-ICT, supervisor: dermatologist}}
skin_type: {{fitzpatrick: }}        # I to VI; or, instead, the answers of the questionnaire, each 0 to 4:
#   {{answers: {{{items}}}}}
"""


def intake_template(edition: Edition, texts: Texts) -> str:
    """The blank intake as YAML with comments. Read back as it is, it is refused only for what must be filled in."""
    return "\n".join((*_head(edition), *_lists(edition), *_findings(edition, texts), ""))


def _head(edition: Edition) -> Iterator[str]:
    items = ", ".join(f"{item.item}: 0" for item in edition.typing_items)
    places = ", ".join(place.name for place in edition.places[:3])
    yield HEAD.format(places=places, items=items).rstrip()


def _lists(edition: Edition) -> Iterator[str]:
    words = words_of(edition)
    treated = tuple(zone.id for zone in edition.zones if zone.group != "never")
    yield from _comment("Concerns:", words["concern"])
    yield from _comment("Zones (left and right are the patient's):", treated)
    yield "concerns:"
    yield "  # - {concern: acne_scar_rolling, zones: [cheek_left], scale: goodman_baron_qualitative, grade: 3}"
    yield from _comment("What the clinic can use:", words["device"])
    yield "devices: []"
    yield from _comment("What the patient asks about:", words["addition"])
    yield "additions: []"
    yield "earliest:                         # the patient's first possible day"


def _comment(head: str, words: tuple[str, ...]) -> Iterator[str]:
    yield fill(f"{head} {', '.join(words)}", WIDTH, initial_indent="# ", subsequent_indent="#   ")


def _findings(edition: Edition, texts: Texts) -> Iterator[str]:
    yield "# status: active, past, never or unknown; beside it last or since (a date), zones, value with its unit"
    yield "findings:"
    for moment in ("session", "consultation"):
        for kind in edition.findings:
            if kind.ask == moment:
                yield from _finding(kind, texts)


def _finding(kind: FindingKind, texts: Texts) -> Iterator[str]:
    question = texts.wording.get(f"findings.{kind.code}")
    asked = question.clinician if question else label("finding", kind.code, texts)
    clean = " ".join(asked.replace(ISOLATE, "").replace(END_ISOLATE, "").split())
    yield fill(clean, WIDTH, initial_indent="  # ", subsequent_indent="  # ")
    unit = f'        # value in "{kind.unit}"' if kind.unit else ""
    yield f"  - {{finding: {kind.code}, status: unknown}}{unit}"
