"""Doors of the people of a call: who works in it, inviting, taking a role back."""

from uuid import UUID

from starlette.responses import Response

from app.domain.roles import Role
from app.forms.people import InvitationForm
from app.queries import people_listings as lists
from app.routes.api.v1.shapes.people import MembershipOut
from app.services import people
from app.web.api import ById, Listed, Room, answer, nothing
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("people")
AN_INVITATION = {
    "role": "reviewer",
    "name": "Odile Ravat",
    "email": "odile@exemple.fr",
    "organisation": "Réseau des territoires",
    "region": "Auvergne",
    "themes": ["bois"],
    "capacity": 20,
}


@room.get("/calls/{call}/people", Listed[MembershipOut])
def list_people(call: ApiOrganisedCall, paging: ById, db: Db, role: Role | None = None) -> Listed[MembershipOut]:
    """List who organises and who reviews a call I run; of one role if asked."""
    rows = lists.team_after(db, call.id, role or "", paging.after, paging.reach)
    return paging.page(rows, MembershipOut.model_validate, key=lambda row: row.id)


@room.post("/calls/{call}/people", MembershipOut, scope="people", status=201, example=AN_INVITATION)
def invite_person(
    call: ApiOrganisedCall, form: InvitationForm, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Bring somebody into the team of a call I run, and write to them."""
    made = people.invite(db, call, form, actor=me, now=now)
    db.flush()
    return repeat.keep(answer(MembershipOut.model_validate(lists.one_of(db, call.id, made.id)), 201))


@room.delete("/calls/{call}/people/{membership}", scope="people", problems=(409,))
def revoke_role(call: ApiOrganisedCall, membership: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Take a role back; the last organiser of a call stays."""
    people.revoke(db, call, membership, actor=me, now=now)
    return nothing()
