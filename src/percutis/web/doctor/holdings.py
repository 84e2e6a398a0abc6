"""The records themselves: is the log whole, is every photograph there, who answers for each clinic?"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage

from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.doctor.finding import Finding, note, unhealthy, unsafe, well
from percutis.web.records.models import Photo, PhotoTrial
from percutis.web.records.selectors.protocol import standing_of

SOON = timedelta(days=30)
NAMED = 3  # how many are named


def logs_checked() -> Iterator[Finding]:
    """The chain of the log of each clinic."""
    for clinic in Clinic.objects.order_by("pk"):
        broken = list(broken_links(clinic))
        if broken:
            yield unsafe(
                "log",
                f"The log of {clinic} was changed at row {broken[0]}.",
                "Keep the database as it is, and ask who was there.",
            )
        else:
            yield well("log", f"The log of {clinic} is whole.")


def photographs_checked() -> Iterator[Finding]:
    """Rows without a file, and files without a row."""
    known = set(Photo.objects.exclude(original="").values_list("original", flat=True).iterator())
    known |= set(PhotoTrial.objects.values_list("original", flat=True))
    stored = set(_stored())
    missing = known - stored
    if missing:
        yield unhealthy(
            "photographs", f"{len(missing)} photographs are on record and not in the store: {_some(missing)}.",
            "Restore the last backup into another home, and copy them from there.",
        )  # fmt: skip
    orphans = {name for name in stored if name not in known and _original_of(name) not in known}
    if orphans:
        yield note(
            "photographs", f"{len(orphans)} files in the store belong to no record: {_some(orphans)}.",
            "They were left by a write that did not end; nobody can open them through the pages.",
        )  # fmt: skip
    if not missing and not orphans:
        yield well("photographs", f"All {len(known)} photographs on record are in the store, and nothing else.")


def clinics_checked(today: date) -> Iterator[Finding]:
    """Whether an edition was approved, and who answers for the clinic."""
    clinics = list(Clinic.objects.order_by("pk"))
    if not clinics:
        yield note("clinic", "There is no clinic yet.", "percutis clinic new")
    for clinic in clinics:
        standing = standing_of(clinic=clinic, edition=clinic.edition)
        if standing.state == "approved":
            yield well("edition", f"{clinic}: the medical director approved edition {clinic.edition}.")
        else:
            yield note(
                "edition", f"{clinic}: edition {clinic.edition} is {standing.state}, not approved.",
                "The medical director reads it and approves it on the page Protocol.",
            )  # fmt: skip
        yield from _staff(clinic, today)


def _staff(clinic: Clinic, today: date) -> Iterator[Finding]:
    members = list(Membership.objects.filter(clinic=clinic, is_active=True).select_related("user"))
    for claim, word in (("is_administrator", "administrator"), ("is_medical_director", "medical director")):
        if not any(getattr(member, claim) for member in members):
            yield unhealthy("staff", f"{clinic} has no {word}.", "Name one on the page Staff and rooms.")
    ending = [member for member in members if member.licence_expires and member.licence_expires <= today + SOON]
    for member in ending:
        word = "ended" if member.licence_expires and member.licence_expires < today else "ends"
        yield note(
            "licence", f"The licence of {member.user.username} {word} on {member.licence_expires}.",
            "Enter the new one on the page Staff and rooms.",
        )  # fmt: skip


def _original_of(name: str) -> str:
    """The original beside which a copy or a measure of it lies: its name up to the first dot."""
    folder, _slash, file = name.rpartition("/")
    return f"{folder}/{file.partition('.')[0]}"


def _stored() -> Iterator[str]:
    """The names of everything in the store."""
    storage: Any = default_storage
    if isinstance(getattr(storage, "_wrapped", storage), FileSystemStorage) or hasattr(storage, "base_location"):
        root = Path(storage.path(""))
        yield from (str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
    else:
        yield from (found.key for found in storage.bucket.objects.all())


def _some(names: set[str]) -> str:
    shown = sorted(names)[:NAMED]
    return ", ".join(shown) + (" …" if len(names) > NAMED else "")
