"""Doors of invitations to a dossier: by the link of a mail, with or without an account, or at one's own address."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.domain.errors import Forbidden, NotFound, WrongState
from app.forms.team import Joining
from app.models import Dossier
from app.queries.dossier_team import InvitationRow, invitation_by, opens_by_link
from app.routes.pages.entry import Browser
from app.services import invitations
from app.web.applicant_team import hand_title
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.cookies import set_session
from app.web.database import Db
from app.web.guards import Me, Now, Someone
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter()

WELCOME = N_("Bienvenue. Vous travaillez maintenant sur ce dossier.")


@router.get("/invitations/{token}")
def invitation_page(token: str, page: Page, db: Db, someone: Someone, now: Now) -> Response:
    """Who invites, to which dossier, to do what; nothing is accepted by opening it."""
    row = invitation_by(db, token)
    if row is not None and someone is not None and row.person_id == someone.id and not row.is_open(now):
        return page.see(f"/applicant/dossiers/{row.dossier_id}")
    if row is None or not row.is_open(now):
        return page("account/invitation_dead.html", status=404)
    return _show(page, db, someone, row, token, blank(page.language, name=row.name))


@router.post("/invitations/{token}")
def accept(
    token: str,
    request: Request,
    form: Posted[Joining],
    page: Page,
    db: Db,
    someone: Someone,
    *,
    now: Now,
    browser: Browser,
) -> Response:
    """Accept: with the account one is signed in with, else with the one that the link makes."""
    row = invitation_by(db, token)
    if row is None or not row.is_open(now):
        return page("account/invitation_dead.html", status=404)
    try:
        if someone is not None:
            return _enter(page, invitations.accept(db, token, actor=someone, now=now))
        if not form.ok:
            return _show(page, db, None, row, token, form, status=422)
        session, dossier = invitations.accept_as_newcomer(
            db, token, form.form.name, language=page.language, browser=browser, now=now
        )
    except (Forbidden, WrongState) as error:
        return _show(page, db, someone, row, token, form.refused(error), status=error.status)
    answer = _enter(page, dossier)
    set_session(request, answer, session)
    return answer


@router.post("/invitations/{token}/decline")
def decline(token: str, _body: Body, page: Page, db: Db, now: Now) -> Response:
    """Say no."""
    try:
        invitations.decline(db, token, now=now)
    except NotFound:
        return page("account/invitation_dead.html", status=404)
    return page.see(f"/invitations/{token}")


@router.post("/applicant/invitations/{collaborator}")
def accept_mine(collaborator: UUID, _body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Accept what waits at the address of my account."""
    return _enter(page, invitations.accept_mine(db, collaborator, actor=me, now=now))


@router.post("/applicant/invitations/{collaborator}/decline")
def decline_mine(collaborator: UUID, _body: Body, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Say no to it."""
    invitations.decline_mine(db, collaborator, actor=me, now=now)
    text = N_("Vous avez décliné l’invitation. La personne qui vous invitait est prévenue.")
    return page.see("/applicant", text, tone="blue")


def _enter(page: Page, dossier: Dossier) -> Response:
    return page.see(f"/applicant/dossiers/{dossier.id}", WELCOME)


def _show(
    page: Page, db: Db, someone: Someone, row: InvitationRow, token: str, form: Bound[Joining], *, status: int = 200
) -> Response:
    return page(
        "account/invitation.html",
        status=status,
        row=row,
        token=token,
        form=form,
        hand=hand_title(row.hand, page.language),
        is_own=someone is not None and someone.id == row.owner_id,
        is_reader=someone is not None and (someone.is_reviewer(row.call_id) or row.call_id in someone.organises),
        opens=someone is None and opens_by_link(db, row.email),
    )
