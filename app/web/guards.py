"""Guards: who is asking, at what instant, and the one thing they ask about (404 for whoever may not see it)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.errors import Forbidden, NotFound
from app.domain.roles import Actor
from app.models import Call, Dossier
from app.queries import calls, dossiers, people
from app.queries.visibility import facts_of
from app.web.cookies import session_token
from app.web.database import SAFE, Db, quickly
from app.web.errors import SignInNeeded
from app.web.hall import Hall, hall_of


# Guards are `async`: they cost no thread, but for what they ask a database that is elsewhere.
async def _hall(request: Request) -> Hall:
    return hall_of(request)


TheHall = Annotated[Hall, Depends(_hall)]


def instant_of(request: Request) -> datetime:
    """One instant for the whole request."""
    if not hasattr(request.state, "now"):
        request.state.now = hall_of(request).clock.now()
    return request.state.now  # type: ignore[no-any-return]


async def _now(request: Request) -> datetime:
    return instant_of(request)


Now = Annotated[datetime, Depends(_now)]


def who_asks(request: Request, db: Session) -> Actor | None:
    """The person signed in, if any; kept for the page and for the error page."""
    token = session_token(request)
    request.state.actor = people.actor_of_session(db, token, instant_of(request)) if token else None
    return request.state.actor  # type: ignore[no-any-return]


def signed_in(request: Request, db: Session) -> Actor:
    """The person signed in; raises SignInNeeded."""
    if (actor := who_asks(request, db)) is None:
        raise SignInNeeded
    return actor


async def _someone(request: Request, db: Db) -> Actor | None:
    return await quickly(db, who_asks, request, db)


Someone = Annotated[Actor | None, Depends(_someone)]


async def _me(actor: Someone) -> Actor:
    if actor is None:
        raise SignInNeeded
    return actor


Me = Annotated[Actor, Depends(_me)]


async def _admin(me: Me) -> Actor:
    if not me.is_admin:
        raise NotFound
    return me


Admin = Annotated[Actor, Depends(_admin)]


async def _maker(me: Me) -> Actor:
    if not me.makes_calls:
        raise NotFound
    return me


CallMaker = Annotated[Actor, Depends(_maker)]
"""Somebody who may make a call; for the others, there is no such page."""


async def _public_call(call: str, db: Db, someone: Someone) -> Call:
    """A call everyone may read; its organisers see it before."""
    found = await quickly(db, calls.by_slug, db, call)
    if found is None or not (found.is_public or (someone and someone.is_organiser(found.id))):
        raise NotFound
    return found


def call_run_by(db: Session, me: Actor, slug: str) -> Call:
    """A call this person runs; raises NotFound."""
    found = calls.by_slug(db, slug)
    if found is None or not me.is_organiser(found.id):
        raise NotFound
    return found


async def _organised_call(call: str, db: Db, me: Me) -> Call:
    return await quickly(db, call_run_by, db, me, call)


PublicCall = Annotated[Call, Depends(_public_call)]
OrganisedCall = Annotated[Call, Depends(_organised_call)]


def dossier_run_by(db: Session, me: Actor, call: Call, dossier: UUID, *, to_change: bool) -> Dossier:
    """A filed dossier of a call this person runs, without conflict; raises NotFound."""
    found = dossiers.visible(db, me, dossier, to_change=to_change)
    if found is None or found.call_id != call.id or found.state == "draft":
        raise NotFound
    return found


async def _organised_dossier(run: OrganisedCall, dossier: UUID, request: Request, db: Db, me: Me) -> Dossier:
    return await quickly(db, dossier_run_by, db, me, run, dossier, to_change=request.method not in SAFE)


async def _reviewed_dossier(dossier: UUID, request: Request, db: Db, me: Me, now: Now) -> Dossier:
    """A dossier assigned to this reviewer, without conflict."""
    found = await quickly(db, dossiers.visible, db, me, dossier, to_change=request.method not in SAFE)
    if found is None or not me.is_reviewer(found.call_id):
        raise NotFound
    facts = await quickly(db, facts_of, db, found, me, now)
    if not facts.is_assigned or facts.in_conflict:
        raise NotFound
    return found


OrganisedDossier = Annotated[Dossier, Depends(_organised_dossier)]
ReviewedDossier = Annotated[Dossier, Depends(_reviewed_dossier)]


def need_scope(actor: Actor, scope: str) -> None:
    """Raise Forbidden when an API token was not given this verb."""
    if actor.scopes is not None and scope not in actor.scopes and "*" not in actor.scopes:
        raise Forbidden("scope_missing", scope=scope)


async def _bearer(request: Request, db: Db, now: Now) -> Actor:
    """The person behind the API token; no cookie opens the API."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = scheme.lower() == "bearer" and token
    actor = await quickly(db, people.actor_of_token, db, token.strip(), now) if given else None
    if actor is None:
        raise SignInNeeded
    request.state.actor = actor
    return actor


Bearer = Annotated[Actor, Depends(_bearer)]
