"""Prints the table of published harm: what prevents it, what catches it, on which day. `python -m tests.cases`."""

from rich.console import Console
from rich.table import Table

from tests.cases.running import Mapping, answer_of, checks_of, read_cases, shortfalls


def main() -> None:
    """The table, one harm a row; a rule in brackets did not answer."""
    harm = read_cases("harm")
    table = Table("case", "harm", "prevented by", "caught by", "on day", title="Published harm")
    for case in harm["cases"]:
        days = [str(check["day"]) for check in case.get("caught_by") or [] if "day" in check]
        table.add_row(
            str(case["case"]),
            str(case["title"]),
            _rules(case, "prevented_by", harm["base"]),
            _rules(case, "caught_by", harm["base"]),
            ", ".join(dict.fromkeys(days)),
        )
    Console().print(table)


def _rules(case: Mapping, part: str, base: Mapping) -> str:
    cells = []
    for check in checks_of(case, part):
        name = ", ".join(check.expect.get("rules", [])) or str(check.expect.get("verdict", check.command))
        cells.append(name if not shortfalls(check, answer_of(check, base)) else f"[[{name}]]")
    return "\n".join(dict.fromkeys(cells))


main()
