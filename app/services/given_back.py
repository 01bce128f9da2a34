"""What a reviewer no longer reads when they leave a call: readings that were not handed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import Session, col

from app.models import Assignment, Dossier, Review
from app.services import journal, summaries

LEFT = "left"


def release(
    db: Session, call_id: UUID, person_id: UUID, state: str, *, actor_id: UUID | None, now: datetime
) -> list[UUID]:
    """End what this person was given in a call and did not hand in, as `withdrawn` or `declined`; of which dossiers.

    What they wrote is kept in its rows, and what they handed in goes on counting.
    """
    given = exists().where(
        col(Review.dossier_id) == col(Assignment.dossier_id),
        col(Review.reviewer_id) == person_id,
        col(Review.state) == "submitted",
    )
    query = (
        select(Assignment)
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Assignment.reviewer_id) == person_id)
        .where(col(Assignment.state) == "active", ~given)
    )
    summaries.hold(db, [row.dossier_id for row in db.execute(query).scalars()])
    ended = list(db.execute(query.execution_options(populate_existing=True)).scalars())
    for row in ended:
        row.state, row.reason = state, LEFT
        db.add(row)
    summaries.refresh(db, [row.dossier_id for row in ended])
    for row in ended:
        after = journal.digest({"reviewer": row.reviewer_id, "state": state, "reason": LEFT})
        journal.write(
            db, f"assignment.{state}", f"assignment:{row.id}", actor_id=actor_id, now=now, call_id=call_id, after=after
        )
    return [row.dossier_id for row in ended]
