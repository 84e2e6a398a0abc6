"""Addresses of the outbox."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import outbox

OF_MESSAGE = "messages/<int:message>/"

pages = [
    page("messages/", outbox.show, Right.OUTBOX, "outbox"),
    page(f"{OF_MESSAGE}sent/", outbox.sent, Right.OUTBOX, "message_sent"),
    page(f"{OF_MESSAGE}again/", outbox.again, Right.OUTBOX, "message_again"),
    page(f"{OF_MESSAGE}cancel/", outbox.cancel, Right.OUTBOX, "message_cancel"),
]
