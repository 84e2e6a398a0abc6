"""A session row as the whole session file, and the core's answers to it.

The same file and edition have the same aftercare for ever: a patient who looks daily is not planned for anew each time.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from percutis.domain.aftercare import SUN_DAYS, Aftercare, plan_aftercare
from percutis.domain.depth import deepest_step
from percutis.domain.edition.edition import Edition
from percutis.domain.gate import Gate, pass_gate
from percutis.domain.session import Session
from percutis.domain.sun import SunDay, sun_day
from percutis.interop.files.session import read_session
from percutis.web.records.core.intakes import Asked
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
    facts: File,
    last_session: date | None = None,
    cartridge: Cartridge | None = None,
    seal_intact: bool | None = None,
    used_before: bool | None = None,
    consents: Iterable[Consent] = (),
    overrides: Iterable[Override] = (),
) -> File:
    """The whole file. `facts` gives findings, anaesthetic, antiseptic, additions, platelet_rich_plasma (`facts_of`)."""
    clinic = row.appointment.clinic
    patient = patient_file(row.patient, intake) | ({"skin_type": skin_type} if skin_type else {})
    file: File = {
        "patient": patient,
        "operator": operator_file(row.operator, starts.date()),
        "starts": _written(starts, clinic.zone),
        "place": clinic.place,
        "zones": list(zones),
        "consent": consent_file(consents),
        **facts,
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


def facts_of(row: SessionRow, intake: Intake, minutes: float | None, edition: Edition) -> File:
    """Today's facts as said, with what the consultation holds of everything that is not asked anew before a session,
    and the minutes of a numbing clock that runs.
    """
    said = list(row.facts.get("findings", ()))
    today = {finding["finding"] for finding in said}
    kinds = edition.finding
    standing = [
        finding
        for finding in intake.said.get("findings", ())
        if finding["finding"] not in today
        and (kind := kinds.get(finding["finding"])) is not None
        and kind.ask != "session"
    ]
    facts = {**row.facts, "findings": [*said, *standing]}
    if minutes is not None:
        facts["anaesthetic"] = {**facts["anaesthetic"], "minutes": minutes}
    return facts


def without_clock(file: File) -> File:
    """A session file without what changes by the mere passing of time."""
    kept = {name: value for name, value in file.items() if name != "starts"}
    if cream := kept.get("anaesthetic"):
        kept["anaesthetic"] = {name: value for name, value in cream.items() if name != "minutes"}
    return kept


def nearest_setting(model: str, depth_mm: float, edition: Edition) -> float | None:
    """The deepest that a device can really be set to within a depth; None where it cannot go that shallow."""
    device = edition.device.get(model)
    return depth_mm if device is None else deepest_step(depth_mm, device)


def consent_file(consents: Iterable[Consent]) -> File:
    """What the patient agreed to: the newest answer to each subject; a refusal is no signature."""
    newest: dict[str, Consent] = {}
    for consent in sorted(consents, key=lambda consent: consent.pk):
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
    return _followed(Asked.of(file, edition, datetime.fromisoformat(file["starts"]).date()))


@lru_cache(maxsize=1024)
def _followed(asked: Asked) -> Aftercare:
    return plan_aftercare(read_kept(json.loads(asked.said), asked.edition), asked.edition)


def sun_after(file: File, edition: Edition) -> tuple[SunDay, ...]:
    """The sun of the day of a session file and of the days after it; none where its place is not known."""
    session = read_kept(file, edition)
    if session.place is None:
        return ()
    first = (session.ended or session.starts).date()
    return tuple(sun_day(session.place, first + timedelta(days=day), edition) for day in range(SUN_DAYS + 1))


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
