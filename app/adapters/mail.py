"""How a mail leaves: SMTP for real, .eml files in the demonstration, memory in tests."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 20


class Mailer(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand one message over; raises OSError or SMTPException when it could not."""
        ...


class MemoryMailer:
    """The memory twin: keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        self.sent.append(message)


class FolderMailer:
    """Writes each message as a .eml file, named by its Message-ID."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").split("@")[0]
        (self._folder / f"{name}.eml").write_bytes(message.as_bytes())


class SmtpMailer:
    """Sends through `smtp://`, `smtps://` or `smtp+starttls://user:password@host:port`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp+starttls://user:password@host:587")
        self._scheme, self._host = parts.scheme, parts.hostname
        self._port = parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        with self._connect() as server:
            if self._scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        if self._scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)


def open_mailer(smtp_url: str, folder: Path) -> Mailer:
    """SMTP when an address is set, else a folder of .eml files."""
    return SmtpMailer(smtp_url) if smtp_url else FolderMailer(folder)
