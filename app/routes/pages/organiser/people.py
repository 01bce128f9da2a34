"""Doors of the team of a call: who organises, who reviews, inviting, taking a role back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, WrongState
from app.forms.people import InvitationForm
from app.queries import calls, team
from app.services import people
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.organiser_desk import regions

router = APIRouter(prefix="/organiser/calls/{call}/people")


def _show(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    rows = team.team(office.db, office.call.id, office.me)
    return office.show(
        "organiser/people.html",
        status=status,
        form=form,
        organisers=[row for row in rows if row.role == "organiser"],
        reviewers=[row for row in rows if row.role == "reviewer"],
        networks=[(network.key, network.name) for network in calls.networks(office.db, office.call.id)],
        regions=[(name, name) for name in regions(office.call)],
    )


@router.get("")
def team_page(office: Run, role: str = "reviewer") -> Response:
    """Everybody who works on the call."""
    return _show(office, blank(role=role, capacity=20))


@router.post("")
def invite(form: Posted[InvitationForm], office: Run) -> Response:
    """Bring somebody in; they are written to."""
    if not form.ok:
        return _show(office, form, status=422)
    try:
        people.invite(office.db, office.call, form.form, actor=office.me, now=office.now)
    except Invalid as error:
        return _show(office, form.refused(error), status=422)
    return office.page.see(f"{office.path}/people", N_("%(name)s est invité. Le courriel part."), name=form.form.name)


@router.get("/{membership}/revoke")
def ask_revocation(membership: UUID, office: Run) -> Response:
    """Ask before taking a role back."""
    return _confirmation(office, membership)


@router.post("/{membership}/revoke")
def revoke(membership: UUID, _body: Body, office: Run) -> Response:
    """Take a role back."""
    try:
        people.revoke(office.db, office.call, membership, actor=office.me, now=office.now)
    except WrongState as error:
        return _confirmation(office, membership, error=error)
    return office.page.see(f"{office.path}/people", N_("Le rôle est retiré. La personne n’entre plus."))


def _confirmation(office: Office, membership: UUID, *, error: WrongState | None = None) -> Response:
    found = next((row for row in team.team(office.db, office.call.id) if row.id == membership), None)
    if found is None:
        raise NotFound
    form = blank(office.language) if error is None else blank(office.language).refused(error)
    return office.show("organiser/people_revoke.html", status=409 if error else 200, row=found, form=form)
