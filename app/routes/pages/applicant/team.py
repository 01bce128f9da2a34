"""Doors of the team of a dossier: who works on it, what each may do, inviting, taking back."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Forbidden, Invalid, NotFound, Stale, TooMany
from app.domain.permissions import can
from app.forms.team import HandChange, TeamInvitation
from app.queries.dossier_team import TeammateRow, team_of
from app.services import invitations, team
from app.web.applicant import Mine, Ours, Room
from app.web.applicant_team import hand_rows, hand_words, team_views
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


def _show(mine: Room, form: Bound[TeamInvitation], *, status: int = 200) -> Response:
    return mine.show(
        "applicant/team.html",
        status=status,
        form=form,
        choices=hand_rows(mine.language),
        **team_views(mine),
    )


@router.get("/team")
def team_page(mine: Mine) -> Response:
    """Who works on this dossier."""
    return _show(mine, blank(mine.language))


@router.post("/team")
def invite(form: Posted[TeamInvitation], mine: Ours) -> Response:
    """Ask somebody to work on it, by mail."""
    invitations.demand_manages(mine.db, mine.dossier, mine.me, mine.now)
    if not form.ok:
        return _show(mine, form, status=422)
    try:
        row = invitations.invite(mine.db, mine.dossier, form.form, actor=mine.me, now=mine.now)
    except (Invalid, TooMany) as error:
        return _show(mine, form.refused(error), status=error.status)
    text = N_("L’invitation part à %(name)s. Vous aurez un message quand elle aura sa réponse.")
    return mine.page.see(f"{mine.path}/team", text, name=row.name or row.email)


@router.get("/team/{collaborator}")
def teammate(collaborator: UUID, mine: Mine) -> Response:
    """One person of the team, and what can be changed about them."""
    row = _one(mine, collaborator)
    return _show_one(mine, row, blank(mine.language, hand=row.hand))


@router.post("/team/{collaborator}")
def change_hand(collaborator: UUID, form: Posted[HandChange], mine: Ours) -> Response:
    """What they may do from now on."""
    row = _one(mine, collaborator)
    if not form.ok:
        return _show_one(mine, row, form, status=422)
    try:
        team.change_hand(mine.db, mine.dossier, row.id, form.form, actor=mine.me, now=mine.now)
    except Stale as error:
        return _show_one(mine, row, form.refused(error), status=409)
    text = N_("C’est changé : ce que %(name)s peut faire est écrit ici.")
    return mine.page.see(f"{mine.path}/team", text, name=row.words)


@router.post("/team/{collaborator}/again")
def invite_again(collaborator: UUID, _body: Body, mine: Ours) -> Response:
    """Send the invitation once more."""
    row = invitations.again(mine.db, mine.dossier, collaborator, actor=mine.me, now=mine.now)
    return mine.page.see(f"{mine.path}/team", N_("L’invitation repart à %(name)s."), name=row.name or row.email)


@router.get("/team/{collaborator}/end")
def ask_end(collaborator: UUID, mine: Mine) -> Response:
    """Ask before somebody loses their access."""
    return mine.show("applicant/team_end.html", row=_one(mine, collaborator))


@router.post("/team/{collaborator}/end")
def end(collaborator: UUID, _body: Body, mine: Ours) -> Response:
    """They no longer work on it, or the invitation is taken back."""
    row = team.end(mine.db, mine.dossier, collaborator, actor=mine.me, now=mine.now)
    text = (
        N_("%(name)s n’a plus accès à ce dossier.") if row.accepted_at else N_("L’invitation de %(name)s est annulée.")
    )
    return mine.page.see(f"{mine.path}/team", text, tone="blue", name=row.name or row.email)


@router.get("/leave")
def ask_leave(mine: Mine) -> Response:
    """Ask before leaving a dossier that is somebody else's."""
    return mine.page.see(f"{mine.path}/team") if mine.facts().is_owner else mine.show("applicant/leave.html")


@router.post("/leave")
def leave(_body: Body, mine: Ours) -> Response:
    """No longer work on it."""
    team.leave(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    text = N_("Vous ne travaillez plus sur ce dossier. La personne responsable est prévenue.")
    return mine.page.see("/applicant", text, tone="blue")


def _show_one(mine: Room, row: TeammateRow, form: Bound[HandChange], *, status: int = 200) -> Response:
    return mine.show(
        "applicant/teammate.html",
        status=status,
        row=row,
        form=form,
        choices=hand_rows(mine.language),
        hand=hand_words(row.hand, mine.language),
    )


def _one(mine: Room, row_id: UUID) -> TeammateRow:
    """Somebody of this team; only who manages it sees more than their name."""
    if not (verdict := can("manage_team", mine.facts())):
        raise Forbidden(verdict.reason)
    found = next((row for row in team_of(mine.db, mine.dossier.id) if row.id == row_id), None)
    if found is None:
        raise NotFound
    return found
