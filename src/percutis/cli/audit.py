"""`percutis audit`: proving that nobody changed the log of who did what."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.options import Form, Format
from percutis.cli.serve import SETTINGS

if TYPE_CHECKING:
    from percutis.web.accounts.chain import Proof

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode="markdown")

ClinicName = Annotated[str | None, typer.Option("--clinic", metavar="SLUG", help="One clinic. Default: all of them.")]
Against = Annotated[str | None, typer.Option("--against", metavar="HEAD", help="A head that was kept elsewhere.")]


@app.callback()
def audit() -> None:
    """The log of who did what: proved whole, and its head to keep elsewhere."""


@app.command()
def verify(clinic: ClinicName = None, against: Against = None, form: Form = Format.TEXT) -> None:
    """Is the log whole? Reads every row; the exit status is 1 where one was changed, taken out or put in.

    A row cut off the end is found only beside a head that was kept elsewhere: `--against`, for one clinic.

    Examples:

    * `percutis audit verify`

    * `percutis audit verify --clinic misal --against 1204:9f86d081…`
    """
    with refusing(SETTINGS):
        proofs = _proofs(clinic, against)
    if form is Format.JSON:
        typer.echo(json.dumps([asdict(proof) for proof in proofs], indent=2))
    else:
        for proof in proofs:
            _print(proof)
        _say_none(proofs)
    if any(proof.faults for proof in proofs):
        raise typer.Exit(1)


@app.command()
def head(clinic: ClinicName = None) -> None:
    """The number and hash of the last row of each log: keep it where whoever could change the log cannot.

    Example:

    * `percutis audit head >> heads-of-the-log.txt`
    """
    with refusing(SETTINGS):
        proofs = _proofs(clinic, None)
    for proof in proofs:
        typer.echo(f"{proof.clinic} {proof.head}")
    _say_none(proofs)


def _proofs(slug: str | None, against: str | None) -> "list[Proof]":
    from percutis.domain.errors import InputError
    from percutis.web.running.starting import open_records

    open_records()
    from percutis.web.accounts.chain import prove
    from percutis.web.accounts.models import Clinic

    clinics = list(Clinic.objects.order_by("slug"))
    chosen = [clinic for clinic in clinics if slug in (None, clinic.slug)]
    names = ", ".join(clinic.slug for clinic in clinics) or "none yet"
    if slug and not chosen:
        raise InputError.one("--clinic", slug, names)
    if against and len(chosen) != 1:
        raise InputError.one("--against", "a head without its clinic", f"--clinic too: {names}")
    return [prove(clinic, against) for clinic in chosen]


def _say_none(proofs: "list[Proof]") -> None:
    """Silence would look as if all were well, where only the wrong home was asked."""
    if not proofs:
        typer.echo("percutis: no clinic is here yet, so there is no log", err=True)


def _print(proof: "Proof") -> None:
    mark = "✗" if proof.faults else "✓"
    typer.echo(f"{mark} {proof.clinic}: {proof.rows} rows, head {proof.head}")
    for fault in proof.faults:
        typer.echo(f"    row {fault.number} {fault.what}")
