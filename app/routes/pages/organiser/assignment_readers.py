"""Doors of assignments from the side of reviewers: their loads, and for each what they read and what they could."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, WrongState
from app.forms.assignment import GivenTogether, TakenBack
from app.queries import assignment_lists as lists
from app.queries.reader_lists import read_by
from app.services import assignments
from app.web.assignment_readers import candidates, person_of
from app.web.binding import Bound, Posted, blank
from app.web.guards import dossier_run_by
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.proposal_words import GIVEN_BUT

router = APIRouter(prefix="/organiser/calls/{call}/assignments/reviewers")


@router.get("")
def every_reader(office: Run) -> Response:
    """Every reviewer: what they read, what they have handed in, what they may still take."""
    found = lists.loads(office.db, office.me, office.call.id, office.now)
    return office.show("organiser/assignments_readers.html", loads=found)


@router.get("/{reviewer}")
def one_reader(office: Run, reviewer: UUID, q: str = "", show: str = "lacking", after: int = 0) -> Response:
    """What somebody reads, and the dossiers that suit them best."""
    return _show(office, reviewer, text=q, show=show, after=max(after, 0))


@router.post("/{reviewer}")
def give(form: Posted[GivenTogether], office: Run, reviewer: UUID) -> Response:
    """Give them the dossiers that are ticked, with one mail."""
    person_of(office, reviewer)
    if not form.ok:
        return _show(office, reviewer, form=form, status=422)
    for dossier in form.form.dossiers:
        dossier_run_by(office.db, office.me, office.call, dossier, to_change=False)
    try:
        told = assignments.give_together(
            office.db, office.call, reviewer, form.form.dossiers, actor=office.me, now=office.now
        )
    except WrongState as error:
        return _show(office, reviewer, form=form.refused(error), status=409)
    where = f"{office.path}/assignments/reviewers/{reviewer}"
    if told.skipped:
        return office.page.see(where, GIVEN_BUT, given=told.given, reviewers=told.reviewers, skipped=told.skipped)
    return office.page.see(where, N_("C’est attribué. La personne sera prévenue dans dix minutes."))


@router.post("/{reviewer}/withdraw")
def take_back(form: Posted[TakenBack], office: Run, reviewer: UUID) -> Response:
    """Take one of their dossiers back."""
    if not form.ok:
        raise NotFound
    dossier = dossier_run_by(office.db, office.me, office.call, form.form.dossier, to_change=True)
    given = assignments.between(office.db, dossier, reviewer)
    if given is None:
        raise NotFound
    try:
        assignments.withdraw(office.db, given, actor=office.me, now=office.now)
    except WrongState as error:
        return _show(office, reviewer, form=blank(office.language).refused(error), status=409)
    where = f"{office.path}/assignments/reviewers/{reviewer}"
    return office.page.see(where, N_("Cette lecture est retirée. Ce qui était écrit est gardé."))


def _show(
    office: Office,
    reviewer: UUID,
    *,
    text: str = "",
    show: str = "lacking",
    after: int = 0,
    form: Bound[GivenTogether] | None = None,
    status: int = 200,
) -> Response:
    person = person_of(office, reviewer)
    read = read_by(office.db, office.me, office.call.id, reviewer)
    could, more = candidates(office, person, text=text, show=show, after=after)
    return office.show(
        "organiser/assignments_reader.html",
        status=status,
        person=person,
        active=[row for row in read if row[1].state == "active" and not row[1].in_conflict],
        former=[row for row in read if row[1].state != "active"],
        rows=could,
        more=more,
        after=after,
        q=text,
        show=show,
        picked=form.picked("dossiers") if form else [],
        form=form or blank(office.language),
    )
