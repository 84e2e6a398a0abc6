"""Every address asked with values that nobody types by mistake, in its query and in every field of every form it shows:
nothing breaks, and nothing that was sent comes back as markup, as a template or as a header.
"""

import os
import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from itertools import count
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.web.cast import Cast
from tests.web.doors import OWN, Address, addresses
from tests.web.portal.own import enter_as
from tests.web.rows import Rows, make_rows
from tests.web.security.hostile import VALUES, what_was_believed
from tests.web.security.offered import Offer, forms_of, names_read_anywhere, names_read_by, path_of
from tests.web.test_doors import WORDS

pytestmark = pytest.mark.long

EVERY = [one for one in addresses() if not one.name.startswith(("openapi", "api-"))]
# How many values each field meets; `PERCUTIS_FUZZ=60` tries them all, in half an hour.
TURNS = int(os.environ.get("PERCUTIS_FUZZ", "1"))
_turn = count()


def hostile() -> str:
    """The next value; in turn, so that each meets fields of every kind."""
    return VALUES[next(_turn) * 7 % len(VALUES)]


class Asking:
    """One visitor, who asks so that nothing is left behind, and keeps what went wrong."""

    def __init__(self, browser: Client, rows: Rows) -> None:
        self.browser, self.rows = browser, rows
        self.wrong: set[str] = set()
        self.seen: set[tuple[str, tuple[str, ...]]] = set()

    def ask(self, method: str, path: str, sent: dict[str, Any]) -> str:
        """The page that was answered; what was written is taken back."""
        kept = SimpleCookie(self.browser.cookies.output(header="", sep=";"))
        try:
            with transaction.atomic():
                answer: Any = getattr(self.browser, method)(path, sent)
                transaction.set_rollback(True)
        except Exception as broken:  # noqa: BLE001 - whatever it is, it is the finding
            self.wrong.add(f"{method} {path} {shown(sent)}: {place_of(broken)}")
            return ""
        finally:
            self.browser.cookies = kept
        return self._read(answer, f"{method} {path} {shown(sent)}")

    def _read(self, answer: HttpResponse, asked: str) -> str:
        page = "" if getattr(answer, "streaming", False) else answer.content.decode("utf-8", "replace")
        if answer.status_code >= 500:
            self.wrong.add(f"{asked}: {answer.status_code}")
        if believed := what_was_believed(page, dict(answer.headers)):
            self.wrong.add(f"{asked}: came back as {believed}")
        return page

    def address(self, one: Address) -> None:
        """Everything that can be sent to one address."""
        path = one.filled(self._fill)
        for name in names_read_by(one.view) * TURNS:
            self.ask("get", path, {name: hostile()})
        for method in ("get", "post") * TURNS:
            self.ask(method, path, {name: hostile() for name in names_read_anywhere()})
        for offer in forms_of(self.ask("get", path, {}), path):
            for sent in spoilt(offer) if self._is_new(offer) else ():
                self.ask(offer.method, path_of(offer.action), sent)

    def _is_new(self, offer: Offer) -> bool:
        """Whether no form like it was filled in yet: the same fields, and an address that differs in its numbers."""
        kind = (re.sub(r"[0-9a-f-]{36}|\d+", "", offer.action), tuple(offer.fields))
        seen = kind in self.seen
        self.seen.add(kind)
        return not seen

    def holes(self, one: Address) -> None:
        """Words of the address itself that are none of ours."""
        for spoiled in [name for kind, name in one.holes if kind in ("str", "slug", "path", "int")]:

            def fill(kind: str, name: str, spoiled: str = spoiled) -> object:
                odd = {"int": "9" * 40, "slug": "none-of_these"}.get(kind, "%22%3E%3Cscript%3Ezq7(1)%3C-script%3E")
                return odd if name == spoiled else self._fill(kind, name)

            self.ask("get", one.filled(fill), {})
            self.ask("post", one.filled(fill), {})

    def _fill(self, kind: str, name: str) -> object:
        if name == "clinic":
            return self.rows.cast.clinic.slug
        if name in self.rows and (kind, name) != ("str", "entry"):
            return self.rows[name]
        return 1 if kind == "int" else WORDS.get(name, "none")


def spoilt(offer: Offer) -> Iterator[dict[str, Any]]:
    """The form with one field spoilt at a time, then with all of them, then with odd files."""
    fine = {name: values for name, values in offer.fields.items() if values}
    files = {name: SimpleUploadedFile("../\r\n\x01'.jpg", b"\xff\xd8\xff\xe0 not a picture") for name in offer.files}
    for _again in range(TURNS):
        for name in offer.fields:
            yield {**fine, name: [hostile()]}
        yield {name: [hostile(), hostile()] for name in offer.fields}
        yield {**fine, **files}


def shown(sent: dict[str, Any]) -> str:
    """What was sent, short enough to read."""
    return str({name: str(value)[:60] for name, value in sent.items()})[:400]


def place_of(broken: BaseException) -> str:
    """What broke, and the innermost place of our own."""
    from traceback import extract_tb

    ours = [frame for frame in extract_tb(broken.__traceback__) if "/percutis/" in frame.filename]
    where = f"{ours[-1].filename.rpartition('/percutis/')[2]}:{ours[-1].lineno}" if ours else "not ours"
    return f"{type(broken).__name__}: {str(broken)[:120]} at {where}"


@pytest.fixture
def rows(cast: Cast, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Rows:
    """A row of everything an address can name; its files stay, since no database brings them back."""
    monkeypatch.setattr(FileSystemStorage, "delete", lambda *_given: None)
    settings.MEDIA_ROOT = tmp_path / "photographs"
    return make_rows(cast)


@pytest.fixture
def visit(rows: Rows) -> Callable[[str], Asking]:
    """A visitor of the clinic: the doctor, the patient, or nobody in particular."""

    def visited(who: str) -> Asking:
        browser = enter_as(rows.cast.patient) if who == "patient" else Client()
        if who == "doctor":
            browser.force_login(rows.cast.doctor.user)
        return Asking(browser, rows)

    return visited


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("doctor", [one for one in EVERY if one.right]),
        ("patient", [one for one in EVERY if one.door == OWN]),
        ("nobody", [one for one in EVERY if one.right is None and one.door != OWN]),
    ],
    ids=("doctor", "patient", "nobody"),
)
def test_hostile_value_breaks_nothing_and_is_not_believed(
    who: str, asked: list[Address], visit: Callable[[str], Asking]
) -> None:
    """Pieces of markup, of queries and templates, numbers and days beyond all bounds, letters that are none."""
    asking = visit(who)
    for one in asked:
        asking.address(one)
        asking.holes(one)
    assert sorted(asking.wrong) == []


def test_nul_is_answered_400_wherever_it_stands(cast: Cast, enter: Callable[[str], Client]) -> None:
    """In the address, the query, a form, the name of a field or a cookie, where a quoted number can write it."""
    asked = [
        lambda browser: browser.get("/tests/stock/lots/%00/"),
        lambda browser: browser.get("/tests/patients/?q=%00"),
        lambda browser: browser.get("/tests/patients/?%00=q"),
        lambda browser: browser.post("/tests/patients/new/", {"name": "a\x00b"}),
        lambda browser: browser.get("/tests/day/", headers={"cookie": 'sessionid="\\000"'}),
        lambda browser: browser.get("/me/", headers={"cookie": 'patient="\\000"'}),
    ]
    answers = [ask(enter("doctor")) for ask in asked]
    assert [(answer.status_code, b"This could not be read" in answer.content) for answer in answers] == [
        (400, True)
    ] * 6
