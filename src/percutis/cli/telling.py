"""A bar on the terminal for what takes long; nothing where the output is not a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def telling() -> Iterator[Callable[[str, int, int], None]]:
    """Something that is told what is being done, how many are done, and of how many."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        rows: dict[str, int] = {}

        def tell(what: str, done: int, count: int) -> None:
            row = rows.setdefault(what, bar.add_task(what, total=count) if what not in rows else 0)
            bar.update(row, completed=done)

        yield tell
