"""The patient's page: who it is, the history as one line, the series, and what comes next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.files.fields import parse_moment
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.rights import Right
from percutis.web.accounts.selectors.staff import people_of
from percutis.web.clinic.presenters.chart import head_of, steps_for, strip_of
from percutis.web.clinic.presenters.links import link
from percutis.web.clinic.presenters.papers import papers_of
from percutis.web.clinic.presenters.timeline import timeline_cards
from percutis.web.clinic.views.erasing import show_erased
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.intakes import skin_type_of
from percutis.web.records.models import Patient
from percutis.web.records.selectors.marks import allergies_of
from percutis.web.records.selectors.next_steps import Standing, standing_of
from percutis.web.records.selectors.people import get_patient
from percutis.web.records.selectors.timeline import Timeline, front_photograph, timeline_of
from percutis.web.ui.names import called


def show(request: StaffRequest, patient: UUID) -> HttpResponse:
    """The chart as far as the reader may see it: nothing else is even read."""
    found = get_patient(clinic=request.clinic, key=patient, erased=True)
    if found.erased:
        return show_erased(request, found)
    edition = edition_of(request.clinic)
    texts = texts_of(edition)
    people, before = people_of(request.clinic), _moment(request.GET.get("before"))
    part = timeline_of(
        patient=found,
        rights=request.rights,
        now=request.now,
        before=before,
        people=people,
    )
    sees_settings = Right.SEE_SETTINGS in request.rights
    standing = standing_of(patient=found, now=request.now, people=people)
    context = {
        "patient": found,
        "cards": timeline_cards(part.entries, request.clinic, texts, sees_settings=sees_settings),
        "older": part.older.isoformat() if part.older else "",
        "is_clinical": Right.SEE_CHART in request.rights,
        "may_book": Right.BOOK in request.rights,
        "may_walk_in": Right.BOOK in request.rights and not _is_booked_today(request, standing),
        "may_register": Right.REGISTER in request.rights,
        "may_export": Right.EXPORT in request.rights,
        "sees_money": Right.MONEY in request.rights,
        "sees_photographs": Right.SEE_PHOTOGRAPHS in request.rights,
        "photographs_url": link(request.clinic, "photographs", patient=found.key),
        "send_url": link(request.clinic, "send_link", patient=found.key),
        "steps": steps_for(standing, found, request.rights),
        "papers": papers_of(standing, found) if Right.SEE_CHART in request.rights else (),
        **_head(request, found, standing, None if before else part, edition),
        **_series(request, standing, texts),
    }
    return render(request, "clinic/patients/chart.html", context)


def _is_booked_today(request: StaffRequest, standing: Standing) -> bool:
    """Whether a visit of today is still to come."""
    return any(request.clinic.day_of(visit.starts) == request.today for visit in standing.to_come)


def _head(
    request: StaffRequest, patient: Patient, standing: Standing, newest: Timeline | None, edition: Edition
) -> dict[str, Any]:
    clinical = standing.intake if Right.SEE_CHART in request.rights else None
    sees_photographs = Right.SEE_PHOTOGRAPHS in request.rights
    head = head_of(
        patient,
        today=request.today,
        consent=standing.consent,
        visits=list(standing.to_come),
        is_on_hold=standing.is_on_hold,
        skin_type=skin_type_of(clinical, edition) if clinical else None,
        allergies=allergies_of(clinical, request.clinic.edition) if clinical else (),
        photograph=front_photograph(patient=patient, newest=newest) if sees_photographs else None,
        texts=texts_of(edition),
    )
    return {"head": head, "visits": [(visit, called(visit.practitioner)) for visit in standing.to_come]}


def _series(request: StaffRequest, standing: Standing, texts: Texts) -> dict[str, Any]:
    course, days = standing.course, standing.days
    if course is None or days is None:
        return {"course": None}
    strip = strip_of(days.dating, days.visits, texts, today=request.today, is_on_hold=standing.is_on_hold)
    return {
        "course": course,
        "series": strip,
        "course_url": link(request.clinic, "course", course=course.pk),
        "misfits": days.misfits,
    }


def _moment(given: str | None) -> datetime | None:
    """The moment in the address; anything else is none."""
    return parse_moment(given.replace(" ", "+")) if given else None
