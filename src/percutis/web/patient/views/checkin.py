"""How is your skin? What the patient says goes to the core, and calm words with what to do come back at once."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from percutis.domain.decision import Sentence
from percutis.domain.errors import InputError
from percutis.interop.recovery import course_case, usual_courses
from percutis.interop.wording import label, say_to_patient
from percutis.web.patient.entry import PatientRequest, own
from percutis.web.patient.forms.checkin import emergency_symptoms, read_symptoms, symptom_choices
from percutis.web.patient.presenters.today import recovery_of
from percutis.web.records.core.checkins import triage_file
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.selectors.portal import Situation, intake_behind, situation_of
from percutis.web.records.services.checkins import record_checkin
from percutis.web.ui.charts.face import face_chart


@own
def begin(request: PatientRequest) -> HttpResponse:
    """The questions; without a session there is nothing to ask about."""
    return _questions(request, situation_of(request.patient, request.now))


def _questions(request: PatientRequest, situation: Situation, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {"patient": request.patient, "clinic": request.clinic, "problem": problem}
    session = situation.last_session
    if session is None or situation.plan is None or situation.course is None:
        return render(request, "patient/no_checkin.html", context)
    edition, texts = situation.edition, texts_of(situation.edition, request.LANGUAGE_CODE)
    case = course_case(situation.plan, intake_behind(situation.course, edition), edition)
    given = request.POST if request.method == "POST" else None
    usual, rest = symptom_choices(usual_courses(case, edition), edition, texts, given)
    context |= {
        "urgent": [(code, label("symptom", code, texts, "patient")) for code in emergency_symptoms(edition)],
        "what_now": say_to_patient(Sentence("answers.go.emergency"), texts),
        "usual": usual,
        "rest": rest,
        "trends": [
            (word, label("trend", word, texts, "patient")) for word in ("new", "improving", "same", "worsening")
        ],
        "chart": face_chart(
            {},
            texts,
            title=_("Where?"),
            field="zones",
            views=("front",),
            picked=given.getlist("zones") if given else (),
            register="patient",
        ),
        "line": recovery_of(situation, texts, request.now),
    }
    return render(request, "patient/checkin.html", context, status=422 if problem else 200)


@require_POST
@own
def send(request: PatientRequest) -> HttpResponse:
    """What was said, to the clinic."""
    situation = situation_of(request.patient, request.now)
    if situation.last_session is None:
        raise Http404
    said = read_symptoms(request.POST, situation.edition)
    if not said["symptoms"] and request.POST.get("none") != "yes":
        return _questions(request, situation, _("Say how strong each thing is, or that there is nothing."))
    try:
        row = record_checkin(
            session=situation.last_session, said=said, source="patient", by=request.actor, at=request.now
        )
    except InputError as error:
        return _questions(request, situation, "; ".join(problem.allowed for problem in error.problems))
    return redirect("patient:checkin_answer", checkin=row.pk)


@own
def answer(request: PatientRequest, checkin: int) -> HttpResponse:
    """What to do now, when we ask next, how to reach a human; later the clinic's own answer."""
    row = request.patient.checkins.select_related("responder__user").filter(pk=checkin).first()
    if row is None:
        raise Http404
    edition = edition_of(request.clinic, row.edition)
    texts = texts_of(edition, request.LANGUAGE_CODE)
    found = triage_file(row.said, edition)
    actions = [say_to_patient(action.text, texts) for action in found.actions if action.audience == "patient"]
    context = {
        "patient": request.patient,
        "clinic": request.clinic,
        "row": row,
        "urgency": found.urgency.value,
        "what_now": say_to_patient(Sentence(f"answers.go.{found.urgency.value}"), texts),
        "actions": list(dict.fromkeys(filter(None, actions))),
        "next_checkin": found.next_checkin,
        "is_held": found.hold_course,
    }
    return render(request, "patient/answer.html", context)
