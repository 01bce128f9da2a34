"""How many dossiers reviewers read at most, raised by an organiser who asked them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Stale
from app.domain.roles import Actor
from app.models import Call, Membership
from app.services import journal
from app.services.call_changes import demand_mine


def raise_capacities(
    db: Session, call: Call, wanted: Mapping[UUID, tuple[int, int]], *, actor: Actor, now: datetime
) -> int:
    """Let these reviewers read more: from how many, to how many. Raises Stale where one of them is not there any more.

    Somebody who reads that many already is left alone: a second click changes nothing. How many were raised.
    """
    demand_mine(call, actor)
    query = select(Membership).where(
        col(Membership.call_id) == call.id,
        col(Membership.role) == "reviewer",
        col(Membership.person_id).in_(list(wanted)),
        col(Membership.revoked_at).is_(None),
    )
    rows = list(db.execute(query.order_by(col(Membership.id)).with_for_update()).scalars())
    if len(rows) < len(wanted) or any(row.capacity not in wanted[row.person_id] for row in rows):
        raise Stale("capacities_changed")
    raised = [row for row in rows if row.capacity != wanted[row.person_id][1]]
    for row in raised:
        row.capacity = wanted[row.person_id][1]
        db.add(row)
    db.flush()
    if raised:
        after = journal.digest({str(row.person_id): row.capacity for row in raised})
        subject = f"call:{call.id}"
        journal.write(
            db, "reviewers.capacity_raised", subject, actor_id=actor.id, now=now, call_id=call.id, after=after
        )
    return len(raised)
