"""`percutis demo`: a made-up clinic to look around in."""

from typing import Annotated

import typer

from percutis.cli.answering import refusing
from percutis.cli.serve import SETTINGS, Host, Port

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

Stay = Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it afterwards, or only fill it.")]


@app.command()
def demo(host: Host = "127.0.0.1", port: Port = 8000, serve: Stay = True) -> None:
    """A clinic with made-up staff and patients at every point of the journey, dated around today.

    It is kept in a folder of its own and made anew each time; nothing of a real clinic is touched. Messages go to the
    outbox page, nowhere else.

    Example:

    * `percutis demo --port 8080`
    """
    from percutis.web.demo.home import use_demo_home

    address = f"http://{host}:{port}"
    with refusing(SETTINGS):
        from percutis.web.running.listening import refuse_address

        if serve:
            refuse_address(host, port)
        use_demo_home(address)
        from percutis.web.running.starting import prepare

        prepare()
    from percutis.web.demo.clinic import fill_demo_clinic

    for line in fill_demo_clinic(address):
        typer.echo(line)
    typer.echo("Ctrl-C ends it." if serve else f"It is filled, not served: percutis demo --port {port} serves one.")
    if serve:
        from percutis.web.running.serving import serve as serve_application

        with refusing(SETTINGS):
            serve_application(host, port, workers=1, ready=lambda: None)
