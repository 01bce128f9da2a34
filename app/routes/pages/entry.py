"""Doors to come in: sign in, sign up, confirm, forgotten password, sign out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.domain.errors import TooMany
from app.forms.account import Forgotten, NewPassword, SignIn, SignUp
from app.services import accounts
from app.web.binding import Posted, blank
from app.web.body import Body
from app.web.cookies import clear_session, remember, session_token, set_session
from app.web.database import Db
from app.web.guards import Now, Someone
from app.web.i18n import N_
from app.web.messages import say
from app.web.pages import Page, local_path

router = APIRouter()


async def _browser(request: Request) -> str:
    return request.headers.get("user-agent", "")


async def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


Browser = Annotated[str, Depends(_browser)]
Address = Annotated[str, Depends(_address)]


@router.get("/sign-in")
def sign_in_page(page: Page, someone: Someone, next: str = "/") -> Response:  # noqa: A002
    """The page to sign in; whoever is signed in already goes on."""
    return page.see(next) if someone else page("account/sign_in.html", form=blank(next=local_path(next)))


@router.post("/sign-in")
def sign_in(
    request: Request, form: Posted[SignIn], db: Db, page: Page, now: Now, address: Address, browser: Browser
) -> Response:
    """Open a session; wrong pairs and unknown addresses get the same answer."""
    if not form.ok:
        return page("account/sign_in.html", status=422, form=form)
    try:
        token = accounts.sign_in(db, form.form, address=address, browser=browser, now=now)
    except TooMany as error:
        answer = page("account/sign_in.html", status=429, form=form.refused(error))
        answer.headers["retry-after"] = str(error.retry_after)
        return answer
    if token is None:
        return page("account/sign_in.html", status=422, form=form.wrong(say("wrong_pair", page.language)))
    return come_in(request, page, db, token, form.form.next)


def come_in(request: Request, page: Page, db: Db, token: str, where: str, text: str = "") -> Response:
    """Go on with a new session; the browser takes the language of the account."""
    answer = page.see(where if where != "/" else "/home", text)
    set_session(request, answer, token)
    remember(request, answer, "lang", accounts.language_of_session(db, token))
    return answer


@router.post("/sign-out")
def sign_out(request: Request, _body: Body, db: Db, page: Page, now: Now) -> Response:
    """End this session."""
    if token := session_token(request):
        accounts.sign_out(db, token, now)
    answer = page.see("/", N_("Votre session est fermée. À bientôt."), tone="blue")
    clear_session(request, answer)
    return answer


@router.get("/home")
def home(page: Page, someone: Someone) -> Response:
    """Where this person's work is."""
    if someone is None:
        return page.see("/")
    return page.see("/organiser" if "organiser" in someone.faces else f"/{someone.faces[-1]}")


@router.get("/sign-up")
def sign_up_page(page: Page, next: str = "/") -> Response:  # noqa: A002
    """The page to make an account; its confirmation leads on to `next`."""
    return page("account/sign_up.html", form=blank(next=local_path(next)))


@router.post("/sign-up")
def sign_up(form: Posted[SignUp], db: Db, page: Page, now: Now, address: Address) -> Response:
    """Make an account; the answer is the same whether or not the address has one."""
    if not form.ok:
        return page("account/sign_up.html", status=422, form=form)
    try:
        accounts.sign_up(db, form.form, language=page.language, address=address, now=now)
    except TooMany as error:
        return page("account/sign_up.html", status=429, form=form.refused(error))
    return page("account/check_mail.html", email=form.form.email, purpose="confirm")


@router.get("/confirm/{token}")
def confirm_page(token: str, page: Page) -> Response:
    """A button: mail scanners open links, only people press buttons."""
    return page("account/confirm.html", token=token)


@router.post("/confirm/{token}")
def confirm(token: str, request: Request, _body: Body, db: Db, page: Page, now: Now, browser: Browser) -> Response:
    """Confirm the address and sign in."""
    session, where = accounts.confirm(db, token, browser=browser, now=now)
    return come_in(request, page, db, session, local_path(where), N_("Votre adresse est confirmée. Bienvenue."))


@router.get("/forgotten")
def forgotten_page(page: Page) -> Response:
    """The page for whoever lost a password."""
    return page("account/forgotten.html", form=blank())


@router.post("/forgotten")
def forgotten(form: Posted[Forgotten], db: Db, page: Page, now: Now, address: Address) -> Response:
    """Send a link, if there is an account; the answer is the same."""
    if not form.ok:
        return page("account/forgotten.html", status=422, form=form)
    try:
        accounts.ask_reset(db, form.form.email, address=address, now=now)
    except TooMany as error:
        return page("account/forgotten.html", status=429, form=form.refused(error))
    return page("account/check_mail.html", email=form.form.email, purpose="reset")


@router.get("/reset/{token}")
def reset_page(token: str, page: Page) -> Response:
    """Choose a new password."""
    return page("account/reset.html", form=blank(), token=token)


@router.post("/reset/{token}")
def reset(
    token: str, request: Request, form: Posted[NewPassword], db: Db, page: Page, now: Now, browser: Browser
) -> Response:
    """Set it; every other session ends."""
    if not form.ok:
        return page("account/reset.html", status=422, form=form, token=token)
    session = accounts.reset(db, token, form.form, browser=browser, now=now)
    return come_in(
        request, page, db, session, "/", N_("Votre mot de passe est changé. Vos autres sessions sont fermées.")
    )
