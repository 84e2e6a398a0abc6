"""Check-ins: what the patient reports after a session, as said. `percutis.domain.triage` sorts it to an urgency."""

from dataclasses import dataclass
from datetime import UTC, datetime

from percutis.domain.intake import Finding, Patient
from percutis.domain.session import Numbing, ZoneSetting


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One reported symptom, severity 0 (none) to 10."""

    symptom: str
    severity: int
    zones: tuple[str, ...] = ()
    trend: str | None = None
    itchy: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSession:
    """The session that the check-in is about."""

    ended: datetime
    device_class: str
    zones: tuple[ZoneSetting, ...] = ()
    additions: tuple[str, ...] = ()
    anaesthetic: Numbing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """What the patient says at `at`: symptoms, and measured temperature (°C) or oxygen saturation (%) if any."""

    patient: Patient
    session: PastSession
    at: datetime
    findings: tuple[Finding, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    temperature_c: float | None = None
    oxygen_saturation_percent: float | None = None
    notices: tuple[str, ...] = ()

    @property
    def hours(self) -> float:
        """Hours since the session ended, as they really passed: also over a night on which the clock changes."""
        return (self.at.astimezone(UTC) - self.session.ended.astimezone(UTC)).total_seconds() / 3600
