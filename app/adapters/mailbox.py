"""The .eml files of the demonstration, read back."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

MOST = 200


class Letter(NamedTuple):
    """One message: the name of its file, its head, its text."""

    name: str
    subject: str
    to: str
    date: str
    language: str
    text: str


def letters(folder: Path) -> list[Letter]:
    """The latest messages, the newest first."""
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in paths[:MOST]]


def letter(folder: Path, name: str) -> Letter | None:
    """One message, by the name of its file; a name that is no file of the folder is nobody's."""
    path = next((path for path in folder.glob("*.eml") if path.stem == name), None)
    return _read(path) if path else None


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Letter(
        path.stem,
        str(message["Subject"] or ""),
        str(message["To"] or ""),
        str(message["Date"] or ""),
        str(message["Content-Language"] or "fr"),
        str(body.get_content()) if body else "",
    )
