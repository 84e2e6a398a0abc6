"""`percutis triage`: how soon somebody must look."""

import typer

from percutis.cli.answering import ground, refusing, show
from percutis.cli.options import CheckinFile, EditionName, Form, Format, Language

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def triage(
    checkin: CheckinFile, edition: EditionName = None, form: Form = Format.TEXT, language: Language = "en"
) -> None:
    """How urgent is what the patient reports? An urgency with reasons, and what patient and clinic do now.

    Red flags first, then the expected course for this depth, skin type and hour. A symptom that neither knows
    is never reassurance.

    Examples:

    * `percutis triage checkin.yaml`

    * `percutis triage checkin.yaml --format json`
    """
    with refusing(checkin):
        from percutis.domain.triage import triage as answer
        from percutis.interop.files.checkin import read_checkin
        from percutis.interop.files.source import read_mapping

        stands = ground(edition, language)
        found = answer(read_checkin(read_mapping(checkin), stands.edition), stands.edition)
    from percutis.cli.page.triage import write_triage

    show(found, stands, form, write_triage)
