"""Reads of assignments from the side of reviewers, for organisers: how many there are, and what each of them reads."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Assignment, Dossier, Membership
from app.queries.assignment_lists import DossierLine, ReaderLine, readers, seen


def count_reviewers(db: Session, call_id: UUID) -> int:
    """How many people review for a call."""
    query = select(func.count(col(Membership.id))).where(
        col(Membership.call_id) == call_id, col(Membership.role) == "reviewer", col(Membership.revoked_at).is_(None)
    )
    return int(db.execute(query).scalar_one())


def read_by(db: Session, actor: Actor, call_id: UUID, reviewer_id: UUID) -> list[tuple[DossierLine, ReaderLine]]:
    """The dossiers that somebody reads or once read, of those this organiser may see; those they read now first."""
    query = (
        select(col(Assignment.dossier_id))
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Assignment.reviewer_id) == reviewer_id, col(Dossier.call_id) == call_id)
    )
    lines = seen(db, actor, call_id, list(db.execute(query).scalars()))
    given = readers(db, list(lines), active_only=False)
    rows = [(lines[key], one) for key, many in given.items() for one in many if one.reviewer_id == reviewer_id]
    return sorted(rows, key=lambda row: (row[1].state != "active", row[0].number))
