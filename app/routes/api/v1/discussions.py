"""Doors of what the reviewers of a dossier and its organisers say to each other."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlmodel import Session
from starlette.responses import Response

from app.domain.discussions import names_for, spelled
from app.domain.errors import Forbidden, NotFound
from app.domain.permissions import can
from app.domain.roles import Actor
from app.forms.discussion import Saying, SayingEntry, Seeing
from app.models import Dossier
from app.queries.discussions import SaidRow, mine, open_calls, said, seen_at, voices
from app.routes.api.v1.shapes.talking import DiscussionOut, SayingOut, SayingsOut
from app.services import discussions
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("discussions")
READ = {"until": "2011-11-20T10:00:00Z"}
A_SAYING = {"text": "Le budget me semble court, @Gérard Mazoyer ?"}


def _talk(dossier: ApiDossier, facts: ApiFacts) -> Dossier:
    """A dossier that this person may discuss; those who file it know nothing of it."""
    if can("discuss", facts):
        return dossier
    if facts.is_reviewer and facts.is_assigned and not facts.in_conflict:
        raise Forbidden("discussion_closed")
    raise NotFound


Talk = Annotated[Dossier, Depends(_talk)]


@room.get("/discussions", Listed[DiscussionOut])
def list_discussions(db: Db, me: Caller, now: Now) -> Listed[DiscussionOut]:
    """List the discussions that are open to me as a reviewer; what waits to be read first."""
    calls = [call.id for call in open_calls(db, me, now) if me.only_call in (None, call.id)]
    rows = [DiscussionOut.model_validate(row._asdict() | {"dossier": row.dossier_id}) for row in mine(db, me, calls)]
    return Listed(items=rows, next=None)


@room.get("/dossiers/{dossier}/discussion", SayingsOut)
def read_discussion(dossier: Talk, facts: ApiFacts, db: Db, me: Caller) -> Response:
    """Read what was said about a dossier, each person under the name that I may know."""
    named = bool(can("see_reviewers", facts))
    everybody = voices(db, dossier)
    here = names_for([one for one in everybody if one.is_here and one.id != me.id], me.language, named=named)
    return answer(SayingsOut(items=_sayings(db, dossier, me, named=named), here=list(here.values())))


@room.post("/dossiers/{dossier}/discussion", SayingOut, scope="messages", status=201, example=A_SAYING)
def say(dossier: Talk, form: SayingEntry, facts: ApiFacts, db: Db, me: Caller, *, now: Now, repeat: Repeat) -> Response:
    """Say something about a dossier; whoever is called by `@name` gets a letter."""
    made = discussions.say(db, dossier, Saying(text=form.text), language=me.language, actor=me, now=now)
    db.flush()
    return repeat.keep(_one(db, dossier, made.id, me, named=bool(can("see_reviewers", facts)), status=201))


@room.put(
    "/dossiers/{dossier}/discussion/{message}",
    SayingOut,
    scope="messages",
    problems=(409, 412, 428),
    example=A_SAYING,
)
def change_saying(
    dossier: Talk,
    message: UUID,
    form: SayingEntry,
    wanted: IfMatch,
    facts: ApiFacts,
    db: Db,
    *,
    me: Caller,
    now: Now,
) -> Response:
    """Put differently what I said, within half an hour."""
    found = discussions.said_in(db, dossier, message)
    demand_version(found.version, wanted)
    discussions.change(db, dossier, found, Saying(text=form.text), language=me.language, actor=me, now=now)
    db.flush()
    return _one(db, dossier, message, me, named=bool(can("see_reviewers", facts)))


@room.delete("/dossiers/{dossier}/discussion/{message}", scope="messages")
def take_back_saying(dossier: Talk, message: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Take back what I said; as an organiser, what anybody said."""
    discussions.take_back(db, dossier, discussions.said_in(db, dossier, message), actor=me, now=now)
    return nothing()


@room.post("/dossiers/{dossier}/discussion/read", scope="messages", status=204, example=READ)
def read_until(dossier: Talk, form: Seeing, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Say until when I have read the discussion."""
    discussions.read(db, dossier, form.until, actor=me, now=now)
    return repeat.keep(nothing())


def _one(db: Session, dossier: Dossier, message: UUID, me: Actor, *, named: bool, status: int = 200) -> Response:
    found = next(one for one in _sayings(db, dossier, me, named=named) if one.id == message)
    return answer(found, status, version=found.version)


def _sayings(db: Session, dossier: Dossier, me: Actor, *, named: bool) -> list[SayingOut]:
    names = names_for(voices(db, dossier), me.language, named=named)
    seen = seen_at(db, dossier.id, me.id)
    return [_shown(row, names, me, is_new=seen is None or row.created_at > seen) for row in said(db, dossier.id)]


def _shown(row: SaidRow, names: dict[UUID, str], me: Actor, *, is_new: bool) -> SayingOut:
    return SayingOut(
        id=row.id,
        author=names.get(row.author_id, ""),
        is_mine=row.author_id == me.id,
        text=spelled(row.text, names),
        calls_me=str(me.id) in row.mentions,
        created_at=row.created_at,
        removed=row.removed_at is not None,
        unread=is_new and row.author_id != me.id and row.removed_at is None,
        version=row.version,
    )
