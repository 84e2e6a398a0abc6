"""`percutis plan`: the whole course, on the page, as the patient's hand-out and as a calendar."""

from typing import Annotated

import typer

from percutis.cli.answering import ground_and_day, refusing, show, write_file
from percutis.cli.options import EditionName, Form, Format, IntakeFile, Language, On

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

Pdf = Annotated[str | None, typer.Option("--pdf", metavar="FILE", help="Also write the patient's hand-out as PDF.")]
Calendar = Annotated[
    str | None, typer.Option("--calendar", metavar="FILE", help="Also write the course as a calendar (iCalendar).")
]

Full = Annotated[bool, typer.Option("--full", help="The page with every bound, source and date. JSON always has them.")]


@app.command()
def plan(
    intake: IntakeFile,
    on: On = None,
    edition: EditionName = None,
    form: Form = Format.TEXT,
    language: Language = "en",
    pdf: Pdf = None,
    calendar: Calendar = None,
    full: Full = False,
) -> None:
    """The course: verdict, depth for every zone with the bounds that set it, dates, tasks, expectation.

    Without a licensed operator within scope no settings are given. The hand-out and the calendar are for the
    patient and hold no settings; neither holds a name.

    Examples:

    * `percutis plan intake.yaml`

    * `percutis plan intake.yaml --full | less`

    * `percutis plan intake.yaml --on 2026-11-22 --pdf plan.pdf --calendar course.ics`

    * `percutis plan intake.yaml --language ur --pdf plan.ur.pdf`
    """
    with refusing(intake):
        from percutis.domain.plan import plan_course
        from percutis.interop.files.intake import read_intake
        from percutis.interop.files.source import read_mapping

        stands, day = ground_and_day(edition, language, on)
        asked = read_intake(read_mapping(intake), stands.edition, day)
        found = plan_course(asked, stands.edition, day)
    from percutis.cli.page.plan import write_plan

    show(found, stands, form, write_plan, full=full)
    if calendar is not None:
        from percutis.interop.calendar import course_calendar

        write_file(calendar, course_calendar(found, stands.texts, asked.patient.id))
    if pdf is not None:
        from percutis.interop.handout import font_folder, handout_pdf

        if font_folder() is None:
            typer.echo(
                "percutis: the fonts of the hand-out were not found (PERCUTIS_FONTS); typst's own are used", err=True
            )
        with refusing(pdf):
            sheet = handout_pdf(found, asked, stands.texts, stands.edition)
        write_file(pdf, sheet)
