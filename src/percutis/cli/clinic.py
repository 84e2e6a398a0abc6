"""`percutis clinic`: opening a clinic on this machine, and letting somebody in again who is locked out."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from percutis.cli.answering import refusing
from percutis.domain.errors import InputError, Problem

if TYPE_CHECKING:
    from percutis.domain.intake import Spot

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    help="Open a clinic on this machine, or let somebody in again.",
)

Name = Annotated[str, typer.Option("--name", prompt="Name of the clinic", help="The name of the clinic.")]
Address = Annotated[str, typer.Option("--address", prompt="Street and town", help="Where it is, as on a letter.")]
Phone = Annotated[str, typer.Option("--phone", prompt="Telephone", help="Whom patients call.")]
Place = Annotated[
    str, typer.Option("--place", prompt="Town for sun and time", help="A place that `percutis sun` knows.")
]
Director = Annotated[str, typer.Option("--director", prompt="Who sets it up (name)", help="The first of the staff.")]
Login = Annotated[str, typer.Option("--login", prompt="Log-in name", help="The name to log in by.")]
Role = Annotated[
    str, typer.Option("--role", prompt="Role", help="dermatologist, physician, nurse, aesthetician or front_desk.")
]
Licence = Annotated[
    str, typer.Option("--licence", prompt="Licence number (empty: none)", help="The number of the licence.")
]
Expires = Annotated[
    str,
    typer.Option("--licence-expires", metavar="DATE", prompt="Last day of the licence", help="Its last day."),
]


@app.callback()
def clinic() -> None:
    """Open a clinic on this machine, or let somebody in again who is locked out."""


@app.command()
def new(
    name: Name,
    address: Address,
    phone: Phone,
    director: Director,
    login: Login,
    role: Role = "dermatologist",
    place: Place = "Islamabad",
    licence: Licence = "",
    licence_expires: Expires = "",
) -> None:
    """A clinic with its first member: its medical director where the role is a physician's. Asks for what is missing.

    Everybody else is added on the page *Staff and rooms*. Prints the page to log in at and a password, once; it is
    changed after the first log-in.

    Examples:

    * `percutis clinic new`

    * `percutis clinic new --name "Example Skin Clinic" --director "Dr. Example" --login doctor`
    """
    with refusing("this clinic"):
        from percutis.web.running.starting import prepare

        prepare()
        from percutis.web.accounts.services.clinics import FirstMember, open_clinic
        from percutis.web.settings import ADDRESS, TIME_ZONE

        spot, number, expires = _read(place, phone, licence_expires)
        opened = open_clinic(
            name=name,
            address=address,
            phone=number,
            place=spot.name or place,
            timezone=spot.timezone or TIME_ZONE,
            first=FirstMember(
                username=login, name=director, role=role, licence_number=licence, licence_expires=expires
            ),
            at=datetime.now(UTC),
        )
    typer.echo(f"{opened.clinic.name} is open.")
    typer.echo(f"  log in at  {ADDRESS}/login/")
    typer.echo(f"  as         {opened.membership.user.username}")
    typer.echo(f"  password   {opened.password}   (shown once, for seven days; the first log-in asks for another)")


@app.command()
def unlock(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="The name that they log in by.")],
    new_password: Annotated[bool, typer.Option("--new-password", help="Also make a new password, shown once.")] = False,
) -> None:
    """Let somebody of the staff in again: takes a lost second factor away, and every wait after wrong tries.

    They are logged out everywhere, and set up a second factor anew. The clinic's log says that it was done here. In a
    clinic with two administrators nobody needs this: the other one does it on the page *Staff and rooms*.

    Examples:

    * `percutis clinic unlock doctor`

    * `percutis clinic unlock doctor --new-password`
    """
    with refusing("this log-in"):
        from percutis.web.running.starting import prepare

        prepare()
        from percutis.web.accounts.services.unlocking import unlock as let_in

        done = let_in(username=login, new_password=new_password, at=datetime.now(UTC))
    typer.echo(f"{done.user} may log in again as {done.user.username}, and sets up a second factor anew.")
    if done.password:
        typer.echo(f"  password   {done.password}   (shown once, for seven days; the first log-in asks for another)")


@app.command()
def retention(
    years: Annotated[str, typer.Argument(metavar="YEARS", help="A number of years, or the word unknown.")],
    clinic: Annotated[str | None, typer.Option("--clinic", metavar="SLUG", help="Where there are several.")] = None,
) -> None:
    """How long the law of the place wants a record kept after the last visit. Until then nobody deletes it.

    Percutis does not know the law. While it is unknown, whoever deletes a record has to say that the clinic found out.

    Example:

    * `percutis clinic retention 10`
    """
    with refusing("this number of years"):
        count = _years(years)
        from percutis.web.running.starting import prepare

        prepare()
        from percutis.web.accounts.services.clinics import set_retention
        from percutis.web.safekeeping.exporting import clinic_of

        held = set_retention(clinic=clinic_of(clinic), years=count, at=datetime.now(UTC))
    said = "has not been found out" if count is None else f"is {count} years after the last visit"
    typer.echo(f"{held.name}: how long a record has to be kept {said}.")


def _years(said: str) -> int | None:
    if said.strip().lower() == "unknown":
        return None
    if not said.strip().isdecimal():
        raise InputError.one("YEARS", said, "a number of years, or unknown")
    return int(said)


def _read(place: str, phone: str, expires: str) -> "tuple[Spot, str, date | None]":
    """The place, the telephone number and the last day of the licence, or every problem of them."""
    from percutis.interop.places import parse_place
    from percutis.protocol.load import load_edition
    from percutis.web.records.core.phones import international

    found: list[Any] = []
    problems: list[Problem] = []
    for read in (
        lambda: parse_place(place, load_edition()),
        lambda: international(phone),
        lambda: _day(expires),
    ):
        try:
            found.append(read())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(tuple(problems))
    return found[0], found[1], found[2]


def _day(said: str) -> date | None:
    from percutis.interop.files.fields import DAY, parse_day

    found = parse_day(said) if said else None
    if said and found is None:
        raise InputError.one("licence-expires", said, DAY)
    return found
