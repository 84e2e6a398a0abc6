"""The browser, and people in it."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import OPTIONS, NoBrowserError, chromium
from tests.journeys.turns import wait_for_quiet
from tests.journeys.walker import Walker
from tests.web.cast import Cast, make_cast


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    try:
        program, environment = chromium()
    except NoBrowserError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=list(OPTIONS), env=environment)
        yield started
        started.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everybody, in a database that the server sees too."""
    return make_cast()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The server of the journeys; it reads its middleware when it starts."""
    with override_settings(MIDDLEWARE=["tests.journeys.turns.TurnsMiddleware", *settings.MIDDLEWARE]):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def walk(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Callable[..., Walker]]:
    """A walker: a member of the cast by part, or nobody yet; language, width and scripts as asked."""
    contexts = []

    def walker(who: str = "nobody", *, language: str = "en", width: int = 1280, scripts: bool = True) -> Walker:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
        if who != "nobody":
            client = Client()
            client.force_login(cast.staff[who].user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url})
        context.add_cookies(cookies)
        return Walker(context.new_page(), live_server.url)

    yield walker
    for context in contexts:
        context.close()
    wait_for_quiet()
