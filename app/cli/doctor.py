"""`tremplin doctor`: looks at settings, database, storage, mail and invariants; says what to do."""

from collections.abc import Callable

import typer

from app.adapters.failures import OUT_OF_ORDER
from app.adapters.migrations import is_current
from app.main import make_hall
from app.queries import invariants
from app.settings import Settings
from app.web.hall import Hall


def _settings(hall: Hall) -> str:
    settings = hall.settings
    if not settings.is_secure and not settings.base_url.startswith(("http://127.0.0.1", "http://localhost")):
        return "BASE_URL is not https: cookies can't be protected. Set TREMPLIN_BASE_URL=https://..."
    return ""


def _database(hall: Hall) -> str:
    return "" if is_current(hall.database) else "Migrations are missing. Run: tremplin migrate"


def _storage(hall: Hall) -> str:
    hall.storage.check()
    return ""


def _antivirus(hall: Hall) -> str:
    if hall.scanner is not None:
        hall.scanner.check()
    return ""


def _mail(hall: Hall) -> str:
    if not hall.settings.smtp_url and not hall.settings.is_embedded:
        return "Mail is written to files. Set TREMPLIN_SMTP_URL=smtp+starttls://user:password@host:587"
    return ""


def _invariants(hall: Hall) -> str:
    with hall.database.reading() as db:
        return " ".join(invariants.broken(db))


CHECKS: dict[str, Callable[[Hall], str]] = {
    "settings": _settings,
    "database": _database,
    "storage": _storage,
    "antivirus": _antivirus,
    "mail": _mail,
    "invariants": _invariants,
}


def doctor() -> None:
    """Examine the platform; exits with 1 when something needs care."""
    hall = make_hall(Settings())
    ill = False
    for name, check in CHECKS.items():
        try:
            trouble = check(hall)
        except OUT_OF_ORDER as error:
            trouble = f"{type(error).__name__}: {error}"
        ill = ill or bool(trouble)
        typer.echo(f"{name:<12}{trouble or 'ok'}")
    raise typer.Exit(1 if ill else 0)


def add_to(cli: typer.Typer) -> None:
    """Hang the command on the command line."""
    cli.command()(doctor)
