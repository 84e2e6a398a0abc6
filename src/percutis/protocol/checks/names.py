"""Every id stands once in the whole edition, and says in small letters what the entry is about. The edition's own is
the name of its folder, for an answer names the edition that it stands on.
"""

import re
from collections import Counter
from collections.abc import Iterator

from percutis.domain.errors import Problem
from percutis.protocol.manuscript import Manuscript

SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NAME_OF_AN_EDITION = re.compile(r"\d{4}\.\d+")
CODE_OF_A_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def check_names(manuscript: Manuscript) -> Iterator[Problem]:
    """Ids that stand twice or are not telling, zones and findings that stand twice, and an edition that took over the
    id of the one it was copied from.
    """
    counts = Counter(entry.id for entry in manuscript.entries)
    for entry in manuscript.entries:
        place = manuscript.place(entry, "id")
        if counts[entry.id] > 1:
            yield Problem(place, f"{entry.id!r}, which stands {counts[entry.id]} times", "an id of its own")
        if not _is_telling(entry.id, manuscript.sections[entry.id]):
            yield Problem(place, repr(entry.id), "small letters, digits and _, such as isotretinoin_recent")
    edition = manuscript.edition
    folder = manuscript.folder.resolve().name
    if NAME_OF_AN_EDITION.fullmatch(folder) and edition.id != folder:
        yield Problem("edition.yaml id", repr(edition.id), f"the name of its folder, {folder!r}")
    yield from _repeated("zones.yaml", "zone", [zone.id for zone in edition.zones])
    yield from _repeated("findings.yaml", "finding", [kind.code for kind in edition.findings])


def _is_telling(name: str, section: str) -> bool:
    form = CODE_OF_A_PLACE if section == "jurisdictions" else SNAKE_CASE
    return form.fullmatch(name) is not None


def _repeated(file: str, kind: str, names: list[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(f"{file} {name}", f"the {kind} {count} times", "once")
