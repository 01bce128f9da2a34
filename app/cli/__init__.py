"""The command line: everything an operator does without a browser."""

import sys

import typer

from app.cli import database, demo, doctor, people, proof, serve
from app.settings import WeakSecret

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Tremplin, an open platform for calls for projects.")
serve.add_to(cli)
database.add_to(cli)
people.add_to(cli)
doctor.add_to(cli)
proof.add_to(cli)
demo.add_to(cli)


def main() -> None:
    """Run a command; a refusal is a sentence on standard error and a non-zero exit."""
    try:
        cli()
    except WeakSecret as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
