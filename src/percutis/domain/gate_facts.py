"""The facts of the day that gate rules test. Only facts are worked out here: every threshold stands in the edition.

None is unknown (it becomes a question); what does not apply, such as the grams of no cream, is False, 0 or empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from percutis.domain.additions import AdditionStance
from percutis.domain.anaesthetic import applied_mg, drug_limit, exceeds, limit_of, prohibition
from percutis.domain.decision import Reason
from percutis.domain.device_choice import is_cleared
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.gate import FactTest
from percutis.domain.edition.products import Anaesthetic, Antiseptic
from percutis.domain.scope import Scope
from percutis.domain.session import Numbing, Session
from percutis.domain.sun import noon_uv_index, whole_index
from percutis.domain.words import PHYSICIANS, Stance, Truth

Fact = bool | float | str | frozenset[str] | None
FIRST_SESSION = 999
DRUGS = ("lidocaine", "prilocaine", "tetracaine", "benzocaine")
MEASURES: tuple[Literal["grams", "area_cm2", "grams_per_10_cm2", "minutes"], ...] = (
    "grams",
    "area_cm2",
    "grams_per_10_cm2",
    "minutes",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the facts of one session are read from."""

    session: Session
    case: Case
    reasons: tuple[Reason, ...]
    scope: Scope
    additions: tuple[AdditionStance, ...]
    edition: Edition


def facts_of(situation: Situation) -> dict[str, Fact]:
    """Every fact of the session by name."""
    return {
        **_people(situation),
        **_device(situation),
        **_antiseptic(situation),
        **_anaesthetic(situation),
        **_day(situation),
        **_additions(situation),
    }


def meets(test: FactTest, fact: Fact) -> Truth:
    """Whether a fact meets a test; UNKNOWN when nobody said."""
    if fact is None:
        return Truth.UNKNOWN
    return Truth.YES if all(_parts(test, fact)) else Truth.NO


def _parts(test: FactTest, fact: Fact) -> Iterator[bool]:
    if test.equals is not None:
        yield fact == test.equals
    if test.among:
        yield not fact.isdisjoint(test.among) if isinstance(fact, frozenset) else fact in test.among
    if test.has is not None:
        yield isinstance(fact, frozenset) and test.has in fact
    if isinstance(fact, (int, float)):
        yield test.above is None or fact > test.above
        yield test.at_least is None or fact >= test.at_least
        yield test.below is None or fact < test.below
        yield test.at_most is None or fact <= test.at_most


def _people(situation: Situation) -> dict[str, Fact]:
    operator, consent = situation.session.operator, situation.session.consent
    return {
        "operator_licensed": operator.licensed if operator else None,
        "operator_role": operator.role if operator else None,
        "operator_in_scope": situation.scope.allowed if operator else None,
        "consent_procedure": consent.procedure if consent else None,
        "consent_photographs": consent.photographs if consent else None,
    }


def _device(situation: Situation) -> dict[str, Fact]:
    session, edition = situation.session, situation.edition
    device = edition.device.get(session.device.model) if session.device else None
    cartridge = session.device.cartridge if session.device else None
    expires = cartridge.expires if cartridge else None
    return {
        "device_known": device is not None if session.device else None,
        "device_class": device.device_class if device else None,
        "device_barred_here": (
            not situation.case.jurisdictions.isdisjoint(device.jurisdictions_barred) if device else None
        ),
        "device_off_label": not is_cleared(device, situation.case) if device else None,
        "cartridge_recorded": bool(cartridge and cartridge.lot and cartridge.number),
        "cartridge_expired": expires < session.starts.date() if expires else None,
        "cartridge_seal_intact": cartridge.seal_intact if cartridge else None,
        "cartridge_used_before": cartridge.used_before if cartridge else None,
    }


def _antiseptic(situation: Situation) -> dict[str, Fact]:
    name = situation.session.antiseptic
    found = next((entry for entry in situation.edition.antiseptics if entry.antiseptic == name), None)
    return {"antiseptic": name, "antiseptic_barred": _is_barred(found, situation) if found else None}


def _is_barred(antiseptic: Antiseptic, situation: Situation) -> bool:
    by_rule = any(
        reason.changes and antiseptic.antiseptic in reason.changes.prohibit_antiseptics for reason in situation.reasons
    )
    case = situation.case
    by_zone = not case.zones.isdisjoint(antiseptic.barred_zones)
    return by_rule or by_zone or not case.active.isdisjoint(antiseptic.barred_findings)


def _anaesthetic(situation: Situation) -> dict[str, Fact]:
    numbing = situation.session.anaesthetic
    if numbing is None:
        return dict.fromkeys(NO_NUMBING)
    if numbing.agent == "none":
        return {**NO_NUMBING, "anaesthetic_agent": "none"}
    agent = next(entry for entry in situation.edition.anaesthetics if entry.agent == numbing.agent)
    return {**_application(numbing), **_agent(agent, numbing, situation), **_drugs(agent, numbing, situation)}


NO_NUMBING: dict[str, Fact] = {
    "anaesthetic_agent": None,
    "anaesthetic_recorded": True,
    "anaesthetic_occluded": False,
    "anaesthetic_reapplied": False,
    "anaesthetic_area_cm2": 0.0,
    "anaesthetic_refused": False,
    "anaesthetic_barred": False,
    "anaesthetic_exceeds": frozenset(),
    "anaesthetic_short": False,
    "lidocaine_mg": 0.0,
    "lidocaine_limit_exceeded": False,
    **{f"{drug}_percent": 0.0 for drug in DRUGS},
}
NUMBING_FACTS = frozenset(NO_NUMBING)


def _application(numbing: Numbing) -> dict[str, Fact]:
    return {
        "anaesthetic_agent": numbing.agent,
        "anaesthetic_recorded": None not in (numbing.grams, numbing.area_cm2, numbing.minutes),
        "anaesthetic_occluded": numbing.occluded,
        "anaesthetic_reapplied": numbing.reapplied,
        "anaesthetic_area_cm2": numbing.area_cm2,
    }


def _agent(agent: Anaesthetic, numbing: Numbing, situation: Situation) -> dict[str, Fact]:
    least = limit_of(agent, "minutes", "at_least", situation.case)
    return {
        "anaesthetic_refused": agent.refused,
        "anaesthetic_barred": prohibition(agent.agent, situation.reasons) is not None,
        "anaesthetic_exceeds": frozenset(_exceeded(agent, numbing, situation.case)),
        "anaesthetic_short": None if numbing.minutes is None else least is not None and numbing.minutes < least,
    }


def _exceeded(agent: Anaesthetic, numbing: Numbing, case: Case) -> Iterator[str]:
    """The measures in which the application goes beyond the product's limits."""
    used = {"grams": numbing.grams, "area_cm2": numbing.area_cm2, "minutes": numbing.minutes}
    if numbing.grams is not None and numbing.area_cm2:
        used["grams_per_10_cm2"] = numbing.grams / numbing.area_cm2 * 10
    for measure in MEASURES:
        most = limit_of(agent, measure, "at_most", case)
        value = used.get(measure)
        if most is not None and value is not None and value > most:
            yield measure


def _drugs(agent: Anaesthetic, numbing: Numbing, situation: Situation) -> dict[str, Fact]:
    percents: dict[str, Fact] = {f"{drug}_percent": agent.ingredients.get(drug, 0.0) for drug in DRUGS}
    if numbing.grams is None:
        return {**percents, "lidocaine_mg": None, "lidocaine_limit_exceeded": None}
    given = applied_mg(agent, "lidocaine", numbing.grams)
    weight = situation.session.patient.weight_kg
    exceeded = exceeds(drug_limit("lidocaine", situation.edition), given, weight)
    return {**percents, "lidocaine_mg": given, "lidocaine_limit_exceeded": exceeded}


def _day(situation: Situation) -> dict[str, Fact]:
    session = situation.session
    today = session.starts.date()
    since = (today - session.last_session).days if session.last_session else FIRST_SESSION
    place = session.place
    return {
        "days_since_last_session": float(since),
        "uv_index": whole_index(noon_uv_index(place, today, situation.edition)) if place else None,
    }


def _additions(situation: Situation) -> dict[str, Fact]:
    session = situation.session
    blood = session.platelet_rich_plasma
    planned = "platelet_rich_plasma" in session.additions
    physician = situation.case.role in PHYSICIANS
    return {
        "additions": frozenset(session.additions),
        "additions_prohibited": frozenset(_with(situation, Stance.PROHIBITED)),
        "additions_need_physician": frozenset(() if physician else _with(situation, Stance.PHYSICIAN)),
        "prp_planned": planned,
        "prp_tubes": blood.tubes if blood else None,
        "prp_identifiers": float(len(blood.identifiers_on_tube)) if blood else None,
        "prp_same_person": blood.same_person if blood else None,
    }


def _with(situation: Situation, stance: Stance) -> list[str]:
    return [entry.addition for entry in situation.additions if entry.stance is stance]
