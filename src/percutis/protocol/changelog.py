"""The differences of two editions as the Clinical part of the changelog: what moved, whom it affects, on whose word."""

from collections.abc import Iterator

from percutis.protocol.differences import Change
from percutis.protocol.manuscript import Manuscript


def clinical_changelog(before: Manuscript, after: Manuscript, changes: tuple[Change, ...]) -> str:
    """Markdown for CHANGELOG.md, grouped as the changes come; says so when nothing moved."""
    edition = after.edition
    head = f"### Clinical: edition {edition.id} ({edition.status}), compared with {before.edition.id}"
    since = f"From when: {edition.released or 'not released yet'}."
    body = [line for change in changes for line in _told(change)] or ["Nothing moved."]
    return "\n".join([head, "", since, "", *body]) + "\n"


def _told(change: Change) -> Iterator[str]:
    yield f"- **{change.step}**, {change.kind}: `{change.name}`"
    card = change.card
    if card is not None and card.clinician and change.kind != "changed":
        yield f"  - Says: {card.clinician}"
    for field in change.fields:
        yield f"  - {field.field}: {field.before} → {field.after}"
    if card is None:
        return
    yield f"  - Affects: {'; '.join(f'{line.caption}: {line.value}' for line in card.who) or 'everyone'}"
    sources = "; ".join(f"{ref.key} @ {ref.at}" if ref.at else ref.key for ref in card.references)
    yield f"  - Source: {sources} ({card.evidence}, {card.strength})"
