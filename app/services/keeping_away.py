"""What a conflict undoes when it comes: a reading, and the mails about the dossier that wait to leave."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlmodel import Session, col

from app.models import Assignment, Collaborator, Conflict, Dossier, Notice, Review
from app.models.conflict import STANDING

BY_CONFLICT = "conflict"


def keep_away(db: Session, call_id: UUID, dossier_id: UUID, person_id: UUID) -> None:
    """Take the reading back, and what a mail that waits says of it; what was written stays, where nobody sees it."""
    query = _readings(dossier_id, person_id).where(col(Assignment.state) == "active")
    for assignment in db.execute(query).scalars():
        assignment.state, assignment.reason = "withdrawn", BY_CONFLICT
        db.add(assignment)
        _count_out(db, call_id, person_id)


def give_back(db: Session, dossier_id: UUID, person_id: UUID) -> None:
    """Only a review already given comes back: another reviewer may have taken the place of one that was not."""
    query = _readings(dossier_id, person_id).join(Review, col(Review.assignment_id) == col(Assignment.id))
    query = query.where(col(Assignment.state) == "withdrawn", col(Assignment.reason) == BY_CONFLICT)
    for assignment in db.execute(query.where(col(Review.state) == "submitted")).scalars():
        assignment.state, assignment.reason = "active", ""
        db.add(assignment)


def may_leave(db: Session, notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those of these mails that may be sent: none about a dossier to somebody who has a conflict with it since."""
    about = [notice.id for notice in notices if notice.dossier_id is not None and notice.person_id is not None]
    if not about:
        return list(notices)
    query = (
        select(col(Notice.id))
        .join(Dossier, col(Dossier.id) == col(Notice.dossier_id))
        .where(col(Notice.id).in_(about), _kept_away(), ~_files_it())
    )
    withheld = set(db.execute(query).scalars())
    for notice in notices:
        if notice.id in withheld:
            notice.failed_at, notice.error, notice.context, notice.leased_until = now, BY_CONFLICT, {}, None
            db.add(notice)
    return [notice for notice in notices if notice.id not in withheld]


def _readings(dossier_id: UUID, person_id: UUID) -> Select[Assignment]:
    mine = and_(col(Assignment.dossier_id) == dossier_id, col(Assignment.reviewer_id) == person_id)
    return select(Assignment).where(mine)


def _count_out(db: Session, call_id: UUID, person_id: UUID) -> None:
    """The mail that tells what was given, if it did not leave, counts one dossier less; of none, it does not leave."""
    query = select(Notice).where(
        col(Notice.kind) == "reviewer_assigned",
        col(Notice.call_id) == call_id,
        col(Notice.person_id) == person_id,
        col(Notice.attempts) == 0,
        col(Notice.sent_at).is_(None),
    )
    for notice in db.execute(query.with_for_update()).scalars():
        left = int(str(notice.context.get("dossiers", 0))) - 1
        if left < 1:
            db.delete(notice)
        else:
            notice.context = {**notice.context, "dossiers": left}
            db.add(notice)


def _kept_away() -> ColumnElement[bool]:
    return exists().where(
        col(Conflict.dossier_id) == col(Notice.dossier_id),
        col(Conflict.person_id) == col(Notice.person_id),
        col(Conflict.state).in_(STANDING),
    )


def _files_it() -> ColumnElement[bool]:
    """Those who file a dossier are written to about it, whatever else they do in the call."""
    works = exists().where(
        and_(col(Collaborator.dossier_id) == col(Dossier.id), col(Collaborator.person_id) == col(Notice.person_id)),
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
    )
    return or_(col(Dossier.owner_id) == col(Notice.person_id), works)
