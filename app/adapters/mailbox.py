"""The mail of the demonstration, read again from the .eml files that were written instead of being sent."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it left."""

    subject: str
    to: str
    text: str


class Mailbox:
    """The folder of the mail; each file bears the id of its notice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, notice: str) -> Mail | None:
        """The mail of a notice, if it was written here."""
        try:
            found = message_from_bytes((self._folder / f"{notice}.eml").read_bytes(), policy=policy.default)
        except FileNotFoundError:
            return None
        assert isinstance(found, EmailMessage)
        body = found.get_body(("plain",))
        return Mail(str(found["Subject"]), str(found["To"]), str(body.get_content()) if body else "")
