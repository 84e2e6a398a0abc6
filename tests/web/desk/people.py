"""What the desk's tests start from: a signed plan with its course, and moments of the clinic's day."""

from datetime import date, datetime, time

from percutis.web.accounts.models import Clinic
from percutis.web.records.core.answers import digest_of, kept
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import intake_file, plan_file
from percutis.web.records.models import Course, Patient, Plan
from tests.web.cast import NOW, TODAY, Cast, make_intake


def make_course(cast: Cast, patient: Patient | None = None, on: date = TODAY) -> Course:
    """An open course of five sessions: the first from `on` on, then every four to eight weeks."""
    who = patient or cast.patient
    intake = make_intake(who)
    edition = edition_of(cast.clinic)
    asked = intake_file(intake, on=on, operator=cast.doctor, devices=[cast.device.model])
    answer = kept(plan_file(asked, edition, on), edition)
    plan = Plan.objects.create(
        clinic=cast.clinic,
        at=NOW,
        patient=who,
        intake=intake,
        operator=cast.doctor,
        edition=edition.id,
        on=on,
        asked=asked,
        answer=answer,
        digest=digest_of(answer),
        signed=NOW,
        signed_by=cast.doctor,
    )
    return Course.objects.create(clinic=cast.clinic, at=NOW, patient=who, plan=plan)


def local(clinic: Clinic, day: date, clock: str) -> datetime:
    """A moment of the clinic's day."""
    return datetime.combine(day, time.fromisoformat(clock), clinic.zone)
