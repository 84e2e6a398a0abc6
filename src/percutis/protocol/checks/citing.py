"""Every entry names a source that the bibliography has, no source stands there for nothing, and what an entry claims of
its evidence is no better than how its sources were seen.
"""

from collections.abc import Iterator
from typing import Any

from percutis.domain.edition.basis import Cite, Entry
from percutis.domain.edition.products import Limit
from percutis.domain.edition.rules import Permissive
from percutis.domain.errors import InputError, Problem
from percutis.domain.words import Evidence
from percutis.protocol.checks.docstrings import keys_in_code
from percutis.protocol.load import load_edition
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.parts import parts
from percutis.protocol.sources import SEEN
from percutis.protocol.vocabulary import nearest

RANK = {Evidence.OPENED: 0, Evidence.SECONDARY: 1, Evidence.RECALLED: 2}


def check_cites(manuscript: Manuscript) -> Iterator[Problem]:
    """Entries without a cite, and cites without a source."""
    for entry in manuscript.entries:
        if not entry.cites:
            yield Problem(manuscript.place(entry, "cites"), "nothing", "at least one key of sources.bib")
        for path, _, cites in claims(entry):
            for cite in cites:
                if cite.key not in manuscript.sources:
                    allowed = f"a key of {manuscript.bibliography.name}: {nearest(cite.key, manuscript.sources)}"
                    yield Problem(manuscript.place(entry, path), repr(cite.key), allowed)


def check_evidence(manuscript: Manuscript) -> Iterator[Problem]:
    """Entries that claim to have seen a source better than any of their sources was seen."""
    for entry in manuscript.entries:
        for path, claim, cites in claims(entry):
            seen = [manuscript.sources[cite.key].seen for cite in cites if cite.key in manuscript.sources]
            best = min((RANK[Evidence(how)] for how in seen if how in SEEN), default=None)
            if claim in RANK and best is not None and RANK[claim] < best:
                allowed = " or ".join([*(e.value for e in RANK if RANK[e] >= best), "inferred"])
                given = f"{claim}, while its sources were {', '.join(sorted(set(seen)))}"
                yield Problem(manuscript.place(entry, f"{path}evidence"), given, allowed)


def check_sources(manuscript: Manuscript) -> Iterator[Problem]:
    """Sources that say wrongly how they were seen, share a key, or are cited by no edition and by no code."""
    cited = _cited_keys(manuscript)
    owners: dict[str, str] = {key: key for key in manuscript.works}
    for source in manuscript.works.values():
        place = f"{manuscript.bibliography.name}:{source.line} {source.key}"
        if not source.title:
            yield Problem(f"{place}.title", "nothing", "a title")
        if source.seen not in SEEN:
            yield Problem(f"{place}.seen", source.seen or "nothing", ", ".join(SEEN))
        for alias in source.aliases:
            if owners.setdefault(alias, source.key) != source.key:
                yield Problem(f"{place}.ids", f"{alias!r}, which is {owners[alias]}", "a key of its own")
        own = {key for key in (source.key, *source.aliases) if owners[key] == source.key}
        if cited is not None and cited.isdisjoint(own):
            yield Problem(place, "a source that no entry cites", "cite it, or take it out")


def claims(entry: Entry) -> Iterator[tuple[str, Evidence, tuple[Cite, ...]]]:
    """Each claim of evidence in an entry with the cites behind it: its own, its permissive value's, its limits'."""
    for part in parts(entry):
        value: Any = part.value
        if isinstance(value, Entry | Limit | Permissive):
            path = f"{part.path}." if part.path else ""
            yield path, value.evidence, value.cites


def _cited_keys(manuscript: Manuscript) -> set[str] | None:
    """Every key that the code or an edition beside this one cites; None where one of them cannot be read."""
    entries = list(manuscript.entries)
    for sibling in sorted(manuscript.folder.resolve().parent.iterdir()):
        if (sibling / "edition.yaml").is_file() and sibling != manuscript.folder.resolve():
            try:
                entries.extend(load_edition(str(sibling)).entries())
            except InputError:
                return None
    return {cite.key for entry in entries for _, _, cites in claims(entry) for cite in cites} | keys_in_code()
