"""An export written to a file: one moment of the database, beside its place until it is whole, for its owner alone."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import system
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Clinic
from percutis.web.folder import to_disk
from percutis.web.records.exporting.one import parts_of_patient
from percutis.web.records.exporting.packing import Part, packed
from percutis.web.records.exporting.whole import parts_of_clinic
from percutis.web.records.models import Patient
from percutis.web.safekeeping.engines import standing_still
from percutis.web.safekeeping.making import PARTIAL, clear_cut_off
from percutis.web.safekeeping.progress import Progress, Tell, silent


@dataclass(frozen=True, slots=True)
class Exported:
    """The file as it lies at its place."""

    path: Path
    clinic: str
    patients: int
    size: int


def clinic_of(slug: str | None) -> Clinic:
    """The clinic of that name; the only one where none is named.

    Raises:
        InputError: none of that name, or several and none named.
    """
    clinics = list(Clinic.objects.order_by("slug"))
    chosen = [clinic for clinic in clinics if slug in (None, clinic.slug)]
    if len(chosen) != 1:
        names = ", ".join(clinic.slug for clinic in clinics) or "no clinic is here yet"
        raise InputError.one("--clinic", slug or "no name", names)
    return chosen[0]


def patient_of(clinic: Clinic, number: str) -> Patient:
    """The patient of that number in that clinic.

    Raises:
        InputError: there is none.
    """
    found = Patient.objects.select_related("clinic").filter(clinic=clinic, number=number.strip().upper()).first()
    if found is None:
        raise InputError.one("--patient", number, f"a number of {clinic.slug}, such as P-0001")
    return found


def export_to(
    place: Path,
    clinic: Clinic,
    patient: Patient | None,
    at: datetime,
    tell: Tell = silent,
    reading_from: Callable[[], AbstractContextManager[str]] = standing_still,
) -> Exported:
    """The export in a file that was not there before; in a folder it is named by clinic, patient and moment.

    The line of the log and the name of the file come together or not at all. `reading_from` gives the connection that
    is read: one on which the database stands still while others write.

    Raises:
        InputError: a file that is there already, or a place that cannot be written.
    """
    path = place / _name(clinic, patient, at) if place.is_dir() else place
    if path.exists():
        raise InputError.one("PLACE", str(path), "a file that is not there yet, or a folder")
    partial = path.with_name(path.name + PARTIAL)
    try:
        clear_cut_off(path.parent, at)
        with reading_from() as using:
            count = _write(partial, clinic, patient, at, tell, using)
        with transaction.atomic():
            action = "patient.exported" if patient else "clinic.exported"
            subject, key = (patient, patient.key) if patient else (clinic, None)
            details = {"patients": count}
            write_audit(by=system(clinic), at=at, action=action, subject=subject, patient=key, details=details)
            os.replace(partial, path)
            to_disk(path.parent)
    except OSError as problem:
        raise InputError.one("PLACE", str(path), f"a place that can be written ({problem.strerror})") from problem
    finally:
        partial.unlink(missing_ok=True)
    return Exported(path, clinic.slug, count, path.stat().st_size)


def _name(clinic: Clinic, patient: Patient | None, at: datetime) -> str:
    whose = f"{clinic.slug}-{patient.number}" if patient else clinic.slug
    return f"percutis-{whose}-{at:%Y%m%dT%H%M%SZ}.zip"


def _write(partial: Path, clinic: Clinic, patient: Patient | None, at: datetime, tell: Tell, using: str) -> int:
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        asked = Patient._base_manager.using(using).select_related("clinic").filter(clinic=clinic.pk).order_by("pk")
        chosen = asked.filter(pk=patient.pk) if patient else asked
        progress = Progress("patients", chosen.count(), tell)
        patients = progress.over(chosen.iterator(chunk_size=100))
        for piece in packed(_parts(clinic, patients, at, using, only=patient is not None), at):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return progress.done


def _parts(clinic: Clinic, patients: Iterable[Patient], at: datetime, using: str, *, only: bool) -> Iterator[Part]:
    if not only:
        yield from parts_of_clinic(clinic, patients, at, using=using)
        return
    for patient in patients:
        yield from parts_of_patient(patient, at, using=using)
