"""Somebody who walks through pages: opens, reads, fills in, presses; and at every page an audit by axe."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
NARROWEST = 360


class Walker:
    """One person in one browser; every page that they come to is audited."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: self.said.append(str(problem)))

    def go(self, path: str) -> Response | None:
        """Open an address of the application."""
        response = self.page.goto(self.base + path)
        self.look()
        return response

    def press(self, name: str, *, nth: int = 0) -> None:
        """Press the button or follow the link of that name."""
        found = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        found.nth(nth).click()
        self.page.wait_for_load_state()
        self.look()

    def write(self, label: str, text: str) -> None:
        """Write into the field of that label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, group: str, option: str) -> None:
        """Choose one of a group of answers."""
        self.page.get_by_role("group", name=group).get_by_label(option).first.check()

    def reads(self, text: str) -> bool:
        """Whether the page says so, in sight."""
        return self.page.get_by_text(text).first.is_visible()

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").first.inner_text()

    def look(self) -> None:
        """Audit the page: no barrier, nothing sideways, no error in the console.

        Raises:
            AssertionError: what was found, with its place.
        """
        found = barriers(self.page)
        assert found == [], f"{self.page.url}: {found}"
        width = self.page.evaluate("document.documentElement.scrollWidth")
        seen = self.page.viewport_size or {"width": width}
        assert width <= seen["width"] + 1, f"{self.page.url} is {width} wide in a window of {seen['width']}"
        assert self.said == [], f"{self.page.url}: {self.said}"


def barriers(page: Page) -> list[Any]:
    """What axe finds: rule, help and the first places."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found["violations"]]
