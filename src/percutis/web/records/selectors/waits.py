"""Who waits for a place, and whom a place that has become free would suit."""

from django.db.models import Q
from django.http import Http404

from percutis.web.accounts.models import Clinic
from percutis.web.records.models import Appointment, WaitListEntry

MOST = 200


def open_waits(*, clinic: Clinic) -> list[WaitListEntry]:
    """Everybody who waits, the longest first."""
    return list(_open(clinic).order_by("at", "id")[:MOST])


def get_wait(*, clinic: Clinic, entry: int) -> WaitListEntry:
    """The open entry of that key in that clinic.

    Raises:
        Http404: there is none.
    """
    found = _open(clinic).filter(pk=entry).first()
    if found is None:
        raise Http404
    return found


def who_fits(*, visit: Appointment) -> list[WaitListEntry]:
    """Who waits for such a visit on that day with that person, the longest first: to be asked when it is cancelled."""
    day = visit.clinic.day_of(visit.starts)
    fitting = _open(visit.clinic).filter(
        Q(earliest__isnull=True) | Q(earliest__lte=day),
        Q(latest__isnull=True) | Q(latest__gte=day),
        Q(practitioner__isnull=True) | Q(practitioner=visit.practitioner_id),
        kind=visit.kind,
    )
    return list(fitting.exclude(patient=visit.patient_id).order_by("at", "id")[:MOST])


def _open(clinic: Clinic):  # type: ignore[no-untyped-def]
    return WaitListEntry.objects.filter(clinic=clinic, closed__isnull=True).select_related(
        "patient", "practitioner__user"
    )
