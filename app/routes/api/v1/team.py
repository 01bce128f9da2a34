"""Doors of those who work on a dossier with its owner: invitations, hands, what is given to whom."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import Forbidden, NotFound
from app.domain.permissions import Facts, can
from app.forms.api import HandEntry, TasksEntry
from app.forms.team import TeamInvitation
from app.models import Dossier
from app.queries.dossier_team import TeammateRow, team_of
from app.queries.dossier_work import tasks_of
from app.routes.api.v1.shapes.team import TaskOut, TeammateOut
from app.services import answer_tasks, invitations, team
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("team")
CHANGES = (409, 412, 428)
AN_INVITATION = {"email": "odile@exemple.fr", "name": "Odile Ravat", "hand": "edit", "language": "fr"}
TASKS = {"tasks": {"summary": "00000000-0000-7000-8000-000000000000", "budget": None}}


@room.get("/dossiers/{dossier}/team", Listed[TeammateOut])
def list_team(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[TeammateOut]:
    """List who was invited to a dossier I work on; forty at most, in one page."""
    _demand_inside(facts)
    return Listed(items=[teammate_out(row, facts) for row in team_of(db, dossier.id)], next=None)


@room.post("/dossiers/{dossier}/team", TeammateOut, scope="dossiers", status=201, example=AN_INVITATION)
def invite_teammate(
    dossier: ApiDossier, facts: ApiFacts, form: TeamInvitation, db: Db, me: Caller, *, now: Now, repeat: Repeat
) -> Response:
    """Invite somebody, by mail, to my dossier."""
    _demand_inside(facts)
    made = invitations.invite(db, dossier, form, actor=me, now=now)
    return repeat.keep(_one(db, dossier, made.id, facts, 201))


@room.put(
    "/dossiers/{dossier}/team/{teammate}", TeammateOut, scope="dossiers", problems=CHANGES, example={"hand": "comment"}
)
def change_hand(
    dossier: ApiDossier,
    teammate: UUID,
    form: HandEntry,
    wanted: IfMatch,
    db: Db,
    me: Caller,
    *,
    now: Now,
    facts: ApiFacts,
) -> Response:
    """Change what somebody may do in my dossier."""
    _demand_inside(facts)
    invitations.demand_manages(db, dossier, me, now)
    demand_version(_found(db, dossier, teammate).version, wanted)
    team.change_hand(db, dossier, teammate, form.model_copy(update={"version": wanted}), actor=me, now=now)
    return _one(db, dossier, teammate, facts)


@room.delete("/dossiers/{dossier}/team/{teammate}", scope="dossiers")
def end_teammate(dossier: ApiDossier, teammate: UUID, db: Db, me: Caller, now: Now, facts: ApiFacts) -> Response:
    """End somebody's access to my dossier, or take their invitation back."""
    _demand_inside(facts)
    team.end(db, dossier, teammate, actor=me, now=now)
    return nothing()


@room.get("/dossiers/{dossier}/tasks", Listed[TaskOut])
def list_tasks(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[TaskOut]:
    """List the questions that are given to somebody, in a dossier I work on; in one page."""
    _demand_inside(facts)
    return _tasks(db, dossier)


@room.patch("/dossiers/{dossier}/tasks", Listed[TaskOut], scope="dossiers", problems=(409,), example=TASKS)
def give_tasks(dossier: ApiDossier, facts: ApiFacts, form: TasksEntry, db: Db, me: Caller, now: Now) -> Response:
    """Give questions to those who write, or take them back with null; those left out keep theirs."""
    _demand_inside(facts)
    held = {key: row.person_id for key, row in tasks_of(db, dossier.id).items()}
    answer_tasks.give(db, dossier, form.tasks, held, actor=me, now=now)
    db.flush()
    return answer(_tasks(db, dossier))


def _demand_inside(facts: Facts) -> None:
    """Organisers and reviewers do not hear who writes a dossier."""
    if not facts.is_inside:
        raise Forbidden("only_the_owner")


def _tasks(db: Session, dossier: Dossier) -> Listed[TaskOut]:
    rows = tasks_of(db, dossier.id).values()
    shown = [
        TaskOut(question=row.question_key, person=row.person_id, name=row.name, done_at=row.done_at) for row in rows
    ]
    return Listed(items=sorted(shown, key=lambda task: task.question), next=None)


def _found(db: Session, dossier: Dossier, row_id: UUID) -> TeammateRow:
    found = next((row for row in team_of(db, dossier.id) if row.id == row_id), None)
    if found is None:
        raise NotFound
    return found


def _one(db: Session, dossier: Dossier, row_id: UUID, facts: Facts, status: int = 200) -> Response:
    db.flush()
    row = _found(db, dossier, row_id)
    return answer(teammate_out(row, facts), status, version=row.version)


def teammate_out(row: TeammateRow, facts: Facts) -> TeammateOut:
    """Somebody of the team; addresses are the owner's to know."""
    fields = {**row._asdict(), "person": row.person_id}
    if not can("manage_team", facts):
        del fields["email"]
    return TeammateOut.model_validate(fields)
