"""The addresses of the patient's own pages. All but coming in stand behind the door."""

from django.urls import path

from percutis.web.patient.views import (
    answer,
    calendar,
    checkin,
    coming_in,
    consent,
    intake,
    pages,
    photographs,
    sheets,
    today,
)

app_name = "patient"
urlpatterns = [
    path("in/<str:token>/", coming_in.enter, name="enter"),
    path("code/", coming_in.code, name="code"),
    path("here/", coming_in.handed, name="handed"),
    path("closed/", coming_in.stranger, name="stranger"),
    path("leave/", coming_in.leave, name="leave"),
    path("", today.today, name="today"),
    path("tick/", today.tick, name="tick"),
    path("course/", pages.course, name="course"),
    path("calendar/", calendar.subscribe, name="calendar"),
    path("calendar/dates.ics", calendar.download, name="calendar_file"),
    path("calendar/end/", calendar.end, name="calendar_end"),
    path("recovery/", pages.recovery, name="recovery"),
    path("sun/", pages.sun, name="sun"),
    path("expect/", pages.expect, name="expect"),
    path("not-at-home/", pages.home_needling, name="home_needling"),
    path("sheet/<slug:language>/", sheets.whole, name="sheet"),
    path("sheet/before/<slug:language>/", sheets.before, name="sheet_before"),
    path("sheet/after/<slug:language>/", sheets.after, name="sheet_after"),
    path("photographs/", photographs.index, name="photographs"),
    path("photographs/<uuid:photo>/<slug:size>/", photographs.show, name="photograph"),
    path("consent/<slug:subject>/", consent.give, name="consent"),
    path("consent/<slug:subject>/sheet/", sheets.consent, name="consent_sheet"),
    path("intake/", intake.begin, name="intake"),
    path("intake/<slug:question>/", intake.screen, name="question"),
    path("checkin/", checkin.begin, name="checkin"),
    path("checkin/<int:checkin>/", answer.show, name="checkin_answer"),
    path("checkin/<int:checkin>/photograph/", answer.photograph, name="checkin_photograph"),
    path("checkin/<slug:step>/", checkin.step, name="checkin_step"),
]
