"""`percutis photo`: whether a photograph can be measured, and what changed between two."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from percutis.cli.answering import ground, refusing
from percutis.cli.options import Form, Format, Language

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
