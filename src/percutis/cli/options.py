"""The options that commands share, with what they complete to."""

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


def _editions(incomplete: str) -> list[str]:
    from percutis.protocol.load import edition_names

    return [name for name in edition_names() if name.startswith(incomplete)]


def _languages(incomplete: str) -> list[str]:
    from percutis.protocol.load import languages

    return [name for name in languages() if name.startswith(incomplete)]


def _places(incomplete: str) -> list[str]:
    from percutis.protocol.load import load_edition

    return [place.name for place in load_edition().places if place.name.lower().startswith(incomplete.lower())]


IntakeFile = Annotated[str, typer.Argument(metavar="INTAKE", help="A YAML or JSON file; - reads standard input.")]
SessionFile = Annotated[str, typer.Argument(metavar="SESSION", help="A YAML or JSON file; - reads standard input.")]
CheckinFile = Annotated[str, typer.Argument(metavar="CHECKIN", help="A YAML or JSON file; - reads standard input.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day the question is asked. Default: today.")]
EditionName = Annotated[
    str | None,
    typer.Option(
        "--edition", metavar="NAME", help="The edition of the protocol. Default: the latest.", autocompletion=_editions
    ),
]
Form = Annotated[Format, typer.Option("--format", help="A page for people, or JSON for programs.")]
Language = Annotated[
    str, typer.Option("--language", metavar="en|ur", help="The language of the answer.", autocompletion=_languages)
]
At = Annotated[
    str,
    typer.Option(
        "--at", metavar="PLACE", help="A known place, or latitude,longitude[,altitude_m].", autocompletion=_places
    ),
]
