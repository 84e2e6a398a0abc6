"""Addresses of staff, rooms, programs, the log and the protocol."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import audit, programs, protocol, staff

OF_MEMBER = "staff/<int:member>/"

pages = [
    page("staff/", staff.index, Right.STAFF, "staff"),
    page("staff/new/", staff.new, Right.STAFF, "member_new", fresh=True),
    page(OF_MEMBER, staff.show, Right.STAFF, "member", fresh=True),
    page(f"{OF_MEMBER}end/", staff.end, Right.STAFF, "member_end", fresh=True),
    page(f"{OF_MEMBER}password/", staff.password, Right.STAFF, "member_password", fresh=True),
    page(f"{OF_MEMBER}factor/", staff.factor, Right.STAFF, "member_factor", fresh=True),
    page("rooms/new/", staff.new_room, Right.STAFF, "room_new"),
    page("rooms/<int:room>/", staff.room, Right.STAFF, "room"),
    page("programs/", programs.index, Right.STAFF, "programs", fresh=True),
    page("programs/<int:program>/end/", programs.end, Right.STAFF, "program_end", fresh=True),
    page("log/", audit.index, Right.AUDIT, "audit"),
    page("protocol/", protocol.index, Right.READ_PROTOCOL, "protocol"),
    page("protocol/step/<slug:step>/", protocol.chapter, Right.READ_PROTOCOL, "protocol_step"),
    page("protocol/entry/<str:entry>/", protocol.entry, Right.READ_PROTOCOL, "protocol_entry"),
    page("protocol/differences/", protocol.differences, Right.READ_PROTOCOL, "protocol_differences"),
    page("protocol/approve/", protocol.approve, Right.APPROVE_PROTOCOL, "protocol_approve", fresh=True),
    page(
        "protocol/withdraw/<int:approval>/", protocol.withdraw, Right.APPROVE_PROTOCOL, "protocol_withdraw", fresh=True
    ),
]
