"""What is kept of a patient, in the words of the house: tables that belong together are one line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.models import Clinic
from percutis.web.clinic.forms.erasing import BECAUSE
from percutis.web.clinic.presenters.links import link
from percutis.web.records.models import Patient, Session
from percutis.web.records.selectors.erasing import Pending
from percutis.web.ui.names import called

PENDING = {
    "session": _("A session that is neither signed nor given up"),
    "checkin": _("A check-in that waits for an answer"),
    "event": _("An event that is open"),
}

GROUPS = (
    (_("Consultations, drafts among them"), ("intake", "intake_draft", "assessment", "override")),
    (_("Plans and courses"), ("plan", "course", "course_event", "course_pause", "outcome", "task_tick")),
    (_("Consents"), ("consent",)),
    (_("Visits and wishes for one"), ("appointment", "wait_list_entry")),
    (
        _("Sessions, with gates, zones and lots"),
        ("session", "gate_check", "zone_treatment", "zone_left", "cartridge_use", "cartridge_return", "product_use"),
    ),
    (_("Check-ins and events"), ("check_in", "event", "event_note")),
    (_("Photographs, and what is known of each"), (
        "photo", "photo_trial", "photo_tier", "photo_points", "photo_erasure", "photo_judgement", "photo_measure",
        "photo_comparison", "blind_pair", "blind_grade",
    )),
    (_("Messages"), ("message",)),
    (_("Packages and receipts"), ("package", "package_entry", "receipt")),
    (_("Links, codes and calendars"), ("patient_link", "one_time_code", "calendar_feed")),
    (_("Lines of the log"), ("log",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One kind of thing, and how many rows there are of it."""

    what: str
    count: int


def kept_lines(counts: Mapping[str, int]) -> list[KeptLine]:
    """The kinds of which there is something; what belongs to no group by the name of its table."""
    grouped = {name for _words, names in GROUPS for name in names} | {"patient", "patient_word", "booked_cell"}
    lines = [KeptLine(str(words), sum(counts.get(name, 0) for name in names)) for words, names in GROUPS]
    others = [KeptLine(name.replace("_", " "), count) for name, count in counts.items() if name not in grouped]
    return [line for line in (*lines, *others) if line.count]


@dataclass(frozen=True, slots=True)
class PendingLine:
    """Something that is not finished, and where it is finished."""

    what: str
    url: str


def pending_lines(pending: Iterable[Pending], clinic: Clinic) -> list[PendingLine]:
    """Each unfinished thing in words, with its page."""
    return [PendingLine(str(PENDING[one.what]), link(clinic, one.what, **{one.what: one.pk})) for one in pending]


@dataclass(frozen=True, slots=True)
class KeptSession:
    """One session of a deleted record: when, by whom, how many zones, with what."""

    at: datetime
    operator: str
    device: str
    zones: int
    lots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ErasedPage:
    """What is left to see of a deleted record."""

    number: str
    at: datetime | None
    by: str
    because: str
    born: int
    sessions: tuple[KeptSession, ...]


def erased_page(patient: Patient, sessions: Iterable[Session], clinic: Clinic) -> ErasedPage:
    """The page in place of the chart."""
    return ErasedPage(
        number=patient.number,
        at=patient.erased,
        by=called(patient.erased_by),
        because=str(BECAUSE.get(patient.erased_because, "")),
        born=patient.born.year,
        sessions=tuple(_kept_session(one, clinic) for one in sessions),
    )


def _kept_session(session: Session, clinic: Clinic) -> KeptSession:
    lots = dict.fromkeys((use.cartridge.lot, str(use.cartridge)) for use in session.cartridges.all())
    lots |= dict.fromkeys((use.product.lot, str(use.product)) for use in session.products.all())
    treated = {zone.zone for zone in session.zones.all()}
    return KeptSession(
        at=session.started or session.at,
        operator=called(session.operator),
        device=session.device.label if session.device else "",
        zones=len(treated),
        lots=tuple((words, link(clinic, "lot", lot=lot)) for lot, words in lots),
    )
