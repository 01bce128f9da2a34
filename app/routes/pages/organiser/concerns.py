"""Doors of whom applicants ask to keep away, for organisers: who, why, and the answer."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, Stale
from app.forms.conflicts import ConcernAnswer
from app.models import Concern
from app.queries import concerns as eyes
from app.queries.assignments import people_of
from app.services import concerns
from app.web.binding import Bound, Posted, blank
from app.web.i18n import N_
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}/concerns")


@router.get("")
def overview(office: Run) -> Response:
    """What applicants ask, what waits for an answer first."""
    return _show(office, None, blank(office.language))


@router.post("/{concern}")
def settle(concern: UUID, form: Posted[ConcernAnswer], office: Run) -> Response:
    """Answer them, and keep somebody away if it is so."""
    if concern not in {row.id for row in eyes.of_call(office.db, office.me, office.call.id)}:
        raise NotFound
    if not form.ok:
        return _show(office, concern, form, status=422)
    try:
        row = office.db.get_one(Concern, concern)
        concerns.settle(office.db, row, form.form, actor=office.me, now=office.now)
    except Invalid as error:
        return _show(office, concern, form.refused(error), status=422)
    except Stale as error:
        return _show(office, concern, form.refused(error), status=409)
    return office.page.see(
        f"{office.path}/concerns", N_("C’est répondu. La personne qui demandait reçoit un courriel.")
    )


def _show(office: Office, refused: UUID | None, form: Bound[Any], *, status: int = 200) -> Response:
    rows, people = eyes.of_call(office.db, office.me, office.call.id), people_of(office.db, office.call.id)
    return office.show(
        "organiser/concerns.html",
        status=status,
        rows=rows,
        likely={row.id: eyes.likely(row.name, people) for row in rows},
        names={person.id: person.name for person in people},
        people=[(person.id, person.name) for person in people if person.id != office.me.id],
        concerns=sum(row.settled_at is None for row in rows),
        refused=refused,
        form=form,
    )
