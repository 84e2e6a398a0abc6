"""Sentences for people about what a record holds and an intake cannot: what, where, and why not."""

from collections.abc import Iterable

from percutis.interop.fhir.elements import Concept, Json, short, text
from percutis.interop.fhir.said import UNNAMED, About, Note
from percutis.interop.fhir.systems import system_name


def about(resource: Json, *concepts: Concept) -> About:
    """Where a resource speaks, named by its subject as the record words and codes it."""
    named = [words for one in concepts if (words := in_words(one))]
    kind, name = text(resource.get("resourceType")) or "resource", text(resource.get("id")) or UNNAMED
    return About(kind, name, "; ".join(dict.fromkeys(named)))


def in_words(one: Concept) -> str:
    """“Fever” (SNOMED CT 386661006): a concept's wording and its codes."""
    codes = [f"{system_name(code.system)} {code.code}".strip() for code in one.codes if code.code]
    shown = f"“{short(one.wordings[0])}”" if one.wordings else ""
    listed = short(", ".join(codes))
    return f"{shown} ({listed})" if shown and listed else shown or listed


def sentences(notes: Iterable[Note]) -> list[str]:
    """One sentence for each thing to know; resources of which the same is to be said share theirs."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for note in notes:
        ids = grouped.setdefault((note.about.kind, note.about.words, note.why), [])
        if note.about.id not in ids:
            ids.append(note.about.id)
    return [_sentence(kind, ids, words, why) for (kind, words, why), ids in grouped.items()]


def _sentence(kind: str, ids: list[str], words: str, why: str) -> str:
    where = f"{kind} {', '.join(ids)}"
    return f"{where}, {words}: {why}." if words else f"{where}: {why}."
