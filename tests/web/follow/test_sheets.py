"""The papers of a patient as PDF: in both languages, without a setting where a patient reads them, and as kept."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from percutis.web.records.core.paper import consent_sheet
from percutis.web.records.models import Consent, Session
from percutis.web.records.services.courses import close_course
from tests.web.cast import NOW, Cast
from tests.web.follow.treated import make_session
from tests.web.portal.own import enter_as, treated
from tests.web.treat.stage import agree

LANGUAGES = ("en", "ur")
A_SETTING = re.compile(r"\d\s?(?:mm|ملی میٹر)\b|\bpasses\b|پھیرے|\bdepth\b|mg/kg|SkinPen|Exceed|Pen 1|TESTLOT", re.I)


def read(client: Client, address: str) -> tuple[int, str]:
    """The status of an address, and the words of the PDF that it gives."""
    answer = client.get(address)
    if answer.status_code != 200 or answer["content-type"] != "application/pdf":
        return answer.status_code, ""
    return 200, " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_of_the_clinic_hold_no_setting(cast: Cast, enter, language: str) -> None:
    """After a session and before the next: what to do, and no depth, passes, device or lot."""
    session = make_session(cast)
    of_course = {"clinic": "tests", "course": session.course_id, "number": 2, "language": language}
    of_session = {"clinic": "tests", "session": session.pk, "language": language}
    for address in (
        reverse("clinic:sheet_before", kwargs=of_course),
        reverse("clinic:session_sheet", kwargs=of_session),
    ):
        status, words = read(enter("aesthetician"), address)
        assert (status, len(words) > 400, A_SETTING.findall(words)) == (200, True, [])


@pytest.mark.parametrize("page", ["sheet_before", "sheet_after"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_of_the_patient_hold_no_setting(cast: Cast, page: str, language: str) -> None:
    """The patient's own pages give the same papers."""
    treated(cast)
    status, words = read(enter_as(cast.patient), reverse(f"patient:{page}", kwargs={"language": language}))
    assert (status, len(words) > 400, A_SETTING.findall(words)) == (200, True, [])


def test_sheet_after_a_session_waits_for_its_end(cast: Cast, enter) -> None:
    """While needles are at work there is no end for the clocks to run from; a language nobody speaks is not there."""
    session = make_session(cast)
    wrong = {"clinic": "tests", "session": session.pk, "language": "xx"}
    assert enter("doctor").get(reverse("clinic:session_sheet", kwargs=wrong)).status_code == 404
    Session.objects.filter(pk=session.pk).update(signed=None, signed_by=None, ended=None)
    right = {**wrong, "language": "en"}
    assert enter("doctor").get(reverse("clinic:session_sheet", kwargs=right)).status_code == 404


def test_consent_prints_as_it_was_signed(cast: Cast, enter) -> None:
    """The kept words, whatever the text of today says; for the patient too."""
    make_session(cast)
    row = agree(cast, cast.patient)
    kept = [{"heading": "Kept heading", "paragraphs": ["Exactly these kept words."]}]
    Consent.objects.filter(pk=row.pk).update(text=kept)
    address = reverse(
        "clinic:consent_sheet", kwargs={"clinic": "tests", "patient": cast.patient.key, "consent": row.pk}
    )
    for client, path in (
        (enter("doctor"), address),
        (enter_as(cast.patient), reverse("patient:consent_sheet", kwargs={"subject": "procedure"})),
    ):
        status, words = read(client, path)
        assert (status, "Exactly these kept words." in words, "Test Signature" in words) == (200, True, True)


def test_consent_taken_back_says_what_was_taken_back(cast: Cast) -> None:
    """In Urdu the answer names the consent: "withdrawn" alone could be anything."""
    make_session(cast)
    row = agree(cast, cast.patient)
    row.state, row.language = "withdrawn", "ur"
    assert ("جواب", "رضامندی واپس لی گئی") in consent_sheet(row).parts[0].pairs


def test_summary_prints_once_the_course_is_closed(cast: Cast, enter) -> None:
    """Not before; and then the lines that were kept."""
    session = make_session(cast)
    address = reverse("clinic:summary_sheet", kwargs={"clinic": "tests", "course": session.course_id})
    assert enter("doctor").get(address).status_code == 404
    close_course(course=session.course, because="stopped", note="Kept as said", by=cast.as_("doctor"), at=NOW)
    status, words = read(enter("doctor"), address)
    assert (status, "Kept as said" in words) == (200, True)
