"""A member of the staff in words: role, licence, and what the protocol says of the role here."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from percutis.domain.case import case_of
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.scope import ScopeRule
from percutis.domain.edition.texts import Texts
from percutis.domain.intake import Operator, Patient
from percutis.domain.scope import scope_of
from percutis.interop.wording import capital, isolated, label, labels, number
from percutis.web.accounts.models import Membership
from percutis.web.accounts.selectors.staff import licence_state
from percutis.web.records.core.people import operator_file
from percutis.web.ui.names import called

LICENCES = {"none_needed": "plain", "missing": "stop", "expired": "stop", "soon": "warn", "valid": "good"}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member."""

    pk: int
    name: str
    username: str
    role: str
    licence: str
    tone: str
    licence_words: str
    expires: date | None
    powers: tuple[str, ...]
    supervisor: str
    is_active: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One rule of the edition on what somebody may do."""

    rule: str
    sentence: str
    limits: tuple[str, ...]
    strength: str
    evidence: str
    evidence_word: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScopeView:
    """What the edition says of a role in a place."""

    is_allowed: bool
    is_licensed: bool
    jurisdiction: str
    asks: str
    rules: tuple[ScopeLine, ...]


def member_row(membership: Membership, texts: Texts, *, today: date, me: Membership) -> MemberRow:
    """A member in a line."""
    state = licence_state(membership, today)
    powers = {_("medical director"): membership.is_medical_director, _("administrator"): membership.is_administrator}
    return MemberRow(
        pk=membership.pk,
        name=called(membership),
        username=membership.user.username,
        role=capital(label("role", membership.role, texts)),
        licence=membership.licence_number,
        tone=LICENCES[state],
        licence_words=_licence_words(state),
        expires=membership.licence_expires,
        powers=tuple(words for words, has in powers.items() if has),
        supervisor=called(membership.supervisor),
        is_active=membership.is_active,
        is_me=membership.pk == me.pk,
    )


def _licence_words(state: str) -> str:
    return {
        "none_needed": _("needs none"),
        "missing": _("no licence on record: may not treat"),
        "expired": _("expired: may not treat"),
        "soon": _("ends soon"),
        "valid": _("in date"),
    }[state]


def scope_view(membership: Membership, edition: Edition, texts: Texts, today: date) -> ScopeView:
    """What the edition says of this member: the core's own scope, asked for the clinic's jurisdiction."""
    file = operator_file(membership, today)
    operator = Operator(
        role=file["role"],
        licensed=file["licensed"],
        jurisdiction=file["jurisdiction"],
        supervisor=file.get("supervisor"),
    )
    anybody = Patient(id="", born=today)
    scope = scope_of(operator, case_of(edition, today, anybody, (), operator), edition)
    return ScopeView(
        is_allowed=scope.allowed,
        is_licensed=bool(file["licensed"]),
        jurisdiction=_place_of_practice(membership.clinic.jurisdiction, edition),
        asks=_asks(membership.clinic.jurisdiction, texts),
        rules=tuple(_line(rule, texts) for rule in scope.rules),
    )


def _place_of_practice(code: str, edition: Edition) -> str:
    return next((one.name for one in edition.jurisdictions if one.id == code), code)


def _asks(code: str, texts: Texts) -> str:
    """What the place of practice asks of a clinic."""
    wording = texts.wording.get(f"scope.{code}")
    return isolated(wording.clinician, texts) if wording else ""


def _line(rule: ScopeRule, texts: Texts) -> ScopeLine:
    wording = texts.wording.get(rule.key)
    return ScopeLine(
        rule=rule.id,
        sentence=isolated(wording.clinician, texts) if wording else "",
        limits=tuple(_limits(rule, texts)),
        strength=label("strength", rule.strength, texts),
        evidence=rule.evidence.value,
        evidence_word=label("evidence", rule.evidence, texts),
        sources=tuple(cite.key for cite in rule.cites),
    )


def _limits(rule: ScopeRule, texts: Texts) -> list[str]:
    said = []
    if rule.depth_at_most_mm is not None:
        said.append(_("at most %(depth)s mm") % {"depth": number(rule.depth_at_most_mm)})
    if rule.prohibit_additions:
        said.append(_("not: %(what)s") % {"what": labels("addition", rule.prohibit_additions, texts)})
    if rule.prohibit_anaesthetics:
        said.append(_("not: %(what)s") % {"what": labels("anaesthetic", rule.prohibit_anaesthetics, texts)})
    if not rule.prescription_anaesthetics:
        said.append(_("no anaesthetic that needs a prescription"))
    return said
