"""Guards of the API: the person behind a token, what the token may do, and the one thing it asks about."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import lru_cache
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.errors import Forbidden, NotFound
from app.domain.permissions import Facts, can
from app.domain.roles import Actor
from app.models import Call, Dossier
from app.queries import calls, dossiers
from app.queries.people import token_hash
from app.queries.visibility import facts_of
from app.web.database import SAFE, Db, quickly
from app.web.guards import Bearer, Now, need_scope
from app.web.pace import Pace

ANY = ""


# Guards are `async`: they cost no thread, but for what they ask a database that is elsewhere.
async def _pace(request: Request, now: Now) -> None:
    """Count the request before anything is opened."""
    pace: Pace = request.app.state.pace
    pace.count(token_hash(request.headers.get("authorization", "")), now)


Paced = Annotated[None, Depends(_pace)]


async def _caller(_paced: Paced, me: Bearer) -> Actor:
    return me


Caller = Annotated[Actor, Depends(_caller)]


@lru_cache
def holder_of(scope: str) -> Callable[[Actor], Awaitable[None]]:
    """The dependency that refuses a token without this scope, before anything is looked up."""

    async def check(caller: Caller) -> None:
        if scope != ANY:
            need_scope(caller, scope)

    return check


async def _call(call: str, db: Db, caller: Caller) -> Call:
    """A public call, or one this person works in; a token made for one call knows no other."""
    found = await quickly(db, calls.by_slug, db, call)
    if found is None or caller.only_call not in (None, found.id):
        raise NotFound
    if not (found.is_public or caller.is_organiser(found.id) or caller.is_reviewer(found.id)):
        raise NotFound
    return found


ApiCall = Annotated[Call, Depends(_call)]


async def _organised_call(call: ApiCall, caller: Caller) -> Call:
    """A call this person runs; for the others it exists, and is not theirs."""
    if not caller.is_organiser(call.id):
        raise Forbidden("only_an_organiser")
    return call


ApiOrganisedCall = Annotated[Call, Depends(_organised_call)]


async def _reviewed_call(call: ApiCall, caller: Caller) -> Call:
    """A call this person reviews for, or is asked to; nobody else knows who does."""
    if not caller.is_reviewer(call.id):
        raise NotFound
    return call


ApiReviewedCall = Annotated[Call, Depends(_reviewed_call)]


async def _dossier(dossier: UUID, request: Request, db: Db, caller: Caller) -> Dossier:
    """A dossier this person may read, whatever their role; locked when the request may change it."""
    found = await quickly(db, dossiers.visible, db, caller, dossier, to_change=request.method not in SAFE)
    if found is None:
        raise NotFound
    return found


ApiDossier = Annotated[Dossier, Depends(_dossier)]


async def _facts(dossier: ApiDossier, db: Db, caller: Caller, now: Now) -> Facts:
    return await quickly(db, facts_of, db, dossier, caller, now)


ApiFacts = Annotated[Facts, Depends(_facts)]


async def _owned(dossier: ApiDossier, facts: ApiFacts) -> Dossier:
    """A dossier this person writes, alone or with others."""
    if not facts.writes:
        raise Forbidden("only_a_writer" if facts.hand else "only_the_owner")
    return dossier


async def _organised(dossier: ApiDossier, facts: ApiFacts) -> Dossier:
    """A filed dossier of a call this person runs, without conflict."""
    if not facts.is_organiser:
        raise Forbidden("only_an_organiser")
    if facts.in_conflict or not facts.ever_filed:
        raise NotFound
    return dossier


async def _reviewed(dossier: ApiDossier, facts: ApiFacts) -> Dossier:
    """A dossier assigned to this reviewer, without conflict."""
    if not (facts.is_reviewer and facts.is_assigned) or facts.in_conflict:
        raise NotFound
    return dossier


ApiOwnDossier = Annotated[Dossier, Depends(_owned)]
ApiOrganisedDossier = Annotated[Dossier, Depends(_organised)]
ApiReviewedDossier = Annotated[Dossier, Depends(_reviewed)]


async def _known(dossier: UUID, request: Request, db: Db, caller: Caller) -> Dossier:
    """A dossier that this person may know of: for its organisers, a draft exists, and no more."""
    found = await quickly(db, dossiers.known, db, caller, dossier, to_change=request.method not in SAFE)
    if found is None:
        raise NotFound
    return found


ApiKnownDossier = Annotated[Dossier, Depends(_known)]


def organised_dossier(db: Session, caller: Actor, dossier_id: UUID, now: datetime) -> Dossier:
    """The dossier that an assignment, a conflict or a review is about; nobody else may know that these exist."""
    found = dossiers.visible(db, caller, dossier_id, to_change=True)
    if found is None or not can("see_conflicts", facts_of(db, found, caller, now)):
        raise NotFound
    return found
