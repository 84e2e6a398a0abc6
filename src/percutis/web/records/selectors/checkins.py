"""Finding check-ins: the inbox in the order in which it is answered, and what a check-in's file is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404

from percutis.domain.words import Urgency
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.prepared import Prepared
from percutis.web.records.models import CheckIn

PAGE = 40
USUAL = list(Urgency).index(Urgency.SELF_CARE)
EMERGENCIES = Prepared(lambda clinic: CheckIn.objects.filter(clinic=clinic, answered__isnull=True, rank=0).only("id"))


@dataclass(frozen=True, slots=True)
class CheckinPage:
    """One page of check-ins, and whether there is another behind it."""

    checkins: Sequence[CheckIn]
    number: int
    has_next: bool


def urgent_count(clinic: Clinic) -> int:
    """How many emergencies nobody has answered."""
    return len(EMERGENCIES(clinic.pk))


def urgent_checkins(clinic: Clinic, most: int = 5) -> list[CheckIn]:
    """The emergencies that nobody has answered, the longest waiting first."""
    found = CheckIn.objects.filter(clinic=clinic, answered__isnull=True, rank=0)
    return list(found.select_related("patient", "responder__user").order_by("at")[:most])


def waiting_checkins(*, clinic: Clinic, responder: Membership | None = None, page: int = 1) -> CheckinPage:
    """What somebody has to look at and nobody has answered: the most urgent first, then the longest waiting."""
    found = CheckIn.objects.filter(clinic=clinic, answered__isnull=True, rank__lt=USUAL)
    if responder:
        found = found.filter(responder=responder)
    return _page(found.order_by("rank", "at", "id"), page)


def usual_checkins(*, clinic: Clinic, page: int = 1) -> CheckinPage:
    """What is as expected, so that nobody has to answer: the core has told the patient to go on. The newest first."""
    found = CheckIn.objects.filter(clinic=clinic, answered__isnull=True, rank=USUAL, patient__erased=None)
    return _page(found.order_by("-at", "-id"), page)


def answered_checkins(*, clinic: Clinic, page: int = 1) -> CheckinPage:
    """What has been answered, the newest answer first."""
    found = CheckIn.objects.filter(clinic=clinic, answered__isnull=False, patient__erased=None)
    return _page(found.order_by(F("answered").desc(), "-id"), page)


def _page(found: QuerySet[CheckIn], page: int) -> CheckinPage:
    page = max(1, page)
    start = (page - 1) * PAGE
    rows = list(found.select_related("patient", "session", "responder__user").defer("answer")[start : start + PAGE + 1])
    return CheckinPage(rows[:PAGE], page, len(rows) > PAGE)


def get_checkin(*, clinic: Clinic, pk: int) -> CheckIn:
    """The check-in of that number in that clinic.

    Raises:
        Http404: there is none; that another clinic has one cannot be told from outside.
    """
    found = CheckIn.objects.select_related(
        "clinic", "patient__clinic", "session__course__plan__clinic", "session__device", "responder__user"
    )
    row = found.filter(clinic=clinic, pk=pk, patient__erased=None).first()
    if row is None:
        raise Http404
    return row


def earlier_checkins(checkin: CheckIn, most: int = 6) -> list[CheckIn]:
    """What the patient said before about the same session, the newest first."""
    found = CheckIn.objects.filter(session=checkin.session_id, at__lt=checkin.at)
    return list(found.order_by("-at").defer("answer")[:most])
