"""What a clinic's paper says besides the edition's sentences: whose it is, and consent and summary as they were kept.

Words of the right to say yes or no are the interface's; what was read and signed prints exactly as the record keeps it.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from percutis.interop.phrases import load_phrases
from percutis.interop.sheets.aftercare import Sender
from percutis.interop.sheets.sheet import Part, Sheet, filled
from percutis.interop.wording import label, moment
from percutis.protocol.load import load_texts
from percutis.web.accounts.models import Clinic, Membership
from percutis.web.records.core.courses import SUMMARY_LANGUAGE
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Consent, Course, Patient


def sender_of(patient: Patient, language: str) -> Sender:
    """The clinic, and the patient by name and number, in the script of a language."""
    clinic = patient.clinic
    name = (patient.name_ur if language == "ur" else "") or patient.name
    return Sender(
        clinic_name(clinic, language),
        as_read(clinic.phone),
        as_read(clinic.emergency_phone),
        f"{name} · \u2066{patient.number}\u2069",
    )


def clinic_name(clinic: Clinic, language: str) -> str:
    """The clinic's name in the script of a language."""
    return (clinic.name_ur if language == "ur" else "") or clinic.name


def consent_sheet(row: Consent) -> Sheet:
    """A consent as it was read and answered, in the language in which it was read."""
    phrases, sender = load_phrases(row.language), sender_of(row.patient, row.language)
    with translation.override(row.language):
        titles = {"procedure": _("Consent to the treatment"), "photographs": _("Consent to photographs")}
        answer = Part(title=_("The answer"), pairs=tuple(_answer(row)))
    text = [Part(title=part["heading"], paragraphs=tuple(part["paragraphs"])) for part in row.text]
    return Sheet(
        language=row.language,
        title=titles[row.subject],
        subtitle=sender.patient,
        clinic=sender.clinic,
        reach=f"\u2066{sender.phone}\u2069",
        footer=f"\u2066{row.version}\u2069",
        page=phrases("handout.page"),
        at=row.at,
        parts=filled((answer, *text)),
    )


def _answer(row: Consent) -> list[tuple[str, str]]:
    texts = load_texts(row.version.rpartition("-")[0], row.language)
    states = {"signed": _("signed"), "declined": _("declined"), "withdrawn": pgettext("a consent", "withdrawn")}
    said = [
        (_("Answer"), states[row.state]),
        (_("Use"), label("consent_photographs", row.tier, texts, "patient") if row.tier else ""),
        (_("When"), moment(row.at.astimezone(row.clinic.zone), texts)),
        (_("Signed as"), row.signed_name),
        (_("Witness"), _called(row.witness, row.language) if row.witness else ""),
        (_("Reason"), row.why),
    ]
    return [(name, words) for name, words in said if words]


def _called(member: Membership, language: str) -> str:
    return (member.user.name_ur if language == "ur" else "") or member.user.name


def summary_sheet(course: Course) -> Sheet:
    """The summary with which a course was closed, as it was kept. For the staff: it names settings."""
    phrases, sender = load_phrases(SUMMARY_LANGUAGE), sender_of(course.patient, SUMMARY_LANGUAGE)
    texts = load_texts(course.plan.edition, SUMMARY_LANGUAGE)
    closed = course.closed or course.at
    signed = f"{_called(course.closed_by, SUMMARY_LANGUAGE)} · " if course.closed_by else ""
    return Sheet(
        language=SUMMARY_LANGUAGE,
        title="Summary of the course",
        subtitle=sender.patient,
        clinic=sender.clinic,
        reach=sender.phone,
        footer="For the staff: it names settings, which a patient does not need.",
        page=phrases("handout.page"),
        at=closed,
        parts=(
            Part(title="What the record holds", points=tuple(course.summary.splitlines())),
            Part(title="Closed", paragraphs=(f"{signed}{moment(closed.astimezone(course.clinic.zone), texts)}",)),
        ),
    )
