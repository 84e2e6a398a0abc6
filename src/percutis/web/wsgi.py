"""The application as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from percutis.web.running.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
application = get_wsgi_application()
_pages = get_resolver().url_patterns  # every page is imported now, not with the first request
end_with_parent()
