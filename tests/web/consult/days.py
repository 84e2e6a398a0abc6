"""Days for tests of pages, which ask the clock: a course of isotretinoin that ended three months ago, whenever run."""

from datetime import timedelta

from django.utils import timezone

from percutis.domain.edition.basis import add_months

ENDED = timezone.localdate() - timedelta(days=97)
UNTIL = add_months(ENDED, 6)
ISOTRETINOIN = {"finding": "isotretinoin", "status": "past", "last": ENDED.isoformat()}
