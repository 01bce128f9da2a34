"""Rounds of reviewing: which dossiers are kept for the next one, so that only these are written about."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import WrongState
from app.domain.roles import Actor
from app.models import Call, Dossier
from app.queries.visibility import organised_by
from app.services import journal, summaries
from app.services.call_changes import demand_mine


class Moved(NamedTuple):
    """What came of it: dossiers that changed, those that were so already, those that cannot."""

    moved: int
    already: int
    refused: int


def keep(db: Session, call: Call, ids: Iterable[UUID], number: int, *, actor: Actor, now: datetime) -> Moved:
    """Keep these dossiers for a round; those kept for a later one stay there. Raises Forbidden, WrongState.

    Only admitted dossiers that this organiser may decide about are kept.
    """
    found, refused = _known(db, call, ids, actor)
    moving = [one for one in found if one.review_round < number]
    for dossier in moving:
        dossier.review_round = number
    _note(db, "dossiers.kept_for_round", call, moving, number, actor=actor, now=now)
    return Moved(len(moving), len(found) - len(moving), refused)


def leave_out(db: Session, call: Call, ids: Iterable[UUID], number: int, *, actor: Actor, now: datetime) -> Moved:
    """Leave these dossiers out of a round and the following ones; what was written for it stays."""
    found, refused = _known(db, call, ids, actor)
    moving = [one for one in found if one.review_round >= number]
    for dossier in moving:
        dossier.review_round = number - 1
    _note(db, "dossiers.left_out_of_round", call, moving, number, actor=actor, now=now)
    return Moved(len(moving), len(found) - len(moving), refused)


def _known(db: Session, call: Call, ids: Iterable[UUID], actor: Actor) -> tuple[list[Dossier], int]:
    """Those that may be moved, held until they are; and how many may not."""
    demand_mine(call, actor)
    if call.published_at is not None:
        raise WrongState("already_published")
    wished = set(ids)
    where = (col(Dossier.call_id) == call.id) & (col(Dossier.state) == "admitted") & organised_by(actor)
    query = select(Dossier).where(col(Dossier.id).in_(summaries.hold(db, wished)), where)
    found = list(db.execute(query.execution_options(populate_existing=True)).scalars())
    return found, len(wished) - len(found)


def _note(
    db: Session, action: str, call: Call, moved: list[Dossier], number: int, *, actor: Actor, now: datetime
) -> None:
    if not moved:
        return
    db.add_all(moved)
    db.flush()
    after = journal.digest({"round": number, "dossiers": sorted(str(one.id) for one in moved)})
    journal.write(db, action, f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, after=after)
