"""`percutis gate`: the minute before the first pass."""

import typer

from percutis.cli.answering import ground, refusing, show
from percutis.cli.options import EditionName, Form, Format, Language, SessionFile

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def gate(
    session: SessionFile, edition: EditionName = None, form: Form = Format.TEXT, language: Language = "en"
) -> None:
    """May the first pass be made now? Go, modify or stop, with reasons.

    Looks at today's findings, consent, operator, device and cartridge, antiseptic, anaesthetic, additions, sun,
    and every depth against its bounds. What nobody said is asked for.

    Examples:

    * `percutis gate session.yaml`

    * `percutis gate session.yaml --format json`
    """
    with refusing(session):
        from percutis.domain.gate import pass_gate
        from percutis.interop.files.session import read_session
        from percutis.interop.files.source import read_mapping

        stands = ground(edition, language)
        found = pass_gate(read_session(read_mapping(session), stands.edition), stands.edition)
    from percutis.cli.page.gate import write_gate

    show(found, stands, form, write_gate)
