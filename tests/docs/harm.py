"""The table of published harm: what prevents it and what catches it, as the engine answers it."""

from tests.cases.running import Mapping, answer_of, checks_of, read_cases, shortfalls

HEAD = """# Published harm
<!-- Written by `make docs` from tests/cases/harm.yaml and the answers of the engine. -->

Harm that has been published, laid before Percutis as it happened: what would have prevented it, and what would have
caught it on which day after the session. Each rule opens with `percutis protocol show RULE`. The cases, with their
sources, are in [tests/cases/harm.yaml](../tests/cases/harm.yaml); a rule that did not answer would stand in brackets.

| case | harm | prevented by | caught by | on day |
|---|---|---|---|---|
"""


def harm_page() -> str:
    """The page, as Markdown."""
    harm = read_cases("harm")
    return HEAD + "".join(f"| {' | '.join(_row(case, harm['base']))} |\n" for case in harm["cases"])


def _row(case: Mapping, base: Mapping) -> tuple[str, ...]:
    days = dict.fromkeys(str(check["day"]) for check in case.get("caught_by") or [] if "day" in check)
    return (
        str(case["case"]),
        str(case["title"]).replace("|", "/"),
        _rules(case, "prevented_by", base),
        _rules(case, "caught_by", base),
        ", ".join(days),
    )


def _rules(case: Mapping, part: str, base: Mapping) -> str:
    cells = []
    for check in checks_of(case, part):
        found = check.expect.get("rules", [])
        name = ", ".join(f"`{rule}`" for rule in found) or f"the answer of {check.command}"
        cells.append(name if not shortfalls(check, answer_of(check, base)) else f"[{name}]")
    return "<br>".join(dict.fromkeys(cells))
