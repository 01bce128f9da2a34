"""`tremplin journal verify` and `tremplin openapi`."""

import json

import typer

from app.adapters.database import Database
from app.queries.journal import chains, verify_chain
from app.settings import Settings


def verify() -> None:
    """Recompute every hash chain of the journal; names the first line that was altered, removed or unlinked."""
    database = Database(Settings().database)
    whole = True
    with database.reading() as db:
        for chain in chains(db):
            fault = verify_chain(db, chain.name)
            if fault is None:
                typer.echo(f"{chain.name}: {chain.lines} lines hold, root {chain.root}")
            else:
                whole = False
                typer.echo(f"{chain.name}: line {fault.sequence} is {fault.reason}", err=True)
    raise typer.Exit(0 if whole else 1)


def openapi() -> None:
    """Print the description of the API."""
    from app.main import create_app

    typer.echo(json.dumps(create_app(Settings()).openapi(), indent=2, ensure_ascii=False))


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
    group = typer.Typer(no_args_is_help=True, help="The journal of what was done.")
    group.command()(verify)
    group.callback()(lambda: None)
    cli.add_typer(group, name="journal")
    cli.command()(openapi)
