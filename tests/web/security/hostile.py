"""Values that nobody types by mistake, and how to tell that one of them was believed. NUL is not among them: it comes
to no view (tests/web/security/test_parameters.py::test_nul_is_answered_400_wherever_it_stands).
"""

import re

MARK = "zq7"  # stands in every piece of markup, so that it is found again wherever it comes out
FRAGMENTS = (
    f"\"><script>{MARK}(1)</script>", f"'><img src={MARK} onerror={MARK}(1)>", f"</textarea><svg onload={MARK}(1)>",
    f"javascript:{MARK}(1)", "{{ 7191|add:13 }}{% load static %}", "{0.__class__.__mro__} %(name)s %s {name}",
    "1' OR '1'='1' -- ", "1); DROP TABLE records_patient; --", "../../../../etc/passwd", "\r\nX-Percutis-Test: set\r\n",
)  # fmt: skip
NUMBERS = (
    "-1", "0", "1.5", "1e999", "nan", "inf", "9" * 40, "9" * 5000, str(2**63), str(-(2**63) - 1),
    "²", "٣", "1_000", "0x10", "+5",
)  # fmt: skip
MOMENTS = (
    "0000-00-00", "0001-01-01", "9999-12-31", "2026-02-30", "-0001-01-01", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "2026-11-25T10:00:00", "25:61", "00:00", "10:00:00.000000001", "2026-W53-7",
)  # fmt: skip
TEXTS = (
    "", " ", "x" * 70_000, "\u202egnp.exe", "🙂" * 400, "\ud7ff\uffff\ufffe", "ﷺ\u200b\u0301" * 60,
    "00000000-0000-0000-0000-000000000000", "none:none:none", "a:b", "[]", "null", "true", "{\"a\": [1]}", "other:",
)  # fmt: skip
VALUES = FRAGMENTS + NUMBERS + MOMENTS + TEXTS
BELIEVED = re.compile(
    rf"<script>{MARK}|<img src={MARK}|<svg onload={MARK}|(?:href|src|action)=[\"']?\s*javascript:{MARK}|>\s*7204"
)


def what_was_believed(content: str, headers: dict[str, str]) -> str:
    """The piece of an answer that shows a hostile value taken for markup, a template or a header; empty where none."""
    if "X-Percutis-Test" in headers:
        return "X-Percutis-Test"
    if headers.get("Location", "").partition(":")[0] in ("javascript", "http", "https"):
        return headers["Location"]
    found = BELIEVED.search(content) if headers.get("Content-Type", "").startswith("text/html") else None
    return found[0] if found else ""
