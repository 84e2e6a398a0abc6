"""What a browser would send of a page's form: every control with the value that it shows, by the button pressed."""

from html.parser import HTMLParser

from django.test import Client


class Controls(HTMLParser):
    """The controls of the first form that holds `name`, as names and values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect inputs that would be sent, and options that are chosen."""
        given = {name: value if value is not None else name for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        if tag == "select":
            self._select = given.get("name", "")
        if not self.forms:
            return
        if tag == "option" and "selected" in given and self._select:
            self.forms[-1].append((self._select, given.get("value", "")))
        if tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked:
                self.forms[-1].append((given["name"], given.get("value", "on" if "checked" in given else "")))

    def handle_endtag(self, tag: str) -> None:
        """A select ends."""
        if tag == "select":
            self._select = ""


def filled(client: Client, url: str, name: str = "version") -> dict[str, list[str]]:
    """The last form of the page that holds a control of that name, as it stands."""
    page = Controls()
    page.feed(client.get(url).content.decode())
    form = next(form for form in reversed(page.forms) if any(control == name for control, _ in form))
    sent: dict[str, list[str]] = {}
    for control, value in form:
        sent.setdefault(control, []).append(value)
    return sent
