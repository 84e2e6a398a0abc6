"""Wapiti on the pages, as a doctor, as a patient and as nobody: it walks through the links and attacks every form."""

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.audit.finding import TOOLS, Answer, run
from tests.audit.house import House

WALKS, ATTACKS = "60", "15"  # seconds for the way through, and for each kind of attack
KINDS = "xss,permanentxss,sql,exec,file,crlf,redirect,ssti,csrf,cookieflags,csp,http_headers"
# What would end the visit, or leads in a circle.
LEFT_OUT = ("/logout/", "/me/leave/", "/language/", "/password/", "/static/")
# What it says of every page that is served without HTTPS, on this machine only; tests/web/security/test_https.py.
WITHOUT_HTTPS = ("Strict-Transport-Security", "Secure flag", "unencrypted")


def audit_pages(house: House) -> Answer:
    """Every weakness that it names, and every page that failed under it; a walk that saw little is a finding too."""
    found: list[str] = []
    walked = 0
    for who, start, cookie, least in (
        ("doctor", f"/{house.clinic}/day/", house.staff, 60),
        ("patient", "/me/", house.patient, 12),
        ("nobody", "/login/", house.nobody, 2),
    ):
        pages, weak = _walk(house, start, cookie)
        walked += pages
        found += [f"{who}: {one}" for one in weak]
        if pages < least:  # it stood before a closed door: that it found nothing says nothing
            found.append(f"{who}: only {pages} pages were walked through, of {least} at least")
    answered = house.answered()
    looked_into = sum(answered[f"POST {status}"] for status in (200, 302, 409, 422))
    if looked_into < answered["POST 403"]:  # it did not get past the token of the forms
        found.append("most forms were refused before anybody looked into them")
    found += [f"the server failed: {route}" for route in house.broken()]
    told = ", ".join(f"{kind}: {count}" for kind, count in sorted(answered.items()))
    return Answer("wapiti", f"{walked} pages walked through; answered {told}", found)


def _walk(house: House, start: str, cookie: str) -> tuple[int, list[str]]:
    with tempfile.TemporaryDirectory(prefix="percutis-wapiti-") as folder:
        report = Path(folder) / "report.json"
        left_out = [word for path in LEFT_OUT for word in ("--exclude", f"{house.address}{path}*")]
        run(
            TOOLS / "wapiti", "--url", f"{house.address}/", "--start", f"{house.address}{start}", "--scope", "folder",
            "--module", KINDS, "--max-scan-time", WALKS, "--max-attack-time", ATTACKS, "--flush-session",
            "--store-session", folder, "--store-config", folder, "--no-bugreport", "--format", "json",
            "--output", report, "--skip", "csrfmiddlewaretoken", *left_out, "--cookie-value", cookie, timeout=1800,
        )  # fmt: skip
        told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    kinds = {**told["vulnerabilities"], **told["anomalies"]}
    weak = {_line(kind, one) for kind, ones in kinds.items() for one in ones}
    return told["infos"]["crawled_pages_nbr"], sorted(
        one for one in weak if not any(word in one for word in WITHOUT_HTTPS)
    )


def _line(kind: str, one: dict[str, Any]) -> str:
    return f"{kind}: {one['method']} {one['path']} {one['info']}"
