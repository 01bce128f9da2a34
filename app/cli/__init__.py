"""The command line: everything an operator does without a browser."""

import importlib
import sys

import typer

from app.settings import WeakSecret

ROOMS = {
    "serve": "serve",
    "worker": "serve",
    "migrate": "database",
    "backup": "database",
    "restore": "database",
    "people": "people",
    "call": "call",
    "doctor": "doctor",
    "journal": "proof",
    "openapi": "proof",
    "demo": "demo",
    "replay": "demo",
}
"""The room of each command. Only the room that is asked for is opened: the whole platform takes two seconds to read."""


def command_line(*rooms: str) -> typer.Typer:
    """The commands of these rooms; of all when none is named."""
    cli = typer.Typer(
        no_args_is_help=True, add_completion=False, help="Tremplin, an open platform for calls for projects."
    )
    # With a single command, Typer would take its name for an argument.
    cli.callback()(lambda: None)
    for room in rooms or dict.fromkeys(ROOMS.values()):
        importlib.import_module(f"app.cli.{room}").add_to(cli)
    return cli


def main() -> None:
    """Run a command; a refusal is a sentence on standard error and a non-zero exit."""
    asked = ROOMS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        command_line(*([asked] if asked else []))()
    except WeakSecret as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
