"""The records themselves: is the log whole, is every photograph there, who answers for each clinic?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from percutis.web.accounts.audit import broken_links
from percutis.web.accounts.models import Clinic, Membership, SecondFactor
from percutis.web.accounts.sealing import unseal
from percutis.web.doctor.finding import Finding, note, unhealthy, unsafe, well
from percutis.web.records.core.shelf import lying
from percutis.web.records.models import Photo, PhotoTrial
from percutis.web.records.selectors.orphans import orphans
from percutis.web.records.selectors.protocol import standing_of
from percutis.web.records.services.photo_sweeping import sweepable

SOON = timedelta(days=30)
LATE = timedelta(days=2)  # a sweep has had its day, and hours to spare
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


def secret_checked() -> Iterator[Finding]:
    """Whether the secret of this installation is the one that second factors were sealed with."""
    kept = list(SecondFactor.objects.values_list("sealed", flat=True))
    if lost := sum(unseal(sealed) is None for sealed in kept):
        yield unhealthy(
            "secret", f"{lost} of {len(kept)} second factors were sealed under another secret: no code is right.",
            "Copy secret.key from a backup that was restored into another home; or: percutis clinic unlock LOGIN.",
        )  # fmt: skip


def photographs_checked(at: datetime) -> Iterator[Finding]:
    """Rows without a file, and files without a row: those that the worker removes, and those that it does not."""
    known = set(Photo.objects.exclude(original="").values_list("original", flat=True).iterator())
    known |= set(PhotoTrial.objects.values_list("original", flat=True))
    stored = list(lying())
    missing = known - {file.name for file in stored}
    if missing:
        yield unhealthy(
            "photographs", f"{len(missing)} photographs are on record and not in the store: {_some(missing)}.",
            "Restore the last backup into another home, and copy them from there.",
        )  # fmt: skip
    found = list(orphans(stored))
    swept = {orphan.name for orphan in sweepable(found)}
    if swept:
        yield _waiting(swept, any(orphan.at < at - LATE for orphan in found if orphan.name in swept))
    if strange := {orphan.name for orphan in found} - swept:
        yield note(
            "photographs", f"{len(strange)} files in the store are not of this clinic's records: {_some(strange)}.",
            "Nothing removes them, and nobody can open them through the pages. Is the database the one of this store?",
        )  # fmt: skip
    if not missing and not found:
        yield well("photographs", f"All {len(known)} photographs on record are in the store, and nothing else.")


def _waiting(names: set[str], is_late: bool) -> Finding:
    said = f"{len(names)} files in the store belong to no record: {_some(names)}."
    if is_late:
        return note("photographs", said, "The worker removes such files after a day, and has not. Does it run?")
    return note("photographs", said, "They were left by a write that did not end; the worker removes them after a day.")


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


def _some(names: set[str]) -> str:
    shown = sorted(names)[:NAMED]
    return ", ".join(shown) + (" …" if len(names) > NAMED else "")
