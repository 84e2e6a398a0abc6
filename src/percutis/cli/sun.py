"""`percutis sun`: the clear-sky UV index of one day at one place."""

import typer

from percutis.cli.answering import ground_and_day, refusing, show
from percutis.cli.options import At, EditionName, Form, Format, Language, On

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def sun(
    at: At,
    on: On = None,
    edition: EditionName = None,
    form: Form = Format.TEXT,
    language: Language = "en",
) -> None:
    """How strong is the sun? The UV index by hour, its band, and the hours to stay in.

    Clear sky is assumed: clouds are never counted on.

    Examples:

    * `percutis sun --at Islamabad --on 2026-06-21`

    * `percutis sun --at 33.69,73.05,540`
    """
    with refusing("sun"):
        from percutis.domain.sun import sun_day
        from percutis.interop.places import parse_place

        stands, day = ground_and_day(edition, language, on)
        found = sun_day(parse_place(at, stands.edition), day, stands.edition)
    from percutis.cli.page.sun import write_sun

    show(found, stands, form, write_sun)
