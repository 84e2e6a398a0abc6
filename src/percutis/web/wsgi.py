"""The application as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application

from percutis.web.running.orphans import end_with_parent
from percutis.web.running.pool import share_connections
from percutis.web.running.server import THREADS
from percutis.web.running.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
application = get_wsgi_application()
share_connections(THREADS)
warm()
end_with_parent()
