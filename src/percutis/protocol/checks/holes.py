"""The holes of a text are named, the same in every language, and filled by the step that says the text."""

from collections.abc import Iterator
from string import Formatter

from percutis.domain.edition.basis import Entry
from percutis.domain.edition.rules import Rule
from percutis.domain.edition.texts import Wording
from percutis.domain.errors import Problem
from percutis.protocol.checks.wordlists import LABELLED_IN
from percutis.protocol.manuscript import Manuscript

# What the code fills when it says an entry of this section; every other section is said as it stands.
FILLED = {
    "rules": frozenset({"until", "value", "finding", "depth"}),
    "depth_bounds": frozenset({"depth"}),
    "scope": frozenset({"depth"}),
    "gate_rules": frozenset({"mg", "uv", "days"}),
}
NEEDS = {"until": "window", "finding": "trigger", "value": "trigger", "depth": "depth_at_most_mm"}  # of a rule
NONE: frozenset[str] = frozenset()


def check_holes(manuscript: Manuscript) -> Iterator[Problem]:
    """Holes that are malformed, that differ between languages, or that nothing would fill."""
    for language, texts in manuscript.texts.items():
        for key, wording in texts.wording.items():
            found = holes_of(wording)
            place = manuscript.text_place(language, key)
            if found is None:
                yield Problem(place, "braces that are no named hole", "holes such as {until}, and no other braces")
                continue
            first = manuscript.texts[LABELLED_IN].wording.get(key)
            expected = holes_of(first) if first else None
            if expected is not None and found != expected:
                yield Problem(place, _said(found), f"the holes of {LABELLED_IN}: {_said(expected)}")
    yield from _unfilled(manuscript)


def holes_of(wording: Wording) -> frozenset[str] | None:
    """The names of the holes in both registers; None where braces are not names."""
    names: set[str] = set()
    for template in (wording.clinician, wording.patient or ""):
        try:
            parsed = list(Formatter().parse(template))
        except ValueError:
            return None
        for _, name, form, conversion in parsed:
            if name is None:
                continue
            if not name.isidentifier() or form or conversion:
                return None
            names.add(name)
    return frozenset(names)


def _unfilled(manuscript: Manuscript) -> Iterator[Problem]:
    wording = manuscript.texts[LABELLED_IN].wording
    for entry in manuscript.entries:
        key = entry.key
        if key not in wording:
            continue
        filled = _filled(entry, manuscript.sections[entry.id])
        for hole in sorted((holes_of(wording[key]) or NONE) - filled):
            needs = f"; it needs a {NEEDS[hole]}" if hole in NEEDS and isinstance(entry, Rule) else ""
            allowed = f"only what is filled here: {_said(filled)}{needs}"
            yield Problem(manuscript.text_place(LABELLED_IN, key), f"{{{hole}}}", allowed)


def _filled(entry: Entry, section: str) -> frozenset[str]:
    """What is filled when this entry is said: without a window no {until}, without a trigger no {finding}."""
    filled = FILLED.get(section, NONE)
    if isinstance(entry, Rule):
        lacking = {"until"} if entry.window is None else set()
        lacking |= {"finding", "value"} if entry.trigger is None else set()
        lacking |= {"depth"} if entry.effects is None or entry.effects.depth_at_most_mm is None else set()
        return filled - lacking
    return filled


def _said(holes: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(holes)) or "none"
