"""A notice becomes a message: subject and text from the templates of its kind, in the person's language."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from app.models import Notice
from app.settings import Settings
from app.web.stopping import READINGS, stop_token
from app.web.templates import render


def compose(notice: Notice, settings: Settings, now: datetime) -> EmailMessage:
    """The message of a notice, as text and HTML; the first line of `mail/KIND.txt` is the subject."""
    context = {**notice.context, "base_url": settings.base_url, "demo": settings.demo, "notice_kind": notice.kind}
    if stop := str(notice.context.get("stop", "")):
        context["stop_link"] = f"{settings.base_url}/reminders/{stop_token(settings, stop)}"
    if reader := str(notice.context.get("stop_reading", "")):
        context["reading_link"] = f"{settings.base_url}/reading-mail/{stop_token(settings, reader, READINGS)}"
    subject, _, text = render(f"mail/{notice.kind}.txt", notice.language, **context).strip().partition("\n")
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = settings.mail_from
    message["To"] = notice.to_email
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{notice.id}@{_host(settings)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = notice.language
    if stops := context.get("stop_link") or context.get("reading_link"):
        message["List-Unsubscribe"] = f"<{stops}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text.strip() + "\n")
    html = render("mail/layout.html", notice.language, subject=message["Subject"], body=text.strip(), **context)
    message.add_alternative(html, subtype="html")
    return message


def _host(settings: Settings) -> str:
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
