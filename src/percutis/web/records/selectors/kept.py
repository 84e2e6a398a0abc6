"""How much is kept of a patient."""

from percutis.web.accounts.models import AuditEvent
from percutis.web.records.core.belonging import tables_of_patient
from percutis.web.records.models import Patient

LOG = "log"


def count_kept(*, patient: Patient) -> dict[str, int]:
    """How many rows there are, by the name of the table; the log's own under `log`."""
    found = {table.name: table.rows(patient).count() for table in tables_of_patient()}
    return {**found, LOG: AuditEvent.objects.filter(clinic=patient.clinic_id, patient=patient.key).count()}
