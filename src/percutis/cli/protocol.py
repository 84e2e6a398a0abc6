"""`percutis protocol`: the edition itself: checked, shown line by line, compared, and bound as a book."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated

import typer

from percutis.cli.answering import day_asked, refusing, write_file
from percutis.cli.options import EditionName, Language, On
from percutis.cli.page.paper import Paper
from percutis.domain.errors import InputError, both
from percutis.protocol.load import LATEST, edition_folder
from percutis.protocol.manuscript import Manuscript, read_manuscript
from percutis.protocol.reading.captions import load_captions
from percutis.protocol.reading.speech import Speech

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    help="Read the protocol: every line with its source; check it, compare editions, bind it as a book.",
)
FOUND_PROBLEMS = 1
NEAREST = 5


def _names(incomplete: str) -> list[str]:
    from percutis.protocol.load import load_edition

    return [entry.id for entry in load_edition().entries() if entry.id.startswith(incomplete)]


Name = Annotated[
    str,
    typer.Argument(metavar="ID", help="The id of an entry or finding, or the key of a source.", autocompletion=_names),
]
One = Annotated[str, typer.Argument(metavar="OLD", help="An edition, or a folder that holds one.")]
Other = Annotated[str, typer.Argument(metavar="NEW", help="An edition, or a folder that holds one.")]
Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help="Where to write. Default: standard output.")]
ListName = Annotated[str | None, typer.Argument(metavar="LIST", help="A list, such as zones. Default: name the lists.")]
Row = Annotated[str | None, typer.Argument(metavar="ROW", help="A row of the dossiers, such as ABS-03. Default: all.")]


@app.command()
def check(edition: EditionName = None, on: On = None) -> None:
    """Check the edition whole: every problem at once, each with its file and line; else count what it holds.

    The exit status is 1 when there is a problem.

    Example:

    * `percutis protocol check`
    """
    name = LATEST if edition is None else edition
    with refusing("protocol check"):
        from percutis.protocol.check import check_edition

        _, day = both(lambda: edition_folder(name), lambda: day_asked(on))
        problems = check_edition(name, day)
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in edition {name}"
        typer.echo("\n".join([*map(str, problems), count]))
        raise typer.Exit(FOUND_PROBLEMS)
    from percutis.cli.page.protocol import write_counts

    manuscript = read_manuscript(name)
    paper = _paper(manuscript, "en")
    paper.line((f"Edition {manuscript.edition.id}: nothing to correct.", "bold"))
    paper.blank()
    write_counts(manuscript, paper)
    paper.print()


@app.command()
def show(name: Name, edition: EditionName = None, language: Language = "en") -> None:
    """Show one entry, finding or source: what it says, for whom, its values, its sources in full, its file and line.

    A finding is shown with the rules keyed by it, a source with the entries that cite it.

    Examples:

    * `percutis protocol show isotretinoin_within_six_months`

    * `percutis protocol show isotretinoin --language ur`

    * `percutis protocol show dogra2014`
    """
    with refusing(name):
        manuscript = _manuscript(edition, language)
        _check_known(name, manuscript)
    paper, speech = _paper(manuscript, language), _speech(manuscript, language)
    _write_named(name, manuscript, speech, paper)
    paper.print()


def _write_named(name: str, manuscript: Manuscript, speech: Speech, paper: Paper) -> None:
    """The page of the entry, finding or source of that name."""
    from percutis.cli.page.protocol import write_card, write_finding
    from percutis.cli.page.source import write_source
    from percutis.protocol.reading.cards import card_of
    from percutis.protocol.reading.volume import finding_row, work_of

    entry = next((entry for entry in manuscript.entries if entry.id == name), None)
    if entry is not None:
        write_card(card_of(entry, manuscript, speech), paper, speech.captions)
    elif name in manuscript.edition.finding:
        write_finding(finding_row(manuscript.edition.finding[name], manuscript, speech), paper, speech.captions)
    else:
        write_source(work_of(name, manuscript), manuscript, paper, speech.captions)


@app.command()
def diff(old: One, new: Other) -> None:
    """What moved between two editions: added, removed, changed field by field, as the Clinical changelog says it.

    Examples:

    * `percutis protocol diff 2026.1 2026.2`

    * `percutis protocol diff 2026.1 path/to/a/draft`
    """
    with refusing("protocol diff"):
        from percutis.protocol.changelog import clinical_changelog
        from percutis.protocol.differences import differences

        before, after = read_manuscript(old), read_manuscript(new)
        told = clinical_changelog(before, after, differences(before, after, _speech(after, "en")))
    sys.stdout.write(told)


@app.command()
def book(out: Out = None, edition: EditionName = None, language: Language = "en") -> None:
    """Bind the edition as one page for a browser or a printer: contents, search, every entry, every source.

    Example:

    * `percutis protocol book --out protocol.html --language ur`
    """
    with refusing("protocol book"):
        from percutis.protocol.reading.book import write_book

        page = write_book(_manuscript(edition, language), language)
    if out is not None:
        write_file(out, page.encode())
    else:
        sys.stdout.write(page)


@app.command()
def words(kind: ListName = None, edition: EditionName = None, language: Language = "en") -> None:
    """List the words that inputs and entries may use, each with its name.

    Examples:

    * `percutis protocol words`

    * `percutis protocol words zones --language ur`
    """
    with refusing("protocol words"):
        from percutis.protocol.checks.wordlists import known_words

        manuscript = _manuscript(edition, language)
        lists = known_words(manuscript)
        found = _list_named(kind, lists) if kind else None
    paper, speech = _paper(manuscript, language), _speech(manuscript, language)
    if found is None:
        for name, members in sorted(lists.items()):
            paper.row(name, f"{len(members)}", column=24)
    else:
        column = max(map(len, lists[found]), default=0) + 2
        for word in lists[found]:
            paper.line((paper.drawing(word.ljust(column)), "cyan"), paper.quantity(speech.word(found, word)))
    paper.print()


@app.command()
def ledger(row: Row = None, edition: EditionName = None) -> None:
    """Where each row of the evidence dossiers went: the entries that encode it, or why it is left out.

    Example:

    * `percutis protocol ledger ABS-03`
    """
    with refusing("protocol ledger"):
        manuscript = _manuscript(edition, "en")
        rows = manuscript.ledger if row is None else [_row_named(row, manuscript.ledger)]
    from percutis.cli.page.protocol import write_ledger

    paper = _paper(manuscript, "en")
    write_ledger(rows, manuscript, paper)
    paper.print()


def _manuscript(edition: str | None, language: str) -> Manuscript:
    manuscript = read_manuscript(LATEST if edition is None else edition)
    if language not in manuscript.texts:
        raise InputError.one("language", language, " or ".join(manuscript.texts))
    return manuscript


def _check_known(name: str, manuscript: Manuscript) -> None:
    known = {*(entry.id for entry in manuscript.entries), *manuscript.edition.finding, *manuscript.sources}
    if name not in known:
        raise InputError.one("id", name, _near(name, sorted(known)))


def _near(given: str, known: Iterable[str]) -> str:
    near = get_close_matches(given, tuple(known), n=NEAREST, cutoff=0.4)
    return f"the closest are {', '.join(near)}" if near else "percutis protocol book lists them all"


def _row_named(row: str, rows: Iterable[str]) -> str:
    """The row of that name, whether in capitals or not."""
    found = next((known for known in rows if known.casefold() == row.casefold()), None)
    if found is None:
        raise InputError.one("row", row, _near(row.upper(), rows))
    return found


def _list_named(kind: str, lists: dict[str, tuple[str, ...]]) -> str:
    """The list of that name, one or many: `zone`, `zones`, `device_classes`, `bodies`."""
    wanted = kind.replace("-", "_").lower()
    for name in lists:
        if wanted in (name, f"{name}s", f"{name}es", f"{name[:-1]}ies"):
            return name
    raise InputError.one("list", kind, ", ".join(sorted(lists)))


def _speech(manuscript: Manuscript, language: str) -> Speech:
    return Speech(manuscript.texts[language], load_captions(language))


def _paper(manuscript: Manuscript, language: str) -> Paper:
    return Paper(manuscript.texts[language], manuscript.edition)
