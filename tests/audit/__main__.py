"""Sets the tools on Percutis and prints what each found; ends with status 1 where one found anything."""

import sys
from collections.abc import Iterator

from tests.audit.code import audit_code
from tests.audit.finding import Answer
from tests.audit.house import open_house
from tests.audit.interface import audit_interface
from tests.audit.pages import audit_pages
from tests.audit.parts import audit_parts

ON_FILES = {"code": audit_code, "parts": audit_parts}
ON_A_HOUSE = {"interface": audit_interface, "pages": audit_pages}


def answers(asked: list[str]) -> Iterator[Answer]:
    """What each tool that was asked for says."""
    yield from (tool() for name, tool in ON_FILES.items() if name in asked)
    if ON_A_HOUSE.keys() & set(asked):
        with open_house() as house:
            yield from (tool(house) for name, tool in ON_A_HOUSE.items() if name in asked)


def main() -> int:
    """The exit status."""
    found = 0
    for answer in answers(sys.argv[1:] or [*ON_FILES, *ON_A_HOUSE]):
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
        found += len(answer.findings)
    return 1 if found else 0


sys.exit(main())
