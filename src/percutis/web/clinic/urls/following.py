"""Addresses of the inbox, events, courses and outcomes."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import course, course_sheets, events, inbox, outcomes

OF_CHECKIN, OF_EVENT, OF_COURSE = "inbox/<int:checkin>/", "events/<int:event>/", "courses/<int:course>/"

pages = [
    page("inbox/", inbox.index, Right.ANSWER, "inbox"),
    page(OF_CHECKIN, inbox.show, Right.ANSWER, "checkin"),
    page(f"{OF_CHECKIN}take/", inbox.take, Right.ANSWER, "checkin_take"),
    page(f"{OF_CHECKIN}hand-over/", inbox.hand_over, Right.ANSWER, "checkin_hand_over"),
    page(f"{OF_CHECKIN}answer/", inbox.answer, Right.ANSWER, "checkin_answer"),
    page("sessions/<int:session>/checkin/", inbox.new, Right.ANSWER, "checkin_new"),
    page("events/", events.index, Right.SEE_CHART, "events"),
    page(OF_EVENT, events.show, Right.SEE_CHART, "event"),
    page(f"{OF_EVENT}note/", events.note, Right.ANSWER, "event_note"),
    page(f"{OF_EVENT}close/", events.close, Right.DECIDE, "event_close"),
    page("patients/<uuid:patient>/events/new/", events.new, Right.ANSWER, "event_new"),
    page(OF_COURSE, course.show, Right.SEE_CHART, "course"),
    page(f"{OF_COURSE}move/", course.move, Right.BOOK, "course_move"),
    page(f"{OF_COURSE}hold/", course.hold, Right.ANSWER, "course_hold"),
    page(f"{OF_COURSE}holds/<int:pause>/lift/", course.lift, Right.DECIDE, "course_lift"),
    page(f"{OF_COURSE}grade/", outcomes.new, Right.TAKE_INTAKE, "outcome_new"),
    page(f"{OF_COURSE}close/", course.close, Right.DECIDE, "course_close"),
    page(f"{OF_COURSE}summary/", course.summary, Right.SEE_CHART, "course_summary"),
    page(f"{OF_COURSE}summary/sheet/", course_sheets.summary, Right.SEE_SETTINGS, "summary_sheet"),
    page(f"{OF_COURSE}before/<int:number>/<slug:language>/", course_sheets.before, Right.SEE_CHART, "sheet_before"),
]
