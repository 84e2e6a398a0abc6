"""The stock in words: what can be used, what runs out, and whom a lot has touched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.clinic.forms.stock import KINDS
from percutis.web.clinic.presenters.visits import names, whatsapp_link
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Cartridge, Message, Patient, Product
from percutis.web.records.selectors.stock import SOON, LotLine, LotUse


@dataclass(frozen=True, slots=True)
class LotView:
    """One lot of cartridges."""

    lot: str
    model: str
    expires: date
    left: int
    total: int
    used: int
    discarded: int
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ProductView:
    """One lot of a product."""

    pk: int
    name: str
    kind: str
    lot: str
    expires: date | None
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class CartridgeView:
    """One cartridge and what became of it."""

    pk: int
    number: str
    state: tuple[str, str]
    why: str
    session: int | None
    patient: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """One patient whom a lot has touched, with every session."""

    patient: Patient
    name: str
    other_name: str
    phone: str
    whatsapp: str
    sessions: tuple[tuple[int, datetime, str], ...]
    message: tuple[str, str]


def lot_views(lines: Iterable[LotLine], texts: Texts) -> list[LotView]:
    """Lots of cartridges, the first to expire first."""
    return [
        LotView(
            lot=one.lot,
            model=label("device", one.model, texts),
            expires=one.expires,
            left=one.left,
            total=one.total,
            used=one.used,
            discarded=one.discarded,
            state=_state(is_expired=one.is_expired, is_soon=one.is_soon),
        )
        for one in lines
    ]


def product_views(rows: Iterable[Product], today: date) -> list[ProductView]:
    """Lots of products, the first to expire first."""
    return [
        ProductView(
            pk=row.pk,
            name=row.name,
            kind=str(KINDS[row.kind]),
            lot=row.lot,
            expires=row.expires,
            state=_state(
                is_expired=row.expires is not None and row.expires < today,
                is_soon=row.expires is not None and row.expires < today + SOON,
            ),
        )
        for row in rows
    ]


def cartridge_views(rows: Iterable[Cartridge], today: date) -> list[CartridgeView]:
    """Every cartridge of a lot."""
    return [_cartridge(row, today) for row in rows]


def _cartridge(row: Cartridge, today: date) -> CartridgeView:
    use = getattr(row, "use", None)
    state = ("plain", _("in stock"))
    if use:
        state = ("done", _("used"))
    elif row.discarded:
        state = ("plain", _("thrown away"))
    elif row.expires < today:
        state = ("stop", _("out of date"))
    return CartridgeView(
        pk=row.pk,
        number=row.number,
        state=state,
        why=row.discarded_because,
        session=use.session_id if use and not use.session.patient.erased else None,
        patient=names(use.session.patient)[0] if use else "",
        is_left=use is None and row.discarded is None,
    )


def touched_by(uses: Iterable[LotUse], recalls: dict[int, Message]) -> list[Touched]:
    """Every patient of a lot once, with each session and what of the lot was used in it."""
    by_patient: dict[int, list[LotUse]] = {}
    for use in uses:
        by_patient.setdefault(use.session.patient_id, []).append(use)
    found = []
    for key, rows in by_patient.items():
        patient = rows[0].session.patient
        name, other = names(patient)
        found.append(
            Touched(
                patient=patient,
                name=name,
                other_name=other,
                phone=as_read(patient.phone),
                whatsapp=whatsapp_link(patient),
                sessions=tuple((use.session.pk, use.session.started or use.session.at, use.what) for use in rows),
                message=_message(recalls.get(key)),
            )
        )
    return sorted(found, key=lambda one: one.name)


def _message(row: Message | None) -> tuple[str, str]:
    if row is None:
        return ("", "")
    words = {
        "waiting": ("waiting", _("message in the outbox")),
        "handing": ("waiting", _("message in the outbox")),
        "unsure": ("warn", _("message perhaps not delivered")),
        "sent": ("done", _("message sent")),
        "failed": ("stop", _("message not delivered")),
        "cancelled": ("plain", _("message cancelled")),
    }
    return words[row.state]


def _state(*, is_expired: bool, is_soon: bool) -> tuple[str, str]:
    if is_expired:
        return ("stop", _("out of date"))
    return ("warn", _("expires soon")) if is_soon else ("good", _("in date"))
