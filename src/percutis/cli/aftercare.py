"""`percutis aftercare`: the hours and days after a session."""

import typer

from percutis.cli.answering import ground, refusing, show
from percutis.cli.options import EditionName, Form, Format, Language, SessionFile

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def aftercare(
    session: SessionFile, edition: EditionName = None, form: Form = Format.TEXT, language: Language = "en"
) -> None:
    """What to do and leave after a session: the dated list, with the sun of its place and days.

    Counted from the session's end (`ended`), or from its start while it is not over.

    Examples:

    * `percutis aftercare session.yaml`

    * `percutis aftercare session.yaml --language ur`
    """
    with refusing(session):
        from percutis.domain.aftercare import plan_aftercare
        from percutis.interop.files.session import read_session
        from percutis.interop.files.source import read_mapping

        stands = ground(edition, language)
        found = plan_aftercare(read_session(read_mapping(session), stands.edition), stands.edition)
    from percutis.cli.page.aftercare import write_aftercare

    show(found, stands, form, write_aftercare)
