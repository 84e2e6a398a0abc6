"""Addresses of the day and the wait list."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import booking, calendar, day, visits, waits

pages = [
    page("day/", day.today, Right.SEE_DAY, "day"),
    page("day/<slug:day>/", day.show, Right.SEE_DAY, "day_of"),
    page("calendar/", calendar.index, Right.SEE_DAY, "calendar"),
    page("calendar/end/", calendar.end, Right.SEE_DAY, "calendar_end"),
    page("visits/new/", booking.new, Right.BOOK, "visit_new"),
    page("visits/walk-in/", booking.walk_in, Right.BOOK, "walk_in"),
    page("visits/<int:visit>/", visits.show, Right.SEE_DAY, "visit"),
    page("visits/<int:visit>/state/", visits.change, Right.BOOK, "visit_state"),
    page("visits/<int:visit>/move/", booking.move, Right.BOOK, "visit_move"),
    page("visits/<int:visit>/cancel/", visits.cancel, Right.BOOK, "visit_cancel"),
    page("visits/<int:visit>/cancelled/", visits.cancelled, Right.BOOK, "visit_cancelled"),
    page("waits/", waits.show, Right.BOOK, "waitlist"),
    page("waits/new/", waits.new, Right.BOOK, "wait_new"),
    page("waits/<int:entry>/close/", waits.close, Right.BOOK, "wait_close"),
]
