"""`percutis screen`: a whole registry at once."""

from pathlib import Path
from typing import Annotated

import typer

from percutis.cli.answering import ground_and_day, refusing, show
from percutis.cli.options import EditionName, Form, Format, Language, On

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

Registry = Annotated[
    Path, typer.Argument(metavar="REGISTRY", help="A folder with the tables patients and findings, CSV or Parquet.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FOLDER", help="Write the verdict and the reasons of every patient into this folder."
    ),
]
Full = Annotated[bool, typer.Option("--full", help="The page with every rule that speaks. JSON always has them.")]


@app.command()
def screen(
    registry: Registry,
    on: On = None,
    out: Out = None,
    edition: EditionName = None,
    form: Form = Format.TEXT,
    language: Language = "en",
    full: Full = False,
) -> None:
    """Which patients of a registry may be treated? Everybody at once: a million in seconds.

    The table `patients` holds `patient` and `born`, and where known `sex` and `skin_type`; the table `findings` holds
    `patient`, `finding` and `status`, and where known `last`, `since`, `value` and `zone`. What nobody said stays
    unknown and is counted as a question. Nothing is requested and nobody treats: rules about zones, devices and
    operators are silent, so a verdict here is where a consultation begins, not its end.

    Needs the extra `bulk`: `pip install duckdb`.

    Examples:

    * `percutis screen registry`

    * `percutis screen registry --on 2026-11-22 --out screened`

    * `percutis screen registry --edition 2026.1 --format json`
    """
    with refusing(str(registry)):
        from percutis.registry.screened import screen_registry

        stands, day = ground_and_day(edition, language, on)
        found = screen_registry(registry, stands.edition, day, out)
    from percutis.cli.page.screened import write_screened

    show(found, stands, form, write_screened, full=full)
