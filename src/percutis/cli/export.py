"""`percutis export`: what a clinic keeps, in open formats."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.telling import telling

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

MEBIBYTE = 1024 * 1024
Place = Annotated[
    Path, typer.Argument(metavar="PLACE", help="The file to make, or a folder: then it is named by the moment.")
]
OfClinic = Annotated[
    str | None, typer.Option("--clinic", metavar="SLUG", help="Which clinic, where there are several.")
]
OfPatient = Annotated[str | None, typer.Option("--patient", metavar="NUMBER", help="One patient instead of all.")]


@app.command()
def export(place: Place, clinic: OfClinic = None, patient: OfPatient = None) -> None:
    """Everything that one clinic keeps, or one of its patients, as a ZIP of JSON, CSV and photographs.

    Any program reads it; README.txt inside says what each file is. It is **not** sealed: whoever has the file reads
    every record in it. A sealed copy to bring back is `percutis backup`. Passwords and other secrets are left out, and
    the clinic's log says that it was made.

    Examples:

    * `percutis export /media/disk/`

    * `percutis export P-0007.zip --patient P-0007`
    """
    with refusing("this export"):
        from percutis.web.running.starting import open_records

        open_records()
        from percutis.web.safekeeping.exporting import clinic_of, export_to, patient_of

        whose = clinic_of(clinic)
        one = patient_of(whose, patient) if patient else None
        with telling() as tell:
            made = export_to(place, whose, one, datetime.now(UTC), tell)
    count = "1 patient" if made.patients == 1 else f"{made.patients} patients"
    typer.echo(f"{made.path}: {made.clinic}, {count}, {made.size / MEBIBYTE:.1f} MB. Not sealed: keep it safe.")
