"""Doors of one's own account: name, language, password, sessions, API tokens."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.domain.errors import Invalid, TooMany
from app.forms.account import ChangedPassword, NewToken, Profile
from app.queries import accounts as eyes
from app.queries import calls
from app.routes.pages.entry import Browser
from app.services import accounts, tokens
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.cookies import remember, session_token, set_session
from app.web.database import Db
from app.web.guards import Me, Now
from app.web.i18n import N_
from app.web.pages import Page
from app.web.shown import text_in

router = APIRouter(prefix="/account")

SCOPES = {
    "read": N_("Lire"),
    "dossiers": N_("Remplir et déposer des dossiers"),
    "screening": N_("Examiner la recevabilité"),
    "assignments": N_("Attribuer les dossiers"),
    "reviews": N_("Évaluer"),
    "decisions": N_("Préparer les décisions"),
    "publication": N_("Publier les résultats"),
    "calls": N_("Régler un appel"),
    "people": N_("Gérer les personnes"),
    "messages": N_("Écrire des messages"),
}


def _show(page: Page, db: Db, me: Me, now: Now, request: Request, **forms: object) -> Response:
    """The whole page; the form that was refused, if any, as it was typed."""
    settled = eyes.settings_of(db, me.id)
    reminded = "yes" if settled.wants_reminders else ""
    profile: Bound[Profile] = blank(name=me.name, language=page.language, reminders=reminded)
    first = {"profile": profile, "password": blank(), "token": blank(days=90), "fresh_token": ""}
    return page(
        "account/account.html",
        status=422 if forms and "fresh_token" not in forms else 200,
        has_password=settled.has_password,
        wish=settled.review_mail if me.reviews or me.organises or me.is_admin else "",
        sessions=eyes.sessions_of(db, me.id, session_token(request), now),
        tokens=eyes.tokens_of(db, me.id, now),
        scopes=[(scope, page.say(text), "") for scope, text in SCOPES.items()],
        calls=[(call.slug, text_in(call.title, page.language)) for call in calls.organised_calls(db, me)],
        **(first | forms),
    )


@router.get("")
def account(page: Page, db: Db, me: Me, now: Now, request: Request) -> Response:
    """My account."""
    return _show(page, db, me, now, request)


@router.post("/profile")
def change_profile(form: Posted[Profile], page: Page, db: Db, me: Me, now: Now, request: Request) -> Response:
    """Change my name and language."""
    if not form.ok:
        return _show(page, db, me, now, request, profile=form)
    accounts.change_profile(db, me, form.form)
    answer = page.see("/account", N_("Votre compte est à jour."))
    remember(request, answer, "lang", form.form.language)
    return answer


@router.post("/password")
def change_password(
    form: Posted[ChangedPassword], page: Page, db: Db, me: Me, now: Now, request: Request, browser: Browser
) -> Response:
    """Change my password; the other browsers are signed out."""
    if not form.ok:
        return _show(page, db, me, now, request, password=form)
    try:
        token = accounts.change_password(db, me, form.form, browser=browser, now=now)
    except (Invalid, TooMany) as error:
        return _show(page, db, me, now, request, password=form.refused(error))
    answer = page.see("/account", N_("Votre mot de passe est changé. Vos autres sessions sont fermées."))
    set_session(request, answer, token)
    return answer


@router.post("/sessions/{session}/revoke")
def revoke_session(session: UUID, _body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Sign one of my browsers out."""
    accounts.revoke_session(db, me, session, now)
    return page.see("/account", N_("Cette session est fermée."))


@router.post("/tokens")
def make_token(form: Posted[NewToken], page: Page, db: Db, me: Me, now: Now, request: Request) -> Response:
    """Make an API token, shown this once."""
    if not form.ok:
        return _show(page, db, me, now, request, token=form)
    try:
        fresh = tokens.make(db, me, form.form, now)
    except Invalid as error:
        return _show(page, db, me, now, request, token=form.refused(error))
    return _show(page, db, me, now, request, fresh_token=fresh)


@router.post("/tokens/{token}/revoke")
def revoke_token(token: UUID, _body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Revoke one of my tokens."""
    tokens.revoke(db, me, token, now)
    return page.see("/account", N_("Ce jeton ne sert plus."))
