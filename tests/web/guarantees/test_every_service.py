"""No service writes what the log does not tell of: each is tried while the log takes no line, and leaves all as it was.
None lets a member of another clinic in: each is tried by one, too.

The tests that calls.txt names call every service that there is; they run once more in a process of their own, where
each call is tried without a log first (`tests.web.guarantees.refusing`).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.guarantees.refusing import services
from tests.web.guarantees.test_log_or_nothing import WRITES

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
# Called inside the transaction of another service, which writes the line.
PARTS = {
    "after_visits.tell", "after_visits.date_course", "booking.write_cells", "events.open_from_checkin",
    "log_ins.end_sessions",
    "messages.announce_cancellation", "messages.announce_move", "messages.announce_reply",
    "messages.announce_session_end", "messages.announce_visit", "messages.cancel_messages", "messages.queue_message",
    "photo_uses.close_photographs", "placing.audit", "placing.write_visit", "returns.take_off",
    "second_factor.forget_factor_of",
}  # fmt: skip
# Nothing of a record: a draft, tries to prove who one is (the log-in is told), the state of a message.
NO_RECORD = {
    "consultations.save_draft", "consultations.discard_draft", "log_ins.begin_log_in", "log_ins.end_marked",
    "log_ins.forget_unusable", "log_ins.note_used", "logging_in.check_code", "logging_in.check_password",
    "second_factor.begin_factor", "second_factor.is_right_code", "tries.begin_try", "outbox.doubt_unanswered",
    "outbox.drop_outdated", "outbox.send_due",
}  # fmt: skip
# Only looks, or refuses.
LOOKS = {
    "booking.require_possible", "links.find_link", "photographs.refuse_stranger",
    "session_rows.locked_session", "session_rows.refuse_backwards",
}  # fmt: skip
CALLS = (Path(__file__).parent / "calls.txt").read_text().split()


def test_every_service_writes_with_its_line_of_the_log_or_not_at_all(tmp_path: Path) -> None:
    """All but parts, what is no record, and mere looks were refused; none wrote unlogged or for a stranger."""
    found = _found(tmp_path / "found.json")
    asked = {name for name, _module, _service in services()} - PARTS - NO_RECORD - LOOKS
    direct = {name for name in asked if name.partition(".")[2] in WRITES}
    outcomes = {name: set(found.get(name, {}).values()) for name in asked - direct}
    assert {name: said for name, said in outcomes.items() if "refused" not in said or "unlogged" in said} == {}
    assert [name for name in asked if "admitted" in found.get(name, {}).values()] == []
    assert [name for name in LOOKS if set(found.get(name, {}).values()) - {"silent"}] == []


def _found(kept: Path) -> dict[str, dict[str, str]]:
    """What became of every service that the tests called."""
    environment = {**os.environ, "REFUSING": str(kept)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    tests = [str(ROOT / "tests" / "web" / one) for one in CALLS]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.web.guarantees.refusing", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-p", "no:xdist", *tests], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    found: dict[str, dict[str, str]] = json.loads(kept.read_text())
    return found
