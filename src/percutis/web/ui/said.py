"""Where what is said once, such as "Saved.", waits for the next page: a signed cookie of this host, gone when read."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class HostCookie(CookieStorage):
    """The cookie, with the prefix by which a browser takes it from this host only."""

    cookie_name = f"{settings.OF_HOST}said"
