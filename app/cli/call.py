"""`tremplin call export` and `tremplin call import`: a whole call as one document."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session

from app.adapters.clock import SystemClock
from app.adapters.database import Database
from app.adapters.storage import open_storage
from app.domain.errors import DomainError
from app.domain.roles import Actor
from app.forms.documents import write_document
from app.queries.call_documents import document_of
from app.queries.calls import by_slug
from app.queries.people import actor_of, person_by_email
from app.services import call_making
from app.settings import Settings
from app.web import messages_all
from app.web.call_documents import Unreadable, read_document
from app.web.messages import sentence

assert messages_all


def export(
    slug: Annotated[str, typer.Argument(help="The address of the call, for example ptce-2011.")],
    file: Annotated[Path | None, typer.Argument(help="The file to write; standard output without one.")] = None,
) -> None:
    """Write a whole call as one document: texts, dates, forms, rubrics; nothing of dossiers or people."""
    settings = Settings()
    if file is not None and file.exists():
        _refuse(f"{file} exists already. Choose another name.")
    with Database(settings.database).reading() as db:
        call = by_slug(db, slug)
        if call is None:
            _refuse(f"There is no call at this address: {slug}.")
        text = write_document(document_of(db, open_storage(settings.storage), call))
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        typer.echo(f"The call {slug} is in {file}.")


def bring_in(
    file: Annotated[Path, typer.Argument(help="The document of a call.", exists=True, dir_okay=False)],
    organiser: Annotated[str, typer.Option(help="The e-mail address of the person who will run the call.")],
    slug: Annotated[str, typer.Option(help="Another address than the document's.")] = "",
    reference: Annotated[str, typer.Option(help="Another reference than the document's.")] = "",
) -> None:
    """Make a private call from a document; what is wrong with it is said, place by place."""
    settings = Settings()
    changes = {name: value for name, value in (("slug", slug), ("reference", reference)) if value}
    try:
        document = read_document(file.read_bytes(), "en", changes=changes)
        with Database(settings.database).writing() as db:
            made = call_making.bring_in(
                db, open_storage(settings.storage), document, actor=_maker(db, organiser), now=SystemClock().now()
            )
    except Unreadable as error:
        lines = [f"  {fault.path or fault.place}: {fault.text}" for fault in error.faults]
        _refuse("\n".join([f"{file} makes no call. Nothing was made.", *lines]))
    except DomainError as error:
        _refuse(sentence(error, "en"))
    typer.echo(f"The call {made.slug} is made; only its team reads it. {organiser} runs it.")


def _maker(db: Session, email: str) -> Actor:
    """The operator makes the call in the name of the person who will run it."""
    person = person_by_email(db, email)
    if person is None:
        _refuse(f"Nobody has this address: {email}. Add them first: tremplin people add {email}")
    return replace(actor_of(db, person), is_admin=True)


def _refuse(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(1)


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
    group = typer.Typer(no_args_is_help=True, help="A whole call as one document.")
    group.command()(export)
    group.command("import")(bring_in)
    cli.add_typer(group, name="call")
