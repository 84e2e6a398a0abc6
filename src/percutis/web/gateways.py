"""The way out of the house for messages: Apprise, where the clinic has named gateways.

PERCUTIS_MESSAGES holds Apprise addresses by blank, each with a hole for the number, such as
`twilio://ID:TOKEN@SENDER/{phone}` or `whatsapp://TOKEN@ID/{phone}`. Without one, messages wait in the outbox, and the
staff can send them by hand from there.
"""

import logging
from io import StringIO
from urllib.parse import quote

from django.conf import settings

from percutis.web.records.models import Message
from percutis.web.records.services.outbox import UnsureError

HOLE = "{phone}"
# What the line says when the gateway has the message and went silent before it answered (`requests` names it so).
SILENT = ("Read timed out", "Connection aborted", "Connection broken")


class AppriseGateway:
    """Every named gateway is tried in its order until one takes the message."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses

    def carry(self, message: Message) -> None:
        """Hand it over.

        Raises:
            ConnectionError: no gateway took it.
            UnsureError: one went silent while it had it; no other is asked, the patient may have it already.
        """
        from apprise import Apprise, AppriseAsset, LogCapture, NotifyFormat

        for address in self.addresses:
            line = Apprise(asset=AppriseAsset(http_redirects=False))  # nobody is asked but whom the owner named
            if not line.add(address.replace(HOLE, quote(message.patient.phone))):
                continue
            heard: StringIO
            with LogCapture(level=logging.DEBUG, fmt="%(message)s") as heard:  # type: ignore[no-untyped-call]
                if line.notify(body=message.text, body_format=NotifyFormat.TEXT):
                    return
                if any(word in heard.getvalue() for word in SILENT):
                    raise UnsureError
        raise ConnectionError("no gateway took the message")


def gateway_of_clinic() -> AppriseGateway | None:
    """The gateways that this installation names; None while it names none."""
    return AppriseGateway(settings.MESSAGES) if settings.MESSAGES else None
