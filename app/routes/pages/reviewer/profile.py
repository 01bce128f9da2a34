"""Doors of a reviewer's place in a call: yes or no, what they know, whom they propose, leaving."""

from typing import Any

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, Stale
from app.forms.pool import Accepting, Declining, ProfileForm, Proposing
from app.models import Call
from app.queries import calls, inviting
from app.queries import pool as eyes
from app.queries.assignments import due_at
from app.services import pool_answers
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.guards import Me, Now
from app.web.i18n import N_
from app.web.pages import Page, PageMaker
from app.web.pool import choices, kept_values, profile_values, reason_rows

router = APIRouter(prefix="/reviewer/calls/{call}")


@router.get("/profile")
def profile_page(call: str, page: Page, db: Db, me: Me) -> Response:
    """What the call knows of me, and what I may say of myself; first of all, yes or no."""
    found = _call(db, call, me)
    return _show(page, db, me, found)


@router.post("/profile")
def change(call: str, form: Posted[ProfileForm], page: Page, db: Db, me: Me, now: Now) -> Response:
    """What I know, and how much I read."""
    found = _call(db, call, me)
    if not form.ok:
        return _show(page, db, me, found, profile=form, status=422)
    held = pool_answers.mine(db, found, me)
    try:
        pool_answers.change_profile(db, found, held, form.form, actor=me, now=now)
    except Stale:
        return _show(page, db, me, found, profile=form, status=409, stale=True)
    except Invalid as error:
        return _show(page, db, me, found, profile=form.refused(error), status=422)
    return page.see(_address(found), N_("C’est enregistré."))


@router.post("/accept")
def accept(call: str, form: Posted[Accepting], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Yes."""
    found = _call(db, call, me)
    if not form.ok:
        return _show(page, db, me, found, answer=form, status=422)
    pool_answers.accept(db, pool_answers.mine(db, found, me), form.form, now=now)
    return page.see(_address(found), N_("Merci : vous évaluez pour cet appel. Complétez ce que l’équipe sait de vous."))


@router.get("/leave")
def leave_page(call: str, page: Page, db: Db, me: Me) -> Response:
    """Why I do not review for this call, or no longer."""
    return _leaving(page, db, me, _call(db, call, me), blank(page.language))


@router.post("/leave")
def leave(call: str, form: Posted[Declining], page: Page, db: Db, me: Me, now: Now) -> Response:
    """No, and why: what was not handed in goes to others."""
    found = _call(db, call, me)
    if not form.ok:
        return _leaving(page, db, me, found, form, status=422)
    pool_answers.decline(db, pool_answers.mine(db, found, me), form.form, now=now)
    return page.see(
        "/applicant", N_("C’est noté : vous n’évaluez pas pour cet appel. L’équipe est prévenue."), tone="blue"
    )


@router.post("/propose")
def propose(call: str, form: Posted[Proposing], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Somebody else who could review; the team decides."""
    found = _call(db, call, me)
    if not form.ok:
        return _show(page, db, me, found, proposing=form, status=422)
    try:
        pool_answers.propose(db, found, pool_answers.mine(db, found, me), form.form, actor=me, now=now)
    except Invalid as error:
        return _show(page, db, me, found, proposing=form.refused(error), status=422)
    return page.see(
        _address(found), N_("C’est transmis : l’équipe de l’appel décide d’inviter %(name)s."), name=form.form.name
    )


def _call(db: Db, slug: str, me: Me) -> Call:
    """A call I review for, or am asked to."""
    found = calls.by_slug(db, slug)
    if found is None or not me.is_reviewer(found.id):
        raise NotFound
    return found


def _row(db: Db, me: Me, call: Call) -> eyes.ReviewerRow:
    row = eyes.mine(db, call.id, me)
    if row is None:
        raise NotFound
    return row


def _show(
    page: PageMaker, db: Db, me: Me, call: Call, *, status: int = 200, stale: bool = False, **forms: Bound[Any]
) -> Response:
    row = _row(db, me, call)
    rows = choices(db, call, page.language)
    first: dict[str, Bound[Any]] = {
        "profile": blank(page.language, **profile_values(row)),
        "answer": blank(page.language, capacity=row.membership.capacity),
        "proposing": blank(page.language),
    }
    return page(
        "reviewer/profile.html",
        status=status,
        row=row,
        asking=call,
        rubric_call=call.slug,
        due_at=due_at(db, call.id),
        kept=kept_values(row, rows),
        stale=stale,
        choices=rows,
        proposed=inviting.nominations(db, call.id, by=me.id),
        **(first | forms),
    )


def _leaving(page: PageMaker, db: Db, me: Me, call: Call, form: Bound[Any], *, status: int = 200) -> Response:
    return page(
        "reviewer/leave.html",
        status=status,
        row=_row(db, me, call),
        asking=call,
        rubric_call=call.slug,
        form=form,
        reasons=reason_rows(page.language),
    )


def _address(call: Call) -> str:
    return f"/reviewer/calls/{call.slug}/profile"
