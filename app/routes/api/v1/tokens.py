"""Doors of one's own tokens: which live, and how to kill one. New ones are made on the account page, by a person."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.roles import Actor
from app.models import Call
from app.queries import accounts
from app.queries.accounts import TokenRow
from app.routes.api.v1.shapes.house import TokenOut
from app.services import tokens
from app.web.api import Listed, Room, nothing
from app.web.api_guards import ANY, Caller
from app.web.database import Db
from app.web.guards import Now

room = Room("tokens")


@room.get("/tokens", Listed[TokenOut])
def list_tokens(db: Db, me: Caller, now: Now) -> Listed[TokenOut]:
    """List my living tokens; a token made for one call knows those of that call."""
    return Listed(items=[_token(row) for row in _known(db, me, now)], next=None)


@room.delete("/tokens/{token}", scope=ANY)
def revoke_token(token: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Revoke one of my tokens; any token may, itself included."""
    if token not in {row.id for row in _known(db, me, now)}:
        raise NotFound
    tokens.revoke(db, me, token, now)
    return nothing()


def _known(db: Session, me: Actor, now: Now) -> list[TokenRow]:
    rows = accounts.tokens_of(db, me.id, now)
    if me.only_call is None:
        return rows
    slug = db.get_one(Call, me.only_call).slug
    return [row for row in rows if row.call == slug]


def _token(row: TokenRow) -> TokenOut:
    return TokenOut(id=row.id, name=row.name, scopes=row.scopes, call=row.call or None, expires_at=row.expires_at)
