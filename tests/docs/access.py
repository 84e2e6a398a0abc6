"""The page of who may open what: every address of the application, asked of its own door."""

import os

HEAD = """# Who may open what
<!-- Written by `make docs` from the doors themselves; tests/web/test_doors.py asks each address as each visitor. -->

A row for every address, a column for every kind of visitor: **yes** where they get past the door. Behind it, what is
another clinic's is not there (404), whoever asks, by reading and by writing; and a patient finds only their own.

- Staff come in by log-in and second factor; whoever is not logged in is sent to the log-in, a stranger to the clinic
  finds nothing (404), a colleague without the right is refused (403). What each right means stands in one table,
  [accounts/rights.py](../src/percutis/web/accounts/rights.py). Rights add up: a medical director or administrator has
  those of their role too; the administrator of the table is otherwise of the front desk.
- A door marked *once more* asks again who one is, after ten minutes.
- A lapsed licence takes away to treat, to decide and to approve, and leaves the rest.
- A patient comes in by a link and a code, and then for an hour. A log-in of the staff does not open a patient's page.
- A program has a key that opens the questions of the core and nothing else; it sees no record.
- Nobody's door: `/static/` (files of the application, the same for everybody), `/health/live` and `/health/ready`
  (fixed words).
- A secret address opens the dates it was made for, and shows no name (tests/web/desk/test_calendars.py).

"""


def access_page() -> str:
    """The page, as Markdown."""
    _ready()
    from tests.web.doors import OWN, VISITORS, addresses

    found = addresses()
    parts = {
        "Pages of the staff": [one for one in found if one.right],
        "Pages of the patient": [one for one in found if one.door == OWN],
        "Everything else": [one for one in found if not one.right and one.door != OWN],
    }
    return HEAD + "\n".join(_part(title, rows, VISITORS) for title, rows in parts.items())


def _ready() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
        django.setup()


def _part(title: str, rows: list, visitors: tuple[str, ...]) -> str:
    from tests.web.doors import may

    lines = [f"## {title}", f"| address | door | {' | '.join(visitors)} |", f"|---|---|{'---|' * len(visitors)}"]
    for one in sorted(rows, key=lambda one: one.route):
        cells = ("yes" if may(one, visitor) else "" for visitor in visitors)
        door = one.door.replace("_", " ") + (", *once more*" if one.is_fresh else "")
        lines.append(f"| `/{_shown(one.route)}` | {door} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _shown(route: str) -> str:
    from tests.web.doors import HOLE

    return HOLE.sub(lambda hole: f"<{hole[2]}>", route)
