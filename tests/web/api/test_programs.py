"""Who may ask: a program with a key in force, admitted by somebody who may, and nobody else."""

import json

import pytest
from django.db import connection
from django.test import Client

from percutis.web.accounts.actors import staff
from percutis.web.accounts.models import AuditEvent, Program
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.programs import Admitted, admit_program, end_program
from percutis.web.records.core.editions import edition_digest
from percutis.web.records.services.protocol import approve_edition
from tests.web.api.conftest import Ask
from tests.web.api.test_answers import FILES, example
from tests.web.cast import NOW, Cast

QUESTIONS = (*FILES, "sun")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("part", ["doctor", "desk", "nobody"])
def test_no_question_is_answered_without_a_key(question: str, part: str, enter: object, cast: Cast) -> None:
    """A log-in of the staff opens pages, not this door."""
    client: Client = enter(part)  # type: ignore[operator]
    asking = client.get if question == "sun" else client.post
    assert asking(f"/api/1/{question}").status_code == 401


@pytest.mark.parametrize("key", ["", "percutis_guess", "x" * 5000, "percutis_\u0000"])
def test_key_that_is_none_opens_nothing(key: str, ask: Ask) -> None:
    """Wrong, far too long, or not even text."""
    assert ask("assess", example("intake"), key=key or "none").status_code == 401


def test_ended_program_is_turned_away(admitted: Admitted, ask: Ask, cast: Cast) -> None:
    """From the moment of its end."""
    end_program(program=admitted.program, by=staff(cast.doctor), at=NOW)
    assert ask("assess", example("intake")).status_code == 401


def test_key_is_kept_nowhere(admitted: Admitted) -> None:
    """Not in the tables, not in the log; only its hash."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            assert admitted.key not in repr(cursor.fetchall()), table


def test_use_is_kept_to_the_day(admitted: Admitted, ask: Ask) -> None:
    """Enough to find a key that nobody uses any more."""
    assert admitted.program.last_used is None
    ask("sun", at="Islamabad")
    assert Program.objects.get(pk=admitted.program.pk).last_used is not None


def test_only_who_may_change_the_staff_admits_a_program(cast: Cast) -> None:
    """A desk or an aesthetician cannot; nothing is written."""
    before = AuditEvent.objects.count()
    for part in ("desk", "aesthetician"):
        with pytest.raises(RefusedError):
            admit_program(name="Theirs", by=staff(cast.staff[part]), at=NOW)
    assert (Program.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_program_of_another_clinic_cannot_be_ended(admitted: Admitted, cast: Cast) -> None:
    """It is not there for a stranger."""
    with pytest.raises(Program.DoesNotExist):
        end_program(program=admitted.program, by=staff(cast.stranger), at=NOW)


def test_answer_is_approved_where_the_director_approved(ask: Ask, cast: Cast) -> None:
    """The edition stands for the clinic whose key it is."""
    assert "notice" in json.loads(ask("assess", example("intake")).content)
    edition = cast.clinic.edition
    approve_edition(edition=edition, digest=edition_digest(edition), by=staff(cast.doctor), at=NOW)
    assert "notice" not in json.loads(ask("assess", example("intake")).content)


def test_key_is_shown_once_on_the_page(enter: object, cast: Cast) -> None:
    """On the page that answers, never again; and the log says who admitted it."""
    client: Client = enter("doctor")  # type: ignore[operator]
    address = f"/{cast.clinic.slug}/programs/"
    shown = client.post(address, {"name": "Test System"}).content.decode()
    assert "percutis_" in shown
    assert "percutis_" not in client.get(address).content.decode()
    assert AuditEvent.objects.filter(action="program.admitted").count() == 1
    program = Program.objects.get()
    client.post(f"{address}{program.pk}/end/")
    assert Program.objects.get().ended_at is not None
