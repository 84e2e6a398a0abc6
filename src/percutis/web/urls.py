"""Every address of the application."""

from django.urls import include, path

from percutis.web.api import calendars
from percutis.web.ui import failing
from percutis.web.ui import views as ui

handler400, handler500 = failing.unreadable, failing.failed
urlpatterns = [
    path(".well-known/security.txt", failing.contact, name="security_contact"),
    path("language/", ui.language, name="language"),
    path("gallery/", ui.gallery, name="gallery"),
    path("api/", include("percutis.web.api.urls")),
    path("calendar/<str:token>.ics", calendars.read, name="calendar_feed"),
    path("me/", include("percutis.web.patient.urls")),
    path("", include("percutis.web.accounts.urls")),
    path("", include("percutis.web.clinic.urls")),
]
