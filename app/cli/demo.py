"""`tremplin demo` and `tremplin replay`: the 2011 call, to look at and to play again."""

import typer


def add_to(cli: typer.Typer) -> None:
    """Hang the commands on the command line."""
