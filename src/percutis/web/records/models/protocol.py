"""The medical director's approval of an edition for one clinic."""

from django.db import models

from percutis.web.records.models.basis import Record


class EditionApproval(Record):
    """Approved by whom, when, and exactly which files: a later change of a file is no longer what was approved."""

    edition = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=400, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-at"]
