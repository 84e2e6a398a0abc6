"""`percutis photo`: whether a photograph can be measured, and what changed between two."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from percutis.cli.answering import Ground, ground, refusing, write_file, writing
from percutis.cli.options import Form, Format, Language

if TYPE_CHECKING:
    from percutis.interop.phrases import Phrases
    from percutis.photo.batch import Measured
    from percutis.photo.compare import Comparison

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode="markdown")


class View(StrEnum):
    """From where a photograph is taken; a side is the patient's, and it is the side that is seen."""

    FRONT = "front"
    LEFT_OBLIQUE = "left_oblique"
    RIGHT_OBLIQUE = "right_oblique"
    LEFT_PROFILE = "left_profile"
    RIGHT_PROFILE = "right_profile"


PhotoFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A JPEG, PNG or HEIC photograph of 1 to 50 megapixels.")
]
Asked = Annotated[View, typer.Option("--view", help="The view that was asked for.")]
MakeUp = Annotated[bool, typer.Option("--make-up", help="There is make-up on the skin. Not judged from the picture.")]
Glasses = Annotated[bool, typer.Option("--glasses", help="Glasses are worn. Not judged from the picture.")]


@app.callback()
def photo() -> None:
    """Photographs that measure: same view, same light, honest change."""


@app.command()
def check(
    file: PhotoFile,
    view: Asked = View.FRONT,
    make_up: MakeUp = False,
    glasses: Glasses = False,
    form: Form = Format.TEXT,
    language: Language = "en",
) -> None:
    """Can this photograph be measured? Keep or retake, with what to do better.

    Looks at sharpness, light, the size of the face, and how the head is turned. The file is only read.

    Examples:

    * `percutis photo check face.jpg`

    * `percutis photo check side.heic --view left_oblique --format json`
    """
    with refusing(str(file)):
        from percutis.photo.quality import judge
        from percutis.photo.reading import read_picture

        found = judge(read_picture(file), view.value, make_up=make_up, glasses=glasses)
        stands = ground(None, language)
    if form is Format.JSON:
        from percutis.interop.phrases import load_phrases
        from percutis.photo.answers import quality_json

        answer = quality_json(found, load_phrases(language))
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return
    from percutis.cli.page.paper import Paper
    from percutis.cli.page.photo import write_quality

    write_quality(found, Paper(stands.texts, stands.edition))


Earlier = Annotated[Path, typer.Argument(metavar="BEFORE", help="The earlier photograph.")]
Later = Annotated[Path, typer.Argument(metavar="AFTER", help="The later photograph of the same view.")]
WithCard = Annotated[bool, typer.Option("--card", help="A grey card stands beside the face in both.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Also write both, aligned, and the changes.")]
Full = Annotated[bool, typer.Option("--full", help="Every measure of every zone, not only what changed.")]


@app.command()
def compare(
    before: Earlier,
    after: Later,
    view: Asked = View.FRONT,
    card: WithCard = False,
    pdf: Pdf = None,
    full: Full = False,
    form: Form = Format.TEXT,
    language: Language = "en",
) -> None:
    """What changed between two photographs, by how much, and whether to believe it.

    Brings the later one onto the earlier, evens out the light, and measures every zone of the face. A change counts
    only where it is more than the same skin shows on the same day. The files are only read.

    Examples:

    * `percutis photo compare march.jpg june.jpg`

    * `percutis photo compare march.heic june.heic --card --pdf change.pdf`
    """
    with refusing(f"{before} and {after}"):
        from percutis.photo.compare import compare as compared
        from percutis.photo.reading import read_picture

        found = compared(read_picture(before), read_picture(after), view=view.value, card=card)
        stands = ground(None, language)
    from percutis.interop.phrases import load_phrases

    say = load_phrases(language)
    if pdf:
        _write_sheet(pdf, found, say, stands, (before.name, after.name))
    if form is Format.JSON:
        from percutis.photo.answers import comparison_json

        sys.stdout.write(json.dumps(comparison_json(found, say), ensure_ascii=False, indent=2) + "\n")
        return
    from percutis.cli.page.paper import Paper
    from percutis.cli.page.photo import write_comparison

    write_comparison(found, Paper(stands.texts, stands.edition), full=full)


def _write_sheet(path: Path, found: "Comparison", say: "Phrases", stands: Ground, names: tuple[str, str]) -> None:
    from percutis.interop.handout import font_folder
    from percutis.interop.wording import label
    from percutis.photo.paper import comparison_pdf

    sheet = comparison_pdf(
        found, say, lambda zone: label("zone", zone, stands.texts), say.language, names, font_folder()
    )
    write_file(str(path), sheet)


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Photographs, also in folders below it.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="The table of measures; an existing one goes on.")]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes. Default: as many as there are cores.")
]


@app.command()
def batch(
    folder: Folder,
    view: Asked = View.FRONT,
    out: Out = Path("measures.csv"),
    workers: Workers = None,
    language: Language = "en",
) -> None:
    """Measures every photograph of a folder into one table (CSV): a row for each file, zone and measure.

    Stopped half-way, it goes on where it was: what the table holds is not measured again.

    Example:

    * `percutis photo batch photographs --out measures.csv`
    """
    from percutis.interop.phrases import load_phrases

    with refusing(str(folder)):
        from percutis.photo.batch import append, digest_of, known, measure_all, photographs

        have = known(out)
        every = photographs(folder)
        new = [path for path in every if digest_of(path) not in have]
        left = 0
        for done in _progress(measure_all(new, view.value, workers), len(new)):
            left += not done.values
            with writing(str(out)):
                append(out, done)
    say = load_phrases(language)
    counts = {"kept": len(new) - left, "left": left, "known": len(every) - len(new)}
    typer.echo(say("photo.batch_done", **counts, file=out))


def _progress(work: "Iterator[Measured]", count: int) -> "Iterator[Measured]":
    from rich.console import Console
    from rich.progress import track

    yield from track(work, "", total=count, console=Console(stderr=True), disable=not sys.stderr.isatty())
