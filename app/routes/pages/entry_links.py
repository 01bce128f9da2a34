"""Doors to come in by a link sent by e-mail."""

from fastapi import APIRouter, Request, Response

from app.domain.errors import Invalid, TooMany
from app.forms.account import EntryLink, EntryName
from app.routes.pages.entry import Address, Browser, come_in
from app.services import entry_links
from app.web.binding import Posted, blank
from app.web.database import Db
from app.web.guards import Now, Someone
from app.web.i18n import N_
from app.web.pages import Page, local_path

router = APIRouter(prefix="/sign-in/by-link")


@router.get("")
def ask_page(page: Page, someone: Someone, next: str = "/") -> Response:  # noqa: A002
    """The page to ask for a link; whoever is signed in already goes on."""
    return page.see(next) if someone else page("account/by_link.html", form=blank(next=local_path(next)))


@router.post("")
def ask(form: Posted[EntryLink], db: Db, page: Page, now: Now, address: Address) -> Response:
    """Send the link; the answer is the same whether or not the address has an account."""
    if not form.ok:
        return page("account/by_link.html", status=422, form=form)
    try:
        entry_links.ask(db, form.form, language=page.language, address=address, now=now)
    except TooMany as error:
        return page("account/by_link.html", status=429, form=form.refused(error))
    return page("account/check_mail.html", email=form.form.email, purpose="enter")


@router.get("/{token}")
def enter_page(token: str, db: Db, page: Page, now: Now) -> Response:
    """A button, for mail scanners open links; a new account says its name."""
    return page("account/enter.html", token=token, is_new=entry_links.is_new(db, token, now), form=blank())


@router.post("/{token}")
def enter(
    token: str, request: Request, form: Posted[EntryName], db: Db, page: Page, now: Now, browser: Browser
) -> Response:
    """Come in, once."""
    try:
        session, where = entry_links.enter(db, token, form.typed("name"), browser=browser, now=now)
    except Invalid as error:
        return page("account/enter.html", status=422, token=token, is_new=True, form=form.refused(error))
    return come_in(request, page, db, session, local_path(where), N_("Vous êtes connecté. Bienvenue."))
