"""Doors of the invitation to review a call, answered by the link of its mail, with or without an account."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.domain.errors import NotFound
from app.domain.pool import PoolStanding
from app.forms.pool import Accepting, Declining
from app.models import Membership
from app.queries import inviting
from app.queries import pool as eyes
from app.queries.assignments import due_at
from app.queries.calls import call_of
from app.routes.pages.entry import Browser
from app.services import pool_answers
from app.web.binding import Bound, Posted, blank
from app.web.cookies import set_session
from app.web.database import Db
from app.web.guards import Now, Someone
from app.web.i18n import N_
from app.web.pages import Page, PageMaker
from app.web.pool import reason_rows

router = APIRouter(prefix="/reviewing/{token}")
WELCOME = N_("Merci : vous évaluez pour cet appel. Relisez ce que l’équipe sait de vous, et complétez.")


@router.get("")
def invitation_page(token: str, page: Page, db: Db, someone: Someone, now: Now) -> Response:
    """Who asks, for which call, how much; nothing is answered by opening it."""
    try:
        held = inviting.behind_link(db, token, now)
    except NotFound:
        return page("reviewer/invitation_dead.html", status=404)
    return _show(page, db, someone, token, held, blank(page.language, capacity=held.capacity))


@router.post("")
def accept(
    token: str,
    request: Request,
    form: Posted[Accepting],
    page: Page,
    db: Db,
    someone: Someone,
    *,
    now: Now,
    browser: Browser,
) -> Response:
    """Yes; an account that nobody opened yet is opened, the others sign in when they come to read."""
    try:
        held = pool_answers.by_token(db, token, now)
        if not form.ok:
            return _show(page, db, someone, token, held, form, status=422)
        pool_answers.accept(db, held, form.form, now=now)
    except NotFound:
        return page("reviewer/invitation_dead.html", status=404)
    profile = f"/reviewer/calls/{call_of(db, held.call_id).slug}/profile"
    if someone is not None and someone.id == held.person_id:
        return page.see(profile, WELCOME)
    session = pool_answers.enter(db, held, form.form.password, browser=browser, now=now) if someone is None else None
    if session is None:
        return page.see(f"/reviewing/{token}")
    answer = page.see(profile, WELCOME)
    set_session(request, answer, session)
    return answer


@router.post("/decline")
def decline(token: str, form: Posted[Declining], page: Page, db: Db, someone: Someone, now: Now) -> Response:
    """No, and why."""
    try:
        held = pool_answers.by_token(db, token, now)
        if eyes.standing_of(held) is PoolStanding.ACCEPTED:
            return page.see(f"/reviewing/{token}")
        if not form.ok:
            return _show(page, db, someone, token, held, form, status=422, declining=True)
        pool_answers.decline(db, held, form.form, now=now)
    except NotFound:
        return page("reviewer/invitation_dead.html", status=404)
    return page.see(f"/reviewing/{token}")


def _show(
    page: PageMaker,
    db: Db,
    someone: Someone,
    token: str,
    held: Membership,
    form: Bound[Any],
    *,
    status: int = 200,
    declining: bool = False,
) -> Response:
    call = call_of(db, held.call_id)
    row = eyes.invitation(db, held)
    return page(
        "reviewer/invitation.html",
        status=status,
        token=token,
        row=row,
        held=held,
        asking=call,
        due_at=due_at(db, call.id),
        form=form,
        declining=declining,
        reasons=reason_rows(page.language),
        opens=someone is None and eyes.opens_by_link(db, eyes.person_of(db, held)),
        is_other=someone is not None and someone.id != held.person_id,
    )
