"""The settings of earnest: HTTPS on, a proxy named, as no other test has them; asked in a process of their own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.running.house import ROOT, surroundings

SCRIPT = """
import json, django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from percutis.web.accounts.actors import staff
from percutis.web.accounts.services.programs import admit_program
from percutis.web.patient.entry import let_in
from percutis.web.records.models import PatientLink
from percutis.web.running.laying import lay_out_tables
from tests.web.cast import PASSWORD, make_cast

lay_out_tables()

def cookies(answer):
    keys = ("secure", "httponly", "samesite", "path", "domain")
    return {name: {key: one[key] for key in keys} for name, one in answer.cookies.items()}

cast = make_cast()
plain, named = {"headers": {"host": "clinic.example"}}, {"host": "clinic.example", "x-forwarded-proto": "https"}
client = Client()
found = {"to https": [client.get("/login/", **plain).status_code, client.get("/login/", **plain).headers["Location"]]}
page = client.get("/login/", headers=named)
found["page"] = page.status_code
found["hsts"] = page.headers["Strict-Transport-Security"]
found["lied"] = client.get("/login/", headers=named, REMOTE_ADDR="198.51.100.7").status_code
asked = client.post("/login/", {"username": cast.desk.user.username, "password": PASSWORD}, headers=named)
response = HttpResponse()
now = timezone.now()
never = now.replace(year=2099)
link = PatientLink.objects.create(clinic=cast.clinic, at=now, patient=cast.patient, token_hash="x", expires=never)
let_in(response, link, now)
chosen = client.post("/language/", {"language": "ur"}, headers=named)
other = "another-test-phrase"
sent = {"old_password": PASSWORD, "new_password1": other, "new_password2": other}
said = client.post("/password/", sent, headers=named)
found["cookies"] = cookies(page) | cookies(asked) | cookies(response) | cookies(chosen) | cookies(said)
key = admit_program(name="Test System", by=staff(cast.doctor), at=now).key
found["programs"] = {}
for way, headers in {"http": plain["headers"], "https": named}.items():
    answer = client.get("/api/1/sun?at=Islamabad&on=2026-06-21", headers={**headers, "authorization": f"Bearer {key}"})
    found["programs"][way] = [answer.status_code, "replace the key" in answer.content.decode()]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What that process answered."""
    home = tmp_path_factory.mktemp("https")
    environment = surroundings(
        home, PERCUTIS_HOSTS="clinic.example", PERCUTIS_BEHIND_PROXY="127.0.0.1", PERCUTIS_HTTPS="on",
        PERCUTIS_ADDRESS="https://clinic.example", DJANGO_SETTINGS_MODULE="tests.web.security.earnest",
        PERCUTIS_SECOND_FACTOR="offered",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_pages_travel_by_https_only(found: dict[str, Any]) -> None:
    """Without it a visitor is sent there; the word of somebody else than the proxy changes nothing."""
    there = "https://clinic.example/login/"
    assert (found["to https"], found["page"], found["lied"]) == ([301, there], 200, 301)
    assert found["hsts"] == "max-age=31536000"


def test_program_is_refused_where_its_key_can_be_read(found: dict[str, Any]) -> None:
    """Sent on as a page is, it would go on sending its key by HTTP, and nobody would notice."""
    assert found["programs"] == {"http": [403, True], "https": [200, False]}


def test_cookies_belong_to_this_host(found: dict[str, Any]) -> None:
    """Every cookie has the prefix with which a browser takes it from this host only, by HTTPS, and for every path; no
    script reads it.
    """
    kept = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    names = {f"__Host-{name}" for name in ("sessionid", "csrftoken", "me", "language", "said")}
    assert found["cookies"] == dict.fromkeys(names, kept)


def test_settings_of_earnest_show_nothing_of_the_program(tmp_path: Path) -> None:
    """No page of errors with the program in it, no cookie for scripts, Argon2 for what is kept of a password."""
    code = "from percutis.web import settings as s; print(s.DEBUG, s.PASSWORD_HASHERS, s.SECURE_PROXY_SSL_HEADER)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings(tmp_path), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False ['django.contrib.auth.hashers.Argon2PasswordHasher'] None\n"
