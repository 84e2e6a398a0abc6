"""What every command does around its question: load the edition, refuse bad input once, print the answer."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from percutis.cli.options import Format
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem, both

if TYPE_CHECKING:
    from percutis.cli.page.paper import Paper

BAD_INPUT = 2
MANY_STRANGERS = 3  # so many unknown keys, and the file was probably meant for another command
RIGHT_COMMAND = (
    "  Another command's file? assess and plan read an intake, gate and aftercare a session, triage a check-in."
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer stands on: the edition and its wording."""

    edition: Edition
    texts: Texts


def ground(edition: str | None, language: str) -> Ground:
    """The edition of that name (the latest when None) in that language.

    Raises:
        InputError: no such edition or language.
    """
    from percutis.protocol.load import LATEST, load_edition, load_texts

    name = LATEST if edition is None else edition
    return Ground(load_edition(name), load_texts(name, language))


def day_asked(on: str | None) -> date:
    """The day of `--on`, today when it is not given.

    Raises:
        InputError: it is not a date.
    """
    from percutis.interop.files.fields import DAY, parse_day

    found = datetime.now().astimezone().date() if on is None else parse_day(on)
    if found is None:
        raise InputError.one("--on", on, DAY)
    return found


def ground_and_day(edition: str | None, language: str, on: str | None) -> tuple[Ground, date]:
    """The ground of an answer and the day of its question.

    Raises:
        InputError: no such edition or language, or no date; all of it at once.
    """
    return both(lambda: ground(edition, language), lambda: day_asked(on))


@contextmanager
def refusing(source: str) -> Iterator[None]:
    """Says every problem of the input on standard error and ends with status 2; a database or a disk that does not
    answer is said in the same way.
    """
    try:
        yield
    except InputError as error:
        _refuse(source, error.problems)
    except Exception as error:
        if problem := _unanswered(error):
            _refuse(source, (problem,))
        raise


def _refuse(source: str, problems: tuple[Problem, ...]) -> NoReturn:
    count = len(problems)
    named = "standard input" if source == "-" else source
    head = f"percutis: {named} cannot be used: {count} problem{'s' if count > 1 else ''}"
    strangers = sum(problem.given.startswith("the unknown key") for problem in problems)
    hint = (RIGHT_COMMAND,) if strangers >= MANY_STRANGERS else ()
    typer.echo("\n".join([head, *(f"  {problem}" for problem in problems), *hint]), err=True)
    raise typer.Exit(BAD_INPUT) from None


def _unanswered(error: Exception) -> Problem | None:
    """Why the database or the disk did not answer; None for any other error, and where no clinic is asked."""
    if "django.db" not in sys.modules:
        return None
    from percutis.web.running.unanswered import why

    return why(error)


def show(answer: Any, stands: Ground, form: Format, page: Callable[[Any, "Paper"], None], *, full: bool = True) -> None:
    """Print the answer: as JSON, or as the page that `page` writes."""
    if form is Format.JSON:
        from percutis.interop.answers import as_json

        found = as_json(answer, stands.texts, status=stands.edition.status)
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    from percutis.cli.page.paper import Paper

    paper = Paper(stands.texts, stands.edition, full=full)
    page(answer, paper)
    paper.print()


def write_file(path: str, content: bytes) -> None:
    """Write a file that was asked for; a path that cannot be written ends with status 2 and leaves no half of it."""
    from contextlib import suppress
    from pathlib import Path

    file = Path(path)
    is_new = not file.exists()
    with writing(path):
        try:
            file.write_bytes(content)
        except (OSError, ValueError):
            if is_new:
                with suppress(OSError, ValueError):
                    file.unlink()
            raise


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Says on standard error why a file cannot be written, and ends with status 2."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        typer.echo(f"percutis: {path or repr(path)} cannot be written: {reason}", err=True)
        raise typer.Exit(BAD_INPUT) from None
