"""The members of a clinic, and when their licences end."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from django.http import Http404

from percutis.domain.words import CLINICIANS, PHYSICIANS
from percutis.web.accounts.models import Clinic, Membership, Room
from percutis.web.prepared import Prepared

SOON = timedelta(days=60)  # how long before its end a licence is pointed out; an office rule, not a medical one
WHO = ("by", "practitioner", "operator", "signed_by", "responder")  # what rows call the members whom they name
Licence = Literal["none_needed", "missing", "expired", "soon", "valid"]


PEOPLE = Prepared(lambda clinic: Membership.objects.filter(clinic=clinic).select_related("user"))


def members(*, clinic: Clinic) -> list[Membership]:
    """Everybody of the clinic, those who left last."""
    found = Membership.objects.filter(clinic=clinic).select_related("user", "clinic", "supervisor__user")
    return list(found.order_by("-is_active", "user__name", "id"))


def people_of(clinic: Clinic) -> dict[int, Membership]:
    """Everybody who ever worked in the clinic, by key. They are few: one read costs less than joining them to rows."""
    found = {one.pk: one for one in PEOPLE(clinic.pk)}
    for one in found.values():
        one.clinic = clinic
    return found


def name_people(row: Any, people: Mapping[int, Membership]) -> None:
    """Put the members whom a row names where a join would have put them."""
    for role in WHO:
        if member := people.get(getattr(row, f"{role}_id", None) or 0):
            setattr(row, role, member)


def get_member(*, clinic: Clinic, pk: int) -> Membership:
    """The member of that number in that clinic.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = Membership.objects.select_related("user", "clinic", "supervisor__user").filter(clinic=clinic, pk=pk).first()
    if found is None:
        raise Http404
    return found


def possible_supervisors(*, clinic: Clinic) -> list[Membership]:
    """The physicians of the clinic."""
    found = Membership.objects.filter(clinic=clinic, is_active=True, role__in=PHYSICIANS).select_related("user")
    return list(found.order_by("user__name"))


def licence_state(membership: Membership, on: date) -> Licence:
    """How the licence stands on a day; without a number or an end it is none."""
    if membership.role not in CLINICIANS:
        return "none_needed"
    if not membership.licence_number or membership.licence_expires is None:
        return "missing"
    if membership.licence_expires < on:
        return "expired"
    return "soon" if membership.licence_expires <= on + SOON else "valid"


def rooms(*, clinic: Clinic) -> list[Room]:
    """The rooms, those in use first."""
    return list(Room.objects.filter(clinic=clinic).order_by("-is_used", "name"))


def get_room(*, clinic: Clinic, pk: int) -> Room:
    """The room of that number in that clinic.

    Raises:
        Http404: there is none.
    """
    found = Room.objects.filter(clinic=clinic, pk=pk).first()
    if found is None:
        raise Http404
    return found
