"""`percutis assess`: may this patient be treated, and where."""

import typer

from percutis.cli.answering import ground_and_day, refusing, show
from percutis.cli.options import EditionName, Form, Format, IntakeFile, Language, On

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def assess(
    intake: IntakeFile,
    on: On = None,
    edition: EditionName = None,
    form: Form = Format.TEXT,
    language: Language = "en",
) -> None:
    """May this patient be treated? The verdict for the patient and each zone, with reasons and open questions.

    The verdict is the first of block, defer, refer, modify, proceed that any reason asks for. A finding that
    nobody spoke of becomes a question, never a "no".

    Examples:

    * `percutis assess intake.yaml`

    * `percutis assess intake.yaml --on 2026-11-22 --format json`

    * `percutis intake from-fhir bundle.json | percutis assess -`
    """
    with refusing(intake):
        from percutis.domain.assessment import assess as answer
        from percutis.interop.files.intake import read_intake
        from percutis.interop.files.source import read_mapping

        stands, day = ground_and_day(edition, language, on)
        found = answer(read_intake(read_mapping(intake), stands.edition, day), stands.edition, day)
    from percutis.cli.page.assessment import write_assessment

    show(found, stands, form, write_assessment)
