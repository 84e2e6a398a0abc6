"""The courier: handed over by a real gateway on this machine, and told apart from one that does not take it."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from percutis.web.accounts.actors import system
from percutis.web.courier import run_until
from percutis.web.gateways import AppriseGateway, gateway_of_clinic
from percutis.web.records.models import Message
from percutis.web.records.services.messages import queue_message
from percutis.web.records.services.outbox import send_due
from percutis.web.running.beats import COURIER, last_beat
from tests.web.cast import NOW, Cast

# One of Apprise's many gateways, none of ours, reads the kind of a picture in a way that Python takes out in 3.13.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Desk(HTTPServer):
    """Somebody who takes messages by HTTP, and remembers them; or refuses."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken: list[tuple[str, str]] = []
        self.status = 200
        self.is_silent = False
        self.leads_to = ""
        self.when_taken: Callable[[], object] = lambda: None

    @property
    def address(self) -> str:
        """As PERCUTIS_MESSAGES would name it."""
        return f"json://127.0.0.1:{self.server_port}/{{phone}}"


class Taker(BaseHTTPRequestHandler):
    """Takes one message."""

    server: Desk

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.taken.append((self.path, said["message"]))
        self.server.when_taken()
        if self.server.is_silent:
            return  # the line is cut; nothing is answered
        self.send_response(self.server.status)
        if self.server.leads_to:
            self.send_header("Location", self.server.leads_to)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A gateway on this machine."""
    server = Desk()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def queued(cast: Cast) -> Message:
    by = system(cast.clinic)
    return queue_message(patient=cast.patient, kind="recall", key="recall:1", due=NOW, about={}, by=by, at=NOW)


def test_gateway_takes_the_text_to_the_patients_number(cast: Cast, desk: Desk) -> None:
    """The hole of the address is filled with the number, and the message is sent."""
    row = queued(cast)
    assert send_due(at=NOW, gateway=AppriseGateway([desk.address])) == 1
    row.refresh_from_db()
    assert desk.taken == [(f"/{cast.patient.phone}", row.text)]
    assert (row.state, row.sent) == ("sent", NOW)


def test_gateway_that_refuses_leaves_the_message_waiting(cast: Cast, desk: Desk) -> None:
    """It is tried again after a while; the first that takes it ends the trying."""
    row, desk.status = queued(cast), 500
    assert send_due(at=NOW, gateway=AppriseGateway([desk.address])) == 0
    row.refresh_from_db()
    assert (row.state, row.tries, row.due > NOW) == ("waiting", 1, True)
    desk.status = 200
    assert send_due(at=NOW + timedelta(minutes=3), gateway=AppriseGateway([desk.address, desk.address])) == 1
    assert len(desk.taken) == 2


def test_gateway_that_goes_silent_is_never_given_it_twice(cast: Cast, desk: Desk, lines: list[str]) -> None:
    """It may have arrived: no other gateway is asked, no later round sends it, and no log names the number."""
    row, desk.is_silent = queued(cast), True
    gateway = AppriseGateway([desk.address, desk.address])
    assert send_due(at=NOW, gateway=gateway) == 0
    row.refresh_from_db()
    assert (row.state, len(desk.taken)) == ("unsure", 1)
    assert send_due(at=NOW + timedelta(days=1), gateway=gateway) == 0
    assert len(desk.taken) == 1
    assert not any(cast.patient.phone[1:] in line for line in lines)


def test_gateway_that_answers_too_late_leaves_it_open(cast: Cast, desk: Desk) -> None:
    """It had the message, and then nothing was heard in time."""
    row = queued(cast)
    asleep = threading.Event()
    desk.finish_request = lambda *_given: asleep.wait(2)  # type: ignore[method-assign]
    assert send_due(at=NOW, gateway=AppriseGateway([f"{desk.address}?rto=0.2"])) == 0
    asleep.set()
    row.refresh_from_db()
    assert row.state == "unsure"


def test_gateway_that_sends_on_is_not_followed(cast: Cast, desk: Desk) -> None:
    """Its owner did not name where it leads to; the message waits."""
    row, elsewhere = queued(cast), Desk()
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    desk.status, desk.leads_to = 307, f"http://127.0.0.1:{elsewhere.server_port}/"
    assert send_due(at=NOW, gateway=AppriseGateway([desk.address])) == 0
    elsewhere.shutdown()
    elsewhere.server_close()
    row.refresh_from_db()
    assert (row.state, len(desk.taken), elsewhere.taken) == ("waiting", 1, [])


def test_gateway_that_is_not_there_leaves_it_waiting(cast: Cast, desk: Desk) -> None:
    """Nobody took it, that much is sure."""
    row = queued(cast)
    assert send_due(at=NOW, gateway=AppriseGateway(["json://127.0.0.1:9/{phone}"])) == 0
    row.refresh_from_db()
    assert (row.state, row.problem) == ("waiting", "no gateway took the message")


def test_without_a_gateway_nothing_is_carried_and_nothing_is_marked(cast: Cast) -> None:
    """The courier goes round once, takes out what is no longer so, and leaves what waits."""
    row = queued(cast)
    by = system(cast.clinic)
    old = timezone.now() - timedelta(days=30)
    stale = queue_message(patient=cast.patient, kind="aftercare", key="a:1", due=old, about={}, by=by, at=old)
    stop = threading.Event()
    stop.set()
    run_until(stop)
    row.refresh_from_db()
    stale.refresh_from_db()
    assert (gateway_of_clinic(), row.state, stale.state) == (None, "waiting", "cancelled")


def test_courier_that_is_told_to_stop_ends_after_the_message_in_hand(cast: Cast, desk: Desk, settings: Any) -> None:
    """Not after all that are due: with a gateway that hangs it would be killed with one of them in hand. Between two of
    them it leaves a sign of life.
    """
    settings.MESSAGES, by = [desk.address], system(cast.clinic)
    for key in ("recall:1", "recall:2", "recall:3"):
        queue_message(patient=cast.patient, kind="recall", key=key, due=NOW, about={}, by=by, at=NOW)
    stop = threading.Event()
    desk.when_taken = stop.set
    run_until(stop)
    assert len(desk.taken) == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == ["sent", "waiting", "waiting"]
    assert last_beat(COURIER) is not None
