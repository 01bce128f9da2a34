"""`tremplin serve` and `tremplin worker`: the web processes and the worker."""

import os
import signal
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from app.adapters.migrations import is_current
from app.main import create_app, make_hall
from app.settings import Settings
from app.web.logs import configure
from app.worker import Worker

WORKERS_VARIABLE = "TREMPLIN_SERVE_WORKERS"


def application() -> object:
    """What uvicorn calls in each process; the worker lives inside when there is a single one."""
    alone = os.environ.get(WORKERS_VARIABLE, "1") == "1"
    return create_app(Settings(), with_worker=alone)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Web processes. With more than one, run `tremplin worker` too.")] = 1,
) -> None:
    """Serve the platform. Refuses to start with a weak secret, or on a database that lacks migrations."""
    settings = Settings()
    hall = make_hall(settings)
    if not is_current(hall.database):
        typer.echo("The database lacks migrations of this version. Run: tremplin migrate", err=True)
        raise typer.Exit(3)
    hall.database.close()
    run(settings, host=host, port=port, workers=workers)


def run(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Start uvicorn; it reads the proxies it may trust from the settings, through our own middleware."""
    os.environ[WORKERS_VARIABLE] = str(workers)
    uvicorn.run(
        "app.cli.serve:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=20,
    )


def worker() -> None:
    """Send the mail and do the long work. Several may run at once; each stops after what it has under way."""
    settings = Settings()
    configure(settings.log_format)
    labour = Worker(make_hall(settings))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        labour.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    typer.echo("The worker is at work. Stop it with Ctrl+C.", err=True)
    labour.run()


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
    cli.command()(serve)
    cli.command()(worker)
