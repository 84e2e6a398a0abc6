"""Photographs the application for the README: `make pictures`. Made from the demo clinic, never by hand."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browser import OPTIONS, chromium

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
PORT = 8123
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "fine needles, calm skin"  # noqa: S105 (the demo prints it)


def main() -> None:
    """The plan as a doctor sees it, the session of the day, and the patient's first page in Urdu."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="percutis-pictures-") as home:
        command = [sys.executable, "-u", "-m", "percutis", "demo", "--port", str(PORT)]
        environment = {**os.environ, "PERCUTIS_DEMO_HOME": f"{home}/demo"}
        with _served(command, environment) as served:
            try:
                link = _wait(served)
                program, found = chromium()
                with sync_playwright() as play:
                    browser = play.chromium.launch(executable_path=program, args=list(OPTIONS), env=found)
                    _of_the_staff(browser)
                    _of_the_patient(browser, link)
                    browser.close()
            finally:
                served.terminate()


def _served(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _wait(served: "subprocess.Popen[str]") -> str:
    """The patient's link, once the server answers."""
    link = ""
    for line in served.stdout or ():
        if found := re.search(r"http\S+/me/in/\S+", line):
            link = found[0]
        if "Ctrl-C ends it" in line:
            break
    for _turn in range(60):
        try:
            urlopen(f"{ADDRESS}/login/", timeout=2).close()  # noqa: S310 (our own server)
            return link
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("the demo did not begin to serve within half a minute")


def _page(browser: Browser, width: int, height: int, language: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1)
    context.add_cookies([{"name": "language", "value": language, "url": ADDRESS}])
    return context.new_page()


def _log_in(page: Page, name: str) -> None:
    page.goto(f"{ADDRESS}/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/day/**")


def _of_the_staff(browser: Browser) -> None:
    page = _page(browser, 1280, 900, "en")
    _log_in(page, "doctor")
    _shoot(page, "day")
    page.goto(f"{ADDRESS}/misal/patients/?q=Rabia")
    page.get_by_role("link", name=re.compile("Rabia")).first.click()
    page.get_by_role("link", name=re.compile("^Plan")).first.click()
    page.wait_for_load_state()
    _shoot(page, "plan")


def _of_the_patient(browser: Browser, link: str) -> None:
    desk = _page(browser, 1280, 900, "en")
    _log_in(desk, "desk")
    page = _page(browser, 390, 844, "ur")
    page.goto(link)
    page.locator("main button[type=submit], main form button").first.click()
    page.wait_for_load_state()
    desk.goto(ADDRESS + desk.locator("nav a", has_text="Messages").first.get_attribute("href"))
    codes = re.findall(r"(?<![\d+-])(\d{6})(?!\d)", desk.locator("main").text_content() or "")
    page.fill("#code", codes[0])
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    _shoot(page, "patient")


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png")  # noqa: T201


if __name__ == "__main__":
    main()
