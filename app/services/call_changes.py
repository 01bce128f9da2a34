"""What every change of a call goes through: whose it is, over which version, and the line it leaves."""

from datetime import datetime

from sqlmodel import Session

from app.domain.errors import Forbidden, Stale
from app.domain.roles import Actor
from app.models import Call
from app.services import journal


def demand_mine(call: Call, actor: Actor) -> None:
    """Raise Forbidden for whoever does not run this call."""
    if not actor.is_organiser(call.id) or actor.only_call not in (None, call.id):
        raise Forbidden("only_an_organiser")


def demand_fresh(db: Session, call: Call, version: int) -> None:
    """The version is compared on the locked row: of two who change the call at once, one is told. Raises Stale."""
    db.flush()
    db.refresh(call, with_for_update={"key_share": True})
    if version != call.version:
        raise Stale("stale", version=call.version)


def changed(
    db: Session, action: str, call: Call, actor: Actor, now: datetime, *, before: object, after: object
) -> Call:
    """The call in its next version, with a line in its journal."""
    call.version += 1
    db.add(call)
    db.flush()
    note(db, action, call, actor, now, before=before, after=after)
    return call


def note(
    db: Session, action: str, call: Call, actor: Actor, now: datetime, *, before: object = None, after: object = None
) -> None:
    """One line of the journal of the call, with digests of what there was and what there is."""
    digests = {
        name: journal.digest({"": value}) if value else "" for name, value in (("before", before), ("after", after))
    }
    journal.write(db, action, f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, **digests)
