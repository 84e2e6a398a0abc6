"""`percutis intake`: where an intake comes from: another system's record, or a blank to fill in."""

import json
import sys
from typing import Annotated, Any

import typer

from percutis.cli.answering import ground, refusing
from percutis.cli.options import EditionName, Format, Language

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    help="Start an intake: from a FHIR record, or from a blank.",
)

Bundle = Annotated[
    str, typer.Argument(metavar="BUNDLE", help="A FHIR R4 bundle as JSON; - reads standard input.", show_default=False)
]
Written = Annotated[Format, typer.Option("--format", help="YAML to read and complete, or JSON.")]


@app.command("from-fhir")
def from_fhir(bundle: Bundle, edition: EditionName = None, form: Written = Format.TEXT) -> None:
    """Read a FHIR R4 bundle into an intake; say on standard error what could not be mapped.

    Reads Patient, Condition, MedicationStatement and MedicationRequest, AllergyIntolerance, Procedure and
    Observation through the codes of the edition. What the record does not say is left for the consultation.

    Examples:

    * `percutis intake from-fhir bundle.json > intake.yaml`

    * `percutis intake from-fhir bundle.json --format json | percutis assess -`
    """
    with refusing(bundle):
        from percutis.interop.fhir import read_bundle
        from percutis.interop.fhir.source import read_resource

        intake, unmapped = read_bundle(read_resource(bundle), ground(edition, "en").edition)
    sys.stdout.write(_written(intake, form))
    for line in unmapped:
        typer.echo(f"not mapped: {line}", err=True)


@app.command()
def new(edition: EditionName = None, language: Language = "en") -> None:
    """Write a blank intake with every question of the edition, to fill in.

    Example:

    * `percutis intake new > intake.yaml`
    """
    with refusing("intake new"):
        from percutis.interop.template import intake_template

        stands = ground(edition, language)
    sys.stdout.write(intake_template(stands.edition, stands.texts))


def _written(intake: dict[str, Any], form: Format) -> str:
    if form is Format.JSON:
        return json.dumps(intake, ensure_ascii=False, indent=2, default=str) + "\n"
    import yaml

    return yaml.safe_dump(intake, allow_unicode=True, sort_keys=False, width=110)
