"""The one door of telephones' calendars: a secret link, which opens dates and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from percutis.web.records.core.calendars import calendar_of_feed
from percutis.web.records.selectors.feeds import feed_of, visits_told


@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that the link opens; a link that opens nothing is not there."""
    feed = feed_of(token)
    of = (feed.patient or feed.member) if feed else None
    if feed is None or of is None:
        raise Http404
    answer = HttpResponse(calendar_of_feed(feed, visits_told(of, timezone.now())), content_type="text/calendar")
    answer["Cache-Control"] = "no-store"
    return answer
