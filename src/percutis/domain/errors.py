"""Bad input, said once and whole: where it is, what was given and what is allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: its place, what was given, and what would be accepted."""

    place: str
    given: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.place}: given {self.given}; allowed: {self.allowed}"


class InputError(ValueError):
    """An input that cannot be used. Holds every problem, not just the first; nothing has been done with the input."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    @classmethod
    def one(cls, place: str, given: object, allowed: str) -> Self:
        """An error with a single problem."""
        return cls((Problem(place, repr(given) if isinstance(given, str) else str(given), allowed),))


def both(first: Callable[[], One], then: Callable[[], Other]) -> tuple[One, Other]:
    """What the two give; where both refuse, their problems leave together.

    Raises:
        InputError: the problems of the first, then of the other.
    """
    problems: tuple[Problem, ...] = ()
    try:
        given = first()
    except InputError as error:
        problems = error.problems
    try:
        after = then()
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems)
    return given, after
