"""`tremplin migrate`, `backup` and `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from app.adapters import archives
from app.adapters.database import Database
from app.adapters.migrations import migrate as upgrade
from app.adapters.storage import open_storage
from app.settings import Settings


def migrate() -> None:
    """Bring the database up to this version."""
    settings = Settings()
    database = Database(settings.database)
    upgrade(database)
    database.close()
    typer.echo("The database is up to date.")


def backup(file: Annotated[Path, typer.Argument(help="The archive to write, for example tremplin.zip.")]) -> None:
    """Write every row and every file into one archive."""
    settings = Settings()
    if file.exists():
        typer.echo(f"{file} exists already. Choose another name.", err=True)
        raise typer.Exit(1)
    counts = archives.backup(Database(settings.database), open_storage(settings.storage), file)
    typer.echo(f"{counts.rows} rows and {counts.files} files are in {file}.")


def restore(
    file: Annotated[Path, typer.Argument(help="An archive made by `tremplin backup`.", exists=True, dir_okay=False)],
) -> None:
    """Put an archive back into an empty platform (any database)."""
    settings = Settings()
    database = Database(settings.database)
    upgrade(database)
    try:
        counts = archives.restore(database, open_storage(settings.storage), file)
    except archives.CannotRestore as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from refusal
    typer.echo(f"{counts.rows} rows and {counts.files} files are back.")


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
    cli.command()(migrate)
    cli.command()(backup)
    cli.command()(restore)
