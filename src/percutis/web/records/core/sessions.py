"""A session row as the whole session file, and the core's answers to it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from percutis.domain.aftercare import Aftercare, plan_aftercare
from percutis.domain.edition.edition import Edition
from percutis.domain.gate import Gate, pass_gate
from percutis.domain.session import Session
from percutis.interop.files.session import read_session
from percutis.web.records.core.people import File, operator_file, override_files, patient_file
from percutis.web.records.models import Cartridge, Consent, Intake, Override
from percutis.web.records.models import Session as SessionRow


def session_file(
    row: SessionRow,
    *,
    intake: Intake,
    skin_type: str | None,
    starts: datetime,
    zones: Iterable[File],
    last_session: date | None = None,
    cartridge: Cartridge | None = None,
    seal_intact: bool | None = None,
    used_before: bool | None = None,
    consents: Iterable[Consent] = (),
    overrides: Iterable[Override] = (),
) -> File:
    """The whole file. `row.facts` gives findings, anaesthetic, antiseptic, additions, platelet_rich_plasma as said."""
    clinic = row.appointment.clinic
    patient = patient_file(row.patient, intake) | ({"skin_type": skin_type} if skin_type else {})
    file: File = {
        "patient": patient,
        "operator": operator_file(row.operator, starts.date()),
        "starts": _written(starts, clinic.zone),
        "place": clinic.place,
        "zones": list(zones),
        "consent": consent_file(consents),
        **row.facts,
    }
    if row.ended:
        file["ended"] = _written(row.ended, clinic.zone)
    if last_session:
        file["last_session"] = last_session.isoformat()
    if row.device:
        file["device"] = {"model": row.device.model}
        if cartridge:
            file["device"]["cartridge"] = _cartridge_file(cartridge, seal_intact, used_before)
    if chosen := override_files(overrides):
        file["overrides"] = chosen
    return file


def consent_file(consents: Iterable[Consent]) -> File:
    """What the patient agreed to: the newest answer to each subject; a refusal is no signature."""
    newest: dict[str, Consent] = {}
    for consent in sorted(consents, key=lambda consent: (consent.at, consent.pk)):
        newest[consent.subject] = consent
    procedure, photographs = newest.get("procedure"), newest.get("photographs")
    words = {"signed": "signed", "withdrawn": "withdrawn", "declined": "missing"}
    file = {"procedure": words[procedure.state] if procedure else "missing"}
    if photographs:
        file["photographs"] = photographs.tier if photographs.state == "signed" and photographs.tier else "none"
    return file


def read_kept(file: File, edition: Edition) -> Session:
    """The session that a kept file holds.

    Raises:
        InputError: every problem of it.
    """
    return read_session(file, edition)


def gate_file(file: File, edition: Edition) -> Gate:
    """Stop, modify or go for a session file."""
    return pass_gate(read_kept(file, edition), edition)


def aftercare_file(file: File, edition: Edition) -> Aftercare:
    """What follows a session file."""
    return plan_aftercare(read_kept(file, edition), edition)


def _cartridge_file(cartridge: Cartridge, seal_intact: bool | None, used_before: bool | None) -> File:
    file: dict[str, Any] = {
        "lot": cartridge.lot,
        "number": cartridge.number,
        "expires": cartridge.expires.isoformat(),
        "seal_intact": seal_intact,
        "used_before": used_before,
    }
    return {key: value for key, value in file.items() if value is not None}


def _written(moment: datetime, zone: Any) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes")
