"""Doors of the people of a call: who works in it and what they answered, inviting, taking a role back."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.invitation_lists import MOST_LINES, cells_of, read_list
from app.domain.pool import PoolStanding
from app.domain.roles import Role
from app.forms.people import InvitationForm
from app.forms.pool import ExpertEntry, ExpertForm, ListEntry, ProfileChange, Settling
from app.models import Call
from app.queries import people_listings as lists
from app.routes.api.v1.shapes.people import ListLineOut, ListOut, MembershipOut, NominationOut
from app.services import people, pool, pool_answers
from app.web.api import ById, Listed, Room, answer, nothing
from app.web.api_guards import ApiOrganisedCall, ApiOrganisedDossier, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat
from app.web.pool import known_in, merged

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
A_LIST = {"text": "Odile Ravat, odile@exemple.fr\nMarc Sabatier, marc@exemple.fr", "capacity": 15, "send": False}
AN_EXPERT = {"name": "Odile Ravat", "email": "odile@exemple.fr", "note": "Le modèle économique tient-il ?"}
A_PROFILE = {"capacity": 12, "languages": ["fr", "en"], "ties": "Scierie du Haut-Forez, 552 100 554"}


@room.get("/calls/{call}/people", Listed[MembershipOut])
def list_people(
    call: ApiOrganisedCall, paging: ById, db: Db, role: Role | None = None, state: PoolStanding | None = None
) -> Listed[MembershipOut]:
    """List who organises and who reviews a call I run; of one role, or one answer to the invitation, if asked."""
    rows = lists.team_after(db, call.id, role or "", state, paging.after, paging.reach)
    return paging.page(rows, MembershipOut.model_validate, key=lambda row: row.id)


@room.post("/calls/{call}/people", MembershipOut, scope="people", status=201, example=AN_INVITATION)
def invite_person(
    call: ApiOrganisedCall, form: InvitationForm, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Bring somebody into the team of a call I run, and write to them; a reviewer answers."""
    made = people.invite(db, call, form, actor=me, now=now)
    return repeat.keep(_one(db, call, made.id, 201))


@room.post("/calls/{call}/people/list", ListOut, scope="people", example=A_LIST)
def invite_list(call: ApiOrganisedCall, form: ListEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """See what becomes of each line of a list of reviewers to invite; with `send`, invite them, none twice."""
    lines = read_list(cells_of(form.text), known_in(db, call))[:MOST_LINES]
    shown = [
        ListLineOut(
            line=one.candidate.line,
            name=one.candidate.name,
            email=one.candidate.email,
            outcome=one.status,
            left_out=[f"{column}: {text}" for column, text in one.candidate.left_out],
        )
        for one in pool.outcomes(db, call, lines)
    ]
    sent = pool.invite_many(db, call, lines, form, actor=me, now=now) if form.send else 0
    return repeat.keep(answer(ListOut(sent=sent, lines=shown)))


@room.patch("/calls/{call}/people/{membership}", MembershipOut, scope="people", problems=(409, 412), example=A_PROFILE)
def change_person(
    call: ApiOrganisedCall, membership: UUID, form: ProfileChange, db: Db, me: Caller, now: Now
) -> Response:
    """Change what is known of a reviewer of a call I run; what is not sent stays."""
    held = pool.one_of(db, call, membership)
    pool_answers.change_profile(db, call, held, merged(db, held, form), actor=me, now=now)
    return _one(db, call, membership)


@room.post("/calls/{call}/people/{membership}/again", MembershipOut, scope="people", problems=(409,))
def invite_again(call: ApiOrganisedCall, membership: UUID, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Write once more to a reviewer who has not answered."""
    pool.resend(db, call, membership, actor=me, now=now)
    return repeat.keep(_one(db, call, membership))


@room.delete("/calls/{call}/people/{membership}", scope="people", problems=(409,))
def revoke_role(call: ApiOrganisedCall, membership: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Take a role back, with what was not handed in; the last organiser of a call stays."""
    people.revoke(db, call, membership, actor=me, now=now)
    return nothing()


@room.post("/dossiers/{dossier}/experts", MembershipOut, scope="people", status=201, problems=(409,), example=AN_EXPERT)
def ask_expert(
    dossier: ApiOrganisedDossier, form: ExpertEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Ask somebody to read this dossier and no other: they are written to, and it is theirs to read."""
    call = db.get_one(Call, dossier.call_id)
    wanted = ExpertForm.model_validate({"dossier": dossier.id, **form.model_dump()})
    made = pool.ask_expert(db, call, wanted, actor=me, now=now)
    return repeat.keep(_one(db, call, made.id, 201))


@room.get("/calls/{call}/nominations", Listed[NominationOut])
def list_nominations(call: ApiOrganisedCall, paging: ById, db: Db) -> Listed[NominationOut]:
    """List whom the reviewers of a call I run propose, decided or not."""
    rows = lists.nominations_after(db, call.id, paging.after, paging.reach)
    return paging.page(rows, NominationOut.model_validate, key=lambda row: row.id)


@room.post("/calls/{call}/nominations/{nomination}", NominationOut, scope="people", example={"answer": "accept"})
def settle_nomination(
    call: ApiOrganisedCall, nomination: UUID, form: Settling, db: Db, me: Caller, *, now: Now, repeat: Repeat
) -> Response:
    """Invite whom a reviewer proposed, or not."""
    pool.settle(db, call, nomination, form.answer == "accept", actor=me, now=now)
    db.flush()
    rows = lists.nominations_after(db, call.id, None, 10_000)
    found = next((row for row in rows if row.id == nomination), None)
    if found is None:
        raise NotFound
    return repeat.keep(answer(NominationOut.model_validate(found)))


def _one(db: Session, call: Call, membership_id: UUID, status: int = 200) -> Response:
    db.flush()
    return answer(MembershipOut.model_validate(lists.one_of(db, call.id, membership_id)), status)
