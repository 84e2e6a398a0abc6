"""`percutis doctor`: what is unsafe or unhealthy."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from percutis.cli.answering import refusing
from percutis.cli.options import Form, Format
from percutis.cli.serve import SETTINGS

if TYPE_CHECKING:
    from percutis.web.doctor.finding import Finding

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")
MARKS = {"unsafe": "✗", "unhealthy": "!", "note": "·", "well": "✓"}


@app.command()
def doctor(form: Form = Format.TEXT) -> None:
    """What is unsafe or unhealthy here, in plain words, each with what to do; the exit status is 1 where anything is.

    Looks at the settings, who may read the files, disk, clock, tables, the last backup, the log of every clinic,
    messages and tasks that are stuck, and whether every photograph is there. It changes nothing.

    Example:

    * `percutis doctor`
    """
    with refusing(SETTINGS):
        from percutis.web.running.starting import set_up

        set_up()
        from percutis.web.doctor.examining import examine

        found = examine(datetime.now(UTC))
    if form is Format.JSON:
        typer.echo(json.dumps([_said(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        _print(found)
    if any(finding.level in ("unsafe", "unhealthy") for finding in found):
        raise typer.Exit(1)


def _said(finding: "Finding") -> dict[str, str]:
    return {"level": finding.level, "about": finding.about, "sentence": finding.sentence, "todo": finding.todo}


def _print(found: "list[Finding]") -> None:
    for finding in found:
        typer.echo(f"{MARKS[finding.level]} {finding.level:<9}  {finding.sentence}")
        if finding.todo:
            typer.echo(f"{'':13}→ {finding.todo}")
    counts = {level: sum(finding.level == level for finding in found) for level in MARKS}
    typer.echo(
        f"\n{counts['unsafe']} unsafe, {counts['unhealthy']} unhealthy, {counts['note']} notes, {counts['well']} well."
    )
