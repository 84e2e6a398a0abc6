"""What may be wrong with a row of a registry: the same that is refused in the file of one patient."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from percutis.domain.edition.basis import add_months
from percutis.domain.edition.edition import Edition
from percutis.domain.errors import Problem
from percutis.interop.files.fields import DAY, MOST_AMOUNT, OLDEST_YEARS
from percutis.interop.files.words import allowed_words, other_names, words_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_SAID = 20  # rows of one kind that are named one by one; the others are counted


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be wrong with the rows of a table: when it is, of which column, and what is allowed there.

    `word` is the kind of word where a list of words is what is allowed.
    """

    table: str
    column: str
    given: str
    wrong: str
    allowed: str = ""
    word: str = ""


def row_problems(connection: "DuckDBPyConnection", edition: Edition, on: date) -> Iterator[Problem]:
    """Every wrong row of the typed tables, check by check; of a long list the first, and how many more."""
    words = words_of(edition)
    for check in _checks(on):
        bad = f"FROM typed_{check.table} AS t WHERE {check.wrong}"
        rows = connection.execute(f"SELECT row, {check.given} {bad} ORDER BY row LIMIT {MOST_SAID + 1}").fetchall()
        for row, given in rows[:MOST_SAID]:
            allowed = check.allowed
            if check.word:
                allowed = allowed_words(check.word, words[check.word], given, other_names(check.word, edition))
            yield Problem(
                f"{check.table} row {row}, {check.column}", "nothing" if given is None else repr(given), allowed
            )
        if len(rows) > MOST_SAID:
            (count,) = connection.execute(f"SELECT COUNT(*) {bad}").fetchone() or (0,)
            more = f"{count - MOST_SAID} more rows like these"
            yield Problem(f"{check.table}, {check.column}", more, check.allowed or f"a {check.word} of the edition")


def _checks(on: date) -> Iterator[Check]:
    yield Check("patients", "patient", "patient", "patient IS NULL", "the patient's own id")
    yield Check("patients", "patient", "patient", "patient IS NOT NULL AND turn > 1", "each patient in one row")
    oldest = add_months(on, -12 * OLDEST_YEARS)
    born = f"{DAY}, not after the day asked ({on}) and at most {OLDEST_YEARS} years before it"
    out = f"born NOT BETWEEN DATE '{oldest}' AND DATE '{on}'"
    yield Check("patients", "born", "born_given", f"born IS NULL OR {out}", born)
    yield _word("patients", "sex")
    yield _word("patients", "skin_type")
    yield Check("findings", "patient", "patient", "person IS NULL", "a patient of the table patients")
    yield _word("findings", "finding", needed=True)
    yield _word("findings", "status", needed=True)
    for name in ("last", "since"):
        given, past = f"{name}_given", f"{DAY}, not after the day asked ({on}) nor before the patient's birth"
        wrong = f"{given} IS NOT NULL AND ({name} IS NULL OR {name} > DATE '{on}' OR {name} < born)"
        yield Check("findings", name, given, wrong, past)
        never = f"{given} IS NOT NULL AND status = 'never'"
        yield Check("findings", name, given, never, "no date beside the status never")
    number = f"a number from 0 to {MOST_AMOUNT}"
    wrong = f"value_given IS NOT NULL AND (value IS NULL OR NOT (value BETWEEN 0 AND {MOST_AMOUNT}))"
    yield Check("findings", "value", "value_given", wrong, number)
    without = "value_given IS NOT NULL AND finding IN (SELECT finding FROM sayable WHERE NOT has_unit)"
    yield Check("findings", "value", "value_given", without, "no value: this finding has none")
    yield _word("findings", "zone")
    there = "EXISTS (SELECT 1 FROM typed_findings o WHERE o.person = t.person AND o.finding = t.finding"
    contradicts = f"status = 'never' AND {there} AND o.status IN ('active', 'past'))"
    yield Check("findings", "status", "status", contradicts, "not never: another row says active or past")


def _word(table: str, column: str, *, needed: bool = False) -> Check:
    """The column holds a word of its list, or nothing where it may."""
    listed = f"{column} NOT IN (SELECT word FROM words WHERE kind = '{column}')"  # noqa: S608 (a column of ours)
    wrong = f"{column} IS NULL OR {listed}" if needed else f"{column} IS NOT NULL AND {listed}"
    return Check(table, column, column, wrong, word=column)


def lay_words(connection: "DuckDBPyConnection", edition: Edition) -> None:
    """The words that the rows may use, as a table."""
    connection.execute("CREATE TEMPORARY TABLE words (kind TEXT, word TEXT)")
    for kind, words in words_of(edition).items():
        connection.execute("INSERT INTO words SELECT ?, unnest(?)", [kind, [str(word) for word in words]])
