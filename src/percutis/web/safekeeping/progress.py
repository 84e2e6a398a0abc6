"""How far something long has come."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

Tell = Callable[[str, int, int], None]  # what is being done, how many are done, of how many
Thing = TypeVar("Thing")
EVERY = 250


def silent(_what: str, _done: int, _all: int) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Progress:
    """One long thing of a known length."""

    what: str
    total: int
    tell: Tell = silent
    done: int = field(default=0)

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.done % EVERY == 0 or self.done == self.total:
            self.tell(self.what, self.done, self.total)

    def over(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The things, each counted as it goes by."""
        for thing in things:
            yield thing
            self.step()
