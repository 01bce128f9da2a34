"""How a call is read, changed whole: what decides who reads what, and the phases with what reviewers see in each."""

from datetime import datetime

from sqlmodel import Session

from app.domain.reviewing import Reviewing, reviewing_as_json
from app.domain.roles import Actor
from app.models import Call
from app.services.call_changes import changed, demand_fresh, demand_mine


def change(db: Session, call: Call, plan: Reviewing, *, version: int, actor: Actor, now: datetime) -> Call:
    """Read the dossiers of this call so from now on; what is so already changes nothing, whatever version was read.

    Raises Forbidden, or Stale when the call changed since this version.
    """
    demand_mine(call, actor)
    after = reviewing_as_json(plan)
    db.flush()
    db.refresh(call, with_for_update={"key_share": True})
    if after == call.reviewing:
        return call
    demand_fresh(db, call, version)
    before, call.reviewing = call.reviewing, after
    return changed(db, "call.reviewing_changed", call, actor, now, before=before, after=after)
