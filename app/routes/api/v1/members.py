"""Doors of the members of a dossier's grouping."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.members import RuleCheck
from app.domain.permissions import Facts
from app.domain.readers import reader_of
from app.forms.api import MemberEntry, MemberMove
from app.models import Dossier, Member, Track
from app.queries.applicants import composition_of
from app.queries.asked import hidden_from, reading
from app.queries.dossiers import MemberRow, members_of
from app.routes.api.v1.shapes.dossiers import MemberOut, RuleOut
from app.routes.api.v1.views import is_inside
from app.services import members
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("members")
A_MEMBER = {"name": "Scierie Chautard", "family": "company", "identifier": "552 100 554 00013", "jobs": 12}
CHANGES = (409, 412, 428)
INSIDE = ("contact_email", "representative", "asked_at", "decline_reason")


@room.get("/dossiers/{dossier}/members", Listed[MemberOut])
def list_members(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[MemberOut]:
    """List the members of a grouping, the bearer first; a hundred at most, in one page."""
    return Listed(items=[_shown(row, facts) for row in _members(db, dossier, facts)], next=None)


@room.get("/dossiers/{dossier}/composition", Listed[RuleOut])
def check_composition(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[RuleOut]:
    """Check the grouping of a dossier against the rules of its call."""
    reader = reader_of(facts)
    if "members" in hidden_from(db, dossier, reader):
        return Listed(items=[], next=None)
    checks = composition_of(db.get_one(Track, dossier.track_id), _members(db, dossier, facts))
    return Listed(items=[_rule(check) for check in checks], next=None)


@room.post("/dossiers/{dossier}/members", MemberOut, scope="dossiers", status=201, problems=(409,), example=A_MEMBER)
def add_member(dossier: ApiOwnDossier, form: MemberEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Add a member to the grouping of my draft."""
    made = members.add(db, dossier, form, actor=me, now=now)
    return repeat.keep(_one(made, 201))


@room.put("/dossiers/{dossier}/members/{member}", MemberOut, scope="dossiers", problems=CHANGES, example=A_MEMBER)
def change_member(
    dossier: ApiOwnDossier, member: UUID, form: MemberEntry, wanted: IfMatch, db: Db, me: Caller, *, now: Now
) -> Response:
    """Change a member of my draft, whole."""
    demand_version(_found(db, dossier, member).version, wanted)
    said = form.model_copy(update={"version": wanted})
    return _one(members.change(db, dossier, member, said, actor=me, now=now))


@room.delete("/dossiers/{dossier}/members/{member}", scope="dossiers", problems=CHANGES)
def remove_member(dossier: ApiOwnDossier, member: UUID, wanted: IfMatch, db: Db, me: Caller, now: Now) -> Response:
    """Take a member out of my draft."""
    demand_version(_found(db, dossier, member).version, wanted)
    members.remove(db, dossier, member, actor=me, now=now)
    return nothing()


@room.post(
    "/dossiers/{dossier}/members/{member}/move",
    Listed[MemberOut],
    scope="dossiers",
    problems=(409,),
    example={"way": "up"},
)
def move_member(
    dossier: ApiOwnDossier,
    member: UUID,
    form: MemberMove,
    db: Db,
    me: Caller,
    *,
    now: Now,
    repeat: Repeat,
    facts: ApiFacts,
) -> Response:
    """Move a member of my draft one place up or down."""
    members.move(db, dossier, member, form.way, actor=me, now=now)
    db.flush()
    rows: Listed[MemberOut] = Listed(items=[_shown(row, facts) for row in members_of(db, dossier.id)], next=None)
    return repeat.keep(answer(rows))


def _members(db: Session, dossier: Dossier, facts: Facts) -> list[MemberRow]:
    """The members, where they are asked for and may be read."""
    return reading(db, dossier, reader=reader_of(facts), working=facts.is_inside)[1].members


def _rule(check: RuleCheck) -> RuleOut:
    rule = check.rule
    return RuleOut(
        key=rule.key,
        label=dict(rule.label),
        at_least=rule.at_least,
        count=check.count,
        missing=check.missing,
        is_met=check.is_met,
    )


def _found(db: Session, dossier: Dossier, member: UUID) -> Member:
    found = db.get(Member, member)
    if found is None or found.dossier_id != dossier.id:
        raise NotFound
    return found


def _one(member: Member, status: int = 200) -> Response:
    return answer(MemberOut.model_validate(member), status, version=member.version)


def _shown(row: MemberRow, facts: Facts) -> MemberOut:
    """Reviewers do not write to the members."""
    fields = row._asdict()
    if not is_inside(facts):
        for name in INSIDE:
            del fields[name]
    return MemberOut.model_validate(fields)
