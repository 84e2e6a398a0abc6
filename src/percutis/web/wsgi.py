"""The application as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application

from percutis.web.running.orphans import end_with_parent
from percutis.web.running.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
application = get_wsgi_application()
warm()
end_with_parent()
