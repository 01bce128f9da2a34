"""Doors that only a demonstration has: coming in by a printed link, its clock, its mailbox; 404 everywhere else."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.adapters.clock import DemoClock
from app.adapters.mailbox import Mailbox
from app.domain.errors import Invalid, NotFound
from app.forms.demo import ClockForm
from app.queries import calls
from app.queries import mailbox as mails
from app.routes.pages.entry import Browser
from app.services import accounts
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.cookies import remember, set_session
from app.web.database import Db
from app.web.guards import Admin, Now, TheHall
from app.web.i18n import N_
from app.web.pages import Page
from app.web.shown import text_in

MOST_MOMENTS = 8


def _demonstration(hall: TheHall) -> None:
    if not hall.settings.demo:
        raise NotFound


router = APIRouter(dependencies=[Depends(_demonstration)])


@router.get("/demo/enter/{token}")
def enter_page(token: str, page: Page) -> Response:
    """A button, as everywhere: opening a link never signs anybody in."""
    return page("demo/enter.html", token=token)


@router.post("/demo/enter/{token}")
def enter(token: str, request: Request, _body: Body, db: Db, page: Page, now: Now, browser: Browser) -> Response:
    """Sign in as the person of this link, as often as one likes."""
    session = accounts.enter_by_link(db, token, browser=browser, now=now)
    answer = page.see("/home")
    set_session(request, answer, session)
    remember(request, answer, "lang", accounts.language_of_session(db, session))
    return answer


@router.get("/demo/clock")
def clock_page(page: Page, db: Db, _admin: Admin, now: Now) -> Response:
    """What time it is here, and the moments ahead."""
    return _clock(page, db, now, blank())


@router.post("/demo/clock")
def move_clock(form: Posted[ClockForm], page: Page, hall: TheHall, db: Db, _admin: Admin, now: Now) -> Response:
    """Go to a later instant."""
    if not form.ok:
        return _clock(page, db, now, form)
    if form.form.at < now:
        return _clock(page, db, now, form.refused(Invalid("clock_goes_forward", field="at")))
    assert isinstance(hall.clock, DemoClock)
    hall.clock.move_to(form.form.at)
    return page.see(form.form.back, N_("L’horloge de la démonstration est avancée."))


@router.get("/mailbox")
def mailbox(page: Page, db: Db, hall: TheHall, to: str = "", after: UUID | None = None) -> Response:
    """What left by mail, to everybody."""
    box = Mailbox(hall.settings.data_dir / "mail")
    rows = mails.sent(db, to=to, after=str(after) if after else "")
    shown = [(row, mail.subject) for row in rows if (mail := box.read(str(row.id)))]
    more = str(rows[-1].id) if len(rows) == mails.PAGE else ""
    return page("demo/mailbox.html", rows=shown, to=to, more=more, waiting=mails.waiting(db))


@router.get("/mailbox/{notice}")
def mail_page(notice: UUID, page: Page, hall: TheHall) -> Response:
    """One mail, as it left."""
    mail = Mailbox(hall.settings.data_dir / "mail").read(str(notice))
    if mail is None:
        raise NotFound
    lines = [(line, _own_path(line, hall.settings.base_url)) for line in mail.text.splitlines()]
    return page("demo/mail.html", mail=mail, lines=lines)


def _own_path(line: str, base_url: str) -> str:
    """Where a line that is an address of ours leads."""
    return line.removeprefix(base_url) if line.startswith(f"{base_url}/") else ""


def _clock(page: Page, db: Session, now: datetime, form: Bound[ClockForm]) -> Response:
    ahead = [
        (text_in(call.title, page.language), text_in(moment.title, page.language), moment.starts_at)
        for call in calls.public_calls(db)
        for moment in calls.moments(db, call.id)
        if moment.starts_at > now
    ]
    ahead.sort(key=lambda row: row[2])
    return page("demo/clock.html", status=200 if form.ok else 422, form=form, ahead=ahead[:MOST_MOMENTS])
