"""Reads about proposals: those of a call side by side."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.models import AssignmentProposal, Job, ProposedReading


class ProposalRow(NamedTuple):
    """A proposal of a call; `failed`: the worker has given it up."""

    id: UUID
    number: int
    name: str
    state: str
    failed: bool
    readings: int
    worst: float | None
    bound: float | None
    mean: float | None
    created_at: datetime
    published_at: datetime | None


def proposals_after(db: Session, call_id: UUID, *, after: int | None, reach: int) -> list[ProposalRow]:
    """The proposals of a call from the first asked, so many after this number."""
    readings = (
        select(func.count())
        .select_from(ProposedReading)
        .where(col(ProposedReading.proposal_id) == col(AssignmentProposal.id))
        .scalar_subquery()
    )
    query = (
        select(
            col(AssignmentProposal.id),
            col(AssignmentProposal.number),
            col(AssignmentProposal.name),
            col(AssignmentProposal.state),
            col(Job.failed_at).is_not(None),
            readings,
            col(AssignmentProposal.worst),
            col(AssignmentProposal.bound),
            col(AssignmentProposal.mean),
            col(AssignmentProposal.created_at),
            col(AssignmentProposal.published_at),
        )
        .outerjoin(Job, col(Job.id) == col(AssignmentProposal.id))
        .where(col(AssignmentProposal.call_id) == call_id, col(AssignmentProposal.number) > (after or 0))
        .order_by(col(AssignmentProposal.number))
        .limit(reach)
    )
    return [ProposalRow(*row) for row in db.execute(query)]
