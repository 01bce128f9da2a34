"""Doors of one reviewer of a call, for its organisers: what they answered, what they know, writing to them again."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.forms.pool import ProfileForm
from app.queries import inviting
from app.queries import pool as eyes
from app.services import pool, pool_answers
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.pool import choices, kept_values, profile_values, reason_words, standing_words

router = APIRouter(prefix="/organiser/calls/{call}/people/{membership}")


@router.get("")
def person_page(membership: UUID, office: Run) -> Response:
    """One reviewer."""
    row = _row(office, membership)
    return _show(office, row, blank(office.language, **profile_values(row)))


@router.post("")
def change(membership: UUID, form: Posted[ProfileForm], office: Run) -> Response:
    """What they know and how much they read, as an organiser writes it."""
    row = _row(office, membership)
    if not form.ok:
        return _show(office, row, form, status=422)
    try:
        held = pool.one_of(office.db, office.call, membership)
        pool_answers.change_profile(office.db, office.call, held, form.form, actor=office.me, now=office.now)
    except Stale:
        return _show(office, _row(office, membership), form, status=409, stale=True)
    except (Invalid, WrongState) as error:
        return _show(office, row, form.refused(error), status=error.status)
    return office.page.see(f"{office.path}/people/{membership}", N_("C’est enregistré."))


@router.post("/again")
def resend(membership: UUID, _body: Body, office: Run) -> Response:
    """Write to them once more."""
    row = _row(office, membership)
    pool.resend(office.db, office.call, membership, actor=office.me, now=office.now)
    where = f"{office.path}/people/{membership}"
    return office.page.see(where, N_("L’invitation repart à %(email)s."), email=row.email)


def _row(office: Office, membership: UUID) -> eyes.ReviewerRow:
    row = eyes.reviewer(office.db, office.call.id, membership, office.me)
    if row is None:
        raise NotFound
    return row


def _show(
    office: Office, row: eyes.ReviewerRow, form: Bound[Any], *, status: int = 200, stale: bool = False
) -> Response:
    rows = choices(office.db, office.call, office.language)
    return office.show(
        "organiser/person.html",
        status=status,
        row=row,
        form=form,
        stale=stale,
        kept=kept_values(row, rows),
        letters=inviting.letters(office.db, office.call.id, row.membership.person_id),
        standings=standing_words(office.language),
        reasons=reason_words(office.language),
        choices=rows,
        proposed=inviting.nominations(office.db, office.call.id, by=row.membership.person_id),
    )
