"""`percutis worker`: the background work alone, on a host that serves no pages."""

import typer

from percutis.cli.answering import refusing
from percutis.cli.serve import SETTINGS, LogForm, write_log_as

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def worker(log_format: LogForm = None) -> None:
    """Messages carried and waiting tasks done, until Ctrl-C; as many on as many hosts as you like.

    `percutis serve` starts one of its own. This is for hosts that serve no pages, and for more than one worker. It
    waits for the tables: it never changes them.

    Example:

    * `DATABASE_URL=postgres://… percutis worker`
    """
    write_log_as(log_format)
    with refusing(SETTINGS):
        from percutis.web.running.starting import set_up

        set_up()
    from percutis.web.running.alone import at_work
    from percutis.web.running.orphans import end_with_parent
    from percutis.web.running.worker import work

    end_with_parent()
    with refusing(SETTINGS), at_work():
        work()
