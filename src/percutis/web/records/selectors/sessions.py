"""A session as it stands: its plan, its whole file for the core, what was done, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404
from django.utils.translation import gettext as _

from percutis.domain.channels import Passes
from percutis.domain.edition.edition import Edition
from percutis.domain.plan import Plan
from percutis.web.accounts.models import Clinic
from percutis.web.prepared import Prepared
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file, skin_type_of
from percutis.web.records.core.people import File
from percutis.web.records.core.sessions import facts_of, gate_file, session_file
from percutis.web.records.models import CartridgeUse, Photo, Session, ZoneLeft, ZoneTreatment
from percutis.web.records.selectors.consultations import CONSENTS, current_intake, standing_overrides
from percutis.web.records.selectors.photographs import photographs_consent

ZONES = Prepared(lambda session: ZoneTreatment.objects.filter(session=session, replaced_by__isnull=True).order_by("id"))
BEFORE = Prepared(
    lambda patient, session: (
        Session.objects.filter(patient=patient, ended__isnull=False).exclude(pk=session).order_by("-ended")[:1]
    )
)
CARTRIDGE = Prepared(
    lambda session: CartridgeUse.objects.filter(session=session).select_related("cartridge").order_by("-id")[:1]
)
FITTING_CARTRIDGE = Prepared(
    lambda session, model: (
        CartridgeUse.objects.filter(session=session, cartridge__model=model)
        .select_related("cartridge")
        .order_by("-id")[:1]
    )
)
DEEPEST_ASKED_MM = 10.0  # the deepest that a session file can hold: asked to learn what the core lets through
FINEST_STEP_MM = 0.1  # how fine the page counts for a device whose label gives no step


def get_session(*, clinic: Clinic, pk: int) -> Session:
    """A session of this clinic.

    Raises:
        Http404: there is none of that number here.
    """
    found = Session.objects.select_related(
        "clinic",
        "patient__clinic",
        "appointment__clinic",
        "appointment__room",
        "course__plan__clinic",
        "course__patient",
    ).select_related("operator__user", "operator__clinic", "device", "gate", "signed_by__user", "consent")
    session = found.filter(clinic=clinic, pk=pk, patient__erased=None).first()
    if session is None:
        raise Http404
    return session


def edition_for(session: Session) -> Edition:
    """The edition that the course began under: it finishes under it."""
    return edition_of(session.clinic, session.course.plan.edition)


def plan_for(session: Session) -> Plan:
    """The signed plan of the course, as the core gives it."""
    plan = session.course.plan
    return plan_file(plan.asked, edition_for(session), plan.on)


def planned_zones(session: Session) -> list[File]:
    """The settings that the plan gives for this session: the first shallow where the plan says so, the later deeper."""
    intake = session.course.plan.intake
    since = {one["concern"]: one.get("since") for one in intake.said.get("concerns", ())}
    found = []
    for zone in plan_for(session).zones:
        depth = zone.depth_mm if session.number == 1 else zone.later_depth_mm
        setting: File = {"zone": zone.zone, "concern": zone.concern, "depth_mm": depth}
        if zone.passes:
            setting["passes"] = zone.passes.min
        if since.get(zone.concern):
            setting["since"] = since[zone.concern]
        found.append(setting)
    return found


def treated_zones(session: Session) -> list[ZoneTreatment]:
    """What stands on record of each zone: the newest row of each, corrections counted."""
    return ZONES(session.pk)


def untreated_zones(session: Session) -> list[tuple[str, str]]:
    """The zones and concerns that were planned for this session and have not been treated, in the plan's order."""
    done = {(one.zone, one.concern) for one in treated_zones(session)}
    planned = ((one["zone"], one["concern"]) for one in planned_zones(session))
    return [key for key in planned if key not in done]


def left_zones(session: Session) -> dict[tuple[str, str], ZoneLeft]:
    """Why zones were left untreated; one that was treated after all is not among them."""
    open_ones = set(untreated_zones(session))
    return {key: one for one in session.left.all() if (key := (one.zone, one.concern)) in open_ones}


def last_session_before(session: Session) -> Session | None:
    """The patient's session before this one, of any course."""
    return BEFORE.first(session.patient_id, session.pk)


def newest_cartridge(session: Session) -> CartridgeUse | None:
    """The cartridge on the tray: the newest that fits the device."""
    if session.device is None:
        return CARTRIDGE.first(session.pk)
    return FITTING_CARTRIDGE.first(session.pk, session.device.model)


def numbing_minutes(session: Session, now: datetime) -> float | None:
    """The whole minutes of a numbing clock that runs, 0 where the machine's clock was set back; None when none does."""
    cream = session.facts.get("anaesthetic") or {}
    if session.numbing_started is None or "minutes" in cream or cream.get("agent", "none") == "none":
        return None
    return float(max(now - session.numbing_started, timedelta(0)) // timedelta(minutes=1))


def settings_to_use(session: Session) -> list[File]:
    """The settings that the gate let through; the plan's while it has not let go."""
    return list(session.gate.answer["zones"]) if session.gate else planned_zones(session)


def session_file_of(session: Session, *, starts: datetime, zones: Iterable[File]) -> File:
    """The whole session file for the core: rows joined, nothing assumed that nobody said."""
    intake = current_intake(session.patient)
    if intake is None:
        raise Http404
    edition = edition_for(session)
    before, use = last_session_before(session), newest_cartridge(session)
    return session_file(
        session,
        intake=intake,
        skin_type=skin_type_of(intake, edition),
        starts=session.started or starts,
        zones=zones,
        facts=facts_of(session, intake, numbing_minutes(session, session.started or starts), edition),
        last_session=session.clinic.day_of(before.ended) if before and before.ended else None,
        cartridge=use.cartridge if use else None,
        seal_intact=use.seal_intact if use else None,
        used_before=False if use else None,
        consents=CONSENTS(session.patient_id),
        overrides=standing_overrides(session.patient),
    )


def session_file_as_given(session: Session) -> File:
    """The session file with what was really done."""
    zones = [
        {"zone": one.zone, "concern": one.concern, "depth_mm": one.depth_mm, "passes": one.passes}
        for one in treated_zones(session)
    ]
    return session_file_of(session, starts=session.started or session.at, zones=zones)


def what_is_missing(session: Session) -> list[tuple[str, str]]:
    """What must be there before the session is signed: the step where it is done, and its name."""
    treated = treated_zones(session)
    tests: list[tuple[bool, str, str]] = [
        (session.started is None, "gate", _("The session has not been started.")),
        (_lacks_photographs(session), "photographs", _("No photographs, and no reason why not.")),
        (not treated, "treat", _("No zone is on record.")),
        (any(one.endpoint_reached is None for one in treated), "treat", _("The endpoint of a zone is not answered.")),
        (
            session.ended is not None and len(left_zones(session)) < len(untreated_zones(session)),
            "sign",
            _("It is not said why a planned zone was left untreated."),
        ),
        (not session.cartridges.exists(), "lots", _("No cartridge is on record.")),
        (session.ended is None, "treat", _("The end of the session has not been recorded.")),
        (session.aftercare_given is None, "aftercare", _("Aftercare has not been given.")),
    ]
    return [(step, name) for is_missing, step, name in tests if is_missing]


def _lacks_photographs(session: Session) -> bool:
    if session.photographs_skipped or photographs_consent(session.patient) is None:
        return False
    return not Photo.objects.filter(session=session).exists()


@dataclass(frozen=True, slots=True)
class ZoneLimits:
    """What bounds one planned zone today: the plan's setting, the deepest that the core allows on today's facts, the
    steps of the device, and what was done there in the session before.
    """

    zone: str
    concern: str
    planned_mm: float
    at_most_mm: float
    at_least_mm: float
    step_mm: float
    passes: Passes | None
    endpoint: str | None
    is_let_through: bool
    last: ZoneTreatment | None


def limits_of(session: Session) -> list[ZoneLimits]:
    """The limits of every planned zone, in the order of the plan."""
    edition, before = edition_for(session), last_session_before(session)
    device = edition.device.get(session.device.model) if session.device else None
    last = {(zone.zone, zone.concern): zone for zone in treated_zones(before)} if before else {}
    planned = {(one["zone"], one["concern"]): one["depth_mm"] for one in planned_zones(session)}
    through = {(one["zone"], one["concern"]): one["depth_mm"] for one in settings_to_use(session)}
    found = []
    for zone in plan_for(session).zones:
        key = (zone.zone, zone.concern)
        found.append(
            ZoneLimits(
                zone=zone.zone,
                concern=zone.concern,
                planned_mm=through.get(key, planned[key]),
                at_most_mm=deepest_today(session, zone.zone, zone.concern, edition) or planned[key],
                at_least_mm=device.depth_mm.low if device and device.depth_mm else 0.0,
                step_mm=(device.step_mm if device else None) or FINEST_STEP_MM,
                passes=zone.passes,
                endpoint=zone.endpoint,
                is_let_through=session.gate is None or key in through,
                last=last.get(key),
            )
        )
    return found


def deepest_today(session: Session, zone: str, concern: str, edition: Edition) -> float | None:
    """The deepest setting of a zone that the core lets through on the facts of the gate; None where it lets none."""
    if session.gate is None:
        return None
    asked = {"zone": zone, "concern": concern, "depth_mm": DEEPEST_ASKED_MM}
    since = next((one.get("since") for one in session.gate.facts["zones"] if one["concern"] == concern), None)
    file = {**session.gate.facts, "zones": [asked | ({"since": since} if since else {})]}
    let = gate_file(file, edition).zones
    return let[0].depth_mm if let else None


def photographs_wanted(session: Session) -> bool:
    """Whether photographs belong to this session: the patient has agreed to them."""
    return photographs_consent(session.patient) is not None
