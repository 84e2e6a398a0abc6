"""A bar on the terminal for what takes long; nothing where the output is not a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def telling() -> Iterator[Callable[[str, int, int], None]]:
    """Something that is told what is being done, how many are done, and of how many."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True), transient=True) as bar:
        rows: dict[str, TaskID] = {}

        def tell(what: str, done: int, count: int) -> None:
            if what not in rows:
                rows[what] = bar.add_task(what, total=count or None)
            bar.update(rows[what], completed=done)

        yield tell
