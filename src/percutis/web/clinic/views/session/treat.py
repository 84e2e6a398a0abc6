"""Treating: zone by zone on the face, incidents, and the end of the session."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.errors import InputError
from percutis.interop.wording import label
from percutis.web.accounts.entry import StaffRequest
from percutis.web.accounts.refusal import RefusedError
from percutis.web.clinic.forms.session import IncidentForm, ZoneForm
from percutis.web.clinic.presenters.events import incident_rows
from percutis.web.clinic.presenters.session.steps import step_url
from percutis.web.clinic.presenters.session.treat import Key, ZoneView, treat_chart, zone_lines, zone_view
from percutis.web.clinic.views.session.frame import Work, shown, to_step, work_on
from percutis.web.records.selectors.sessions import FINEST_STEP_MM, deepest_today, limits_of, treated_zones
from percutis.web.records.services.incidents import record_incident
from percutis.web.records.services.sessions import end_session
from percutis.web.records.services.zones import correct_zone, treat_zone


def screen(
    work: Work, *, form: ZoneForm | None = None, incident: IncidentForm | None = None, status: int = 200
) -> HttpResponse:
    """The face, the zone that is being treated, the list of zones, and what went wrong."""
    session, texts, here = work.session, work.texts, step_url(work.session, "treat")
    limits = limits_of(session)
    done = {(one.zone, one.concern): one for one in treated_zones(session)}
    key = _chosen(work, form, [(one.zone, one.concern) for one in limits], done)
    view = _zone(work, key, limits, done)
    if form is None and view is not None:
        form = ZoneForm(initial=view.initial)
    context = {
        "chart": treat_chart(limits, done, texts, here=here, chosen=key[0] if key else ""),
        "lines": zone_lines(limits, done, texts, here),
        "view": view,
        "form": form,
        "history": _history(work, key),
        "others": _others(work, limits),
        "incident": incident or IncidentForm(texts),
        "incidents": incident_rows(session, texts),
        "is_over": session.ended is not None,
        "cartridges": list(session.cartridges.select_related("cartridge").order_by("id")),
    }
    return shown(work, "treat", context, status=status)


def _chosen(work: Work, form: ZoneForm | None, planned: list[Key], done: Any) -> Key | None:
    """The zone of the form, else the one that was tapped, else the first that is still to be done."""
    asked = form.data if form else work.request.GET
    zone, concern = asked.get("zone", ""), asked.get("concern", "")
    concerns = {name for _zone, name in planned}
    known = {one.id for one in work.edition.zones if one.group != "never"}
    if zone in known and concern in concerns:
        return zone, concern
    return next((key for key in planned if key not in done), planned[0] if planned else None)


def _zone(work: Work, key: Key | None, limits: Any, done: Any) -> ZoneView | None:
    if key is None:
        return None
    limit = next((one for one in limits if (one.zone, one.concern) == key), None)
    deepest = limit.at_most_mm if limit else deepest_today(work.session, *key, work.edition)
    step = limits[0].step_mm if limits else FINEST_STEP_MM
    return zone_view(key, limit, done.get(key), deepest, work.texts, step)


def _others(work: Work, limits: Any) -> dict[str, Any]:
    """What else could be treated: zones that the plan leaves out, for the concerns that it has."""
    planned = {one.zone for one in limits}
    zones = [one.id for one in work.edition.zones if one.group == "face" and one.id not in planned]
    return {
        "zones": [(zone, label("zone", zone, work.texts)) for zone in zones],
        "concerns": [(one, label("concern", one, work.texts)) for one in dict.fromkeys(x.concern for x in limits)],
    }


def _history(work: Work, key: Key | None) -> list[Any]:
    """Every row of the chosen zone where one corrected another, the oldest first."""
    if key is None:
        return []
    rows = list(work.session.zones.filter(zone=key[0], concern=key[1]).select_related("by__user").order_by("id"))
    return rows if len(rows) > 1 else []


@require_POST
def zone(request: StaffRequest, session: int) -> HttpResponse:
    """Put a zone on record, or correct it."""
    work = work_on(request, session)
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return screen(work, form=form, status=422)
    done = form.as_done()
    before = next((o for o in treated_zones(work.session) if (o.zone, o.concern) == (done.zone, done.concern)), None)
    given = {"done": done, "why": form.cleaned_data["why"], "by": request.actor, "at": request.now}
    try:
        if before is not None:
            correct_zone(treatment=before, **given)
        else:
            treat_zone(session=work.session, **given)
    except InputError as refused:
        for problem in refused.problems:
            form.add_error(None, _("Allowed: %(allowed)s.") % {"allowed": problem.allowed})
        return screen(work, form=form, status=422)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return screen(work, form=form, status=409)
    messages.success(request, _("%(zone)s is on record.") % {"zone": label("zone", done.zone, work.texts).capitalize()})
    return to_step(work, "treat", "#zone")


@require_POST
def incident(request: StaffRequest, session: int) -> HttpResponse:
    """Something went wrong: it goes into the register of events."""
    work = work_on(request, session)
    form = IncidentForm(work.texts, request.POST)
    if not form.is_valid():
        return screen(work, incident=form, status=422)
    record_incident(session=work.session, **form.cleaned_data, by=request.actor, at=request.now)
    messages.success(request, _("The incident is in the register of events."))
    return to_step(work, "treat", "#incidents")


@require_POST
def end(request: StaffRequest, session: int) -> HttpResponse:
    """The last pass is made."""
    work = work_on(request, session)
    try:
        end_session(session=work.session, by=request.actor, at=request.now)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return to_step(work, "treat")
    messages.success(request, _("The session is over. Every clock of the aftercare runs from now."))
    return to_step(work, "lots")
