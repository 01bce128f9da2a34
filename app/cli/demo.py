"""`tremplin demo` and `tremplin replay`: the 2011 call, to look at and to play again."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session

from app.adapters.clock import DemoClock
from app.adapters.migrations import migrate
from app.cli.replay import replay
from app.cli.serve import run
from app.demo import loading
from app.demo.load_stage import PASSWORD
from app.demo.loading_roles import Standing, roles, standing_of
from app.main import make_hall
from app.queries.people import person_by_email
from app.services import accounts
from app.settings import Settings
from app.web.hall import Hall

KEPT_IN = ("tremplin.sqlite3", "tremplin.sqlite3-wal", "tremplin.sqlite3-shm", "files", "mail", "clock")
BAR = 40


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    reset: Annotated[bool, typer.Option("--reset", help="Forget the demonstration and load it again.")] = False,
) -> None:
    """Load the 2011 call where it is not yet, print one sign-in link per role, and serve it on 127.0.0.1."""
    os.environ["TREMPLIN_DEMO"] = "1"
    os.environ.setdefault("TREMPLIN_BASE_URL", f"http://127.0.0.1:{port}")
    settings = Settings()
    if reset:
        _forget(settings)
    hall = _ready(settings)
    _print_links(hall)
    hall.database.close()
    run(host="127.0.0.1", port=port, workers=1)


def _ready(settings: Settings) -> Hall:
    """The hall of a demonstration that is loaded, now or before; a loading that was cut short starts again."""
    hall = make_hall(settings)
    migrate(hall.database)
    clock = settings.data_dir / "clock"
    with hall.database.reading() as db:
        standing = standing_of(db)
    if standing is Standing.NOT_A_DEMO:
        _stop(
            f"{settings.data_dir} holds a platform that is no demonstration. Set TREMPLIN_DATA_DIR to another folder."
        )
    if standing is Standing.DEMO and not clock.exists():
        hall.database.close()
        _forget(settings)
        return _ready(settings)
    if standing is Standing.EMPTY:
        typer.echo("Loading the 2011 call: 150 dossiers, three calls, about half a minute.", err=True)
        loaded = loading.load(hall.database, hall.storage, _draw)
        DemoClock(clock).move_to(loaded.now)
        typer.echo(f"\n{loaded.acts} acts are done.", err=True)
    return hall


def _forget(settings: Settings) -> None:
    """Remove the demonstration of DATA_DIR, and nothing else."""
    if not settings.is_embedded:
        _stop("Only the embedded database can be started again. Give an empty database in TREMPLIN_DATABASE_URL.")
    if settings.data_dir.exists() and not (settings.data_dir / "clock").exists() and _holds_real_work(settings):
        _stop(f"{settings.data_dir} holds a platform that is no demonstration: nothing was removed.")
    for name in KEPT_IN:
        path = settings.data_dir / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _holds_real_work(settings: Settings) -> bool:
    if not Path(settings.data_dir / "tremplin.sqlite3").exists():
        return False
    hall = make_hall(settings)
    migrate(hall.database)
    with hall.database.reading() as db:
        standing = standing_of(db)
    hall.database.close()
    return standing is Standing.NOT_A_DEMO


def _print_links(hall: Hall) -> None:
    with hall.database.writing() as db:
        rows = [(role, name, email, _link(db, hall, email)) for role, name, email in roles()]
    typer.echo("\nTremplin, demonstration. Open a link, press the button, and you are that person:\n")
    for role, name, _, link in rows:
        typer.echo(f"  {role}, {name}\n    {link}\n")
    typer.echo("To sign in by hand, the password of everybody is: " + PASSWORD)
    for role, _, email, _ in rows:
        typer.echo(f"  {email:<58}{role}")
    typer.echo(f"\nServing on {hall.settings.base_url} (Ctrl+C stops). Mail is at {hall.settings.base_url}/mailbox\n")


def _link(db: Session, hall: Hall, email: str) -> str:
    person = person_by_email(db, email)
    if person is None:
        _stop("The demonstration is not whole. Load it again: tremplin demo --reset")
    return f"{hall.settings.base_url}/demo/enter/{accounts.make_link(db, 'demo', person.id, hall.clock.now())}"


def _draw(done: int, left: int) -> None:
    """A bar that grows; one line, rewritten. A file or a log gets it once, whole."""
    if left and not sys.stderr.isatty():
        return
    share = done / (done + left)
    print(f"\r  [{'#' * round(BAR * share):<{BAR}}] {share:4.0%}", end="", file=sys.stderr, flush=True)


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
    cli.command()(demo)
    cli.command()(replay)
