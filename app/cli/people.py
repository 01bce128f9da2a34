"""`tremplin people add`: the first organiser of a platform, or one more."""

import enum
from typing import Annotated

import typer

from app.adapters.clock import SystemClock
from app.adapters.database import Database
from app.domain.errors import DomainError
from app.services import people as hands
from app.settings import Settings


class PersonRole(enum.StrEnum):
    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    REVIEWER = "reviewer"
    APPLICANT = "applicant"


def add(
    email: Annotated[str, typer.Argument(help="The person's e-mail address.")],
    role: Annotated[PersonRole, typer.Option(help="What they may do.")],
    name: Annotated[str, typer.Option(help="Their name; the address if it is not given.")] = "",
    call: Annotated[str, typer.Option(help="The call, for an organiser or a reviewer.")] = "",
    password: Annotated[str, typer.Option(help="A first password; else a link to choose one is printed.")] = "",
) -> None:
    """Add a person, or one more role to a person; prints the link to choose a password."""
    settings = Settings()
    database = Database(settings.database)
    try:
        with database.writing() as db:
            link = hands.add_from_command_line(
                db, email=email, name=name, role=role.value, call_slug=call, password=password, now=SystemClock().now()
            )
    except DomainError as refusal:
        typer.echo(hands.explain(refusal), err=True)
        raise typer.Exit(1) from refusal
    typer.echo(f"{email} is {role.value}.")
    if link:
        typer.echo(f"To choose a password (two hours): {settings.base_url}/reset/{link}")


def add_to(cli: typer.Typer) -> None:
    """Hang the command on the command line."""
    group = typer.Typer(no_args_is_help=True, help="The people of the platform.")
    group.command()(add)
    group.callback()(lambda: None)
    cli.add_typer(group, name="people")
