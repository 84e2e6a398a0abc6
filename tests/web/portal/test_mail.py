"""A message that goes out by e-mail: what it says is text, and no part of it becomes a header or markup."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mail

import pytest

from percutis.web.gateways import AppriseGateway
from percutis.web.records.models import Message
from tests.web.cast import Cast

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
TEXT = "A visit\r\nBcc: taken@clinic.example\r\n\r\n<img src=x>\r\n.\r\nMAIL FROM:<taken@clinic.example>"


class Post(socketserver.ThreadingTCPServer):
    """Takes mail by SMTP, as much of it as is needed, and remembers for whom."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.named: list[str] = []
        self.mails: list[Mail] = []


class Taker(socketserver.StreamRequestHandler):
    """One line of conversation after the other."""

    server: Post

    def handle(self) -> None:
        """Until the other side says goodbye."""
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in (b"MAIL", b"RCPT"):
                self.server.named.append(line.decode().strip())
            if word == b"DATA":
                self.say("354 go on")
                self.server.mails.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            self.say("221 goodbye" if word == b"QUIT" else "250 good")

    def say(self, line: str) -> None:
        """Answer."""
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server on this machine."""
    with Post() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_lines_of_a_message_become_no_headers_and_no_markup(cast: Cast, post: Post) -> None:
    """One mail, from whom and to whom the owner said, with every sign of the text in it."""
    host = f"127.0.0.1:{post.server_address[1]}"
    address = f"mailto://{host}/?from=clinic@clinic.example&to=sms{{phone}}@sms.example"
    AppriseGateway([address]).carry(Message(patient=cast.patient, text=TEXT))
    [mail] = post.mails
    number = cast.patient.phone
    assert [line.partition(">")[0] for line in post.named] == [
        "mail FROM:<clinic@clinic.example", f"rcpt TO:<sms{number}@sms.example",
    ]  # fmt: skip
    assert (mail["Bcc"], "taken" in str(mail["From"]), number in mail["To"]) == (None, False, True)
    parts = {part.get_content_type(): part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()}
    assert all(b"MAIL FROM" in content for content in parts.values())
    assert b"<img" not in parts.get("text/html", b"")
