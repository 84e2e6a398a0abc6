"""`percutis intake`: where an intake comes from: another system's record, or a blank to fill in."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from percutis.cli.answering import ground, ground_and_day, refusing
from percutis.cli.options import EditionName, Language, On

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    help="Start an intake: from a FHIR record, or from a blank.",
)


class Written(StrEnum):
    """How an intake is written."""

    YAML = "yaml"
    JSON = "json"


Bundle = Annotated[
    str,
    typer.Argument(metavar="BUNDLE", help="A FHIR R4 bundle or resource as JSON; - reads standard input."),
]
Writing = Annotated[Written, typer.Option("--format", help="YAML to go through and complete, or JSON for programs.")]
PatientId = Annotated[
    str | None, typer.Option("--patient", metavar="ID", help="Which patient, where the record speaks of several.")
]


@app.command("from-fhir")
def from_fhir(
    bundle: Bundle,
    on: On = None,
    patient: PatientId = None,
    edition: EditionName = None,
    form: Writing = Written.YAML,
) -> None:
    """Read another system's record (FHIR R4) into an intake; say on standard error what could not be taken over.

    Reads the patient, conditions, medicines, allergies, procedures, vaccinations and observations through the codes
    of the edition, else by name, to be confirmed. What the record does not say is left for the consultation.

    Examples:

    * `percutis intake from-fhir bundle.json > intake.yaml`

    * `percutis intake from-fhir bundle.json --format json | percutis assess -`
    """
    with refusing(bundle):
        from percutis.interop.fhir.page import intake_yaml
        from percutis.interop.fhir.read import read_record
        from percutis.interop.fhir.source import read_resource

        stands, day = ground_and_day(edition, "en", on)
        found = read_record(read_resource(bundle), stands.edition, texts=(stands.texts,), on=day, patient=patient)
    if form is Written.JSON:
        sys.stdout.write(json.dumps(found.intake, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(intake_yaml(found.intake, found.sources, day))
    named = "standard input" if bundle == "-" else bundle
    for line in (f"{named}: {found.mapped} of {found.resources} resources taken over", *found.left_out):
        typer.echo(line, err=True)


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
