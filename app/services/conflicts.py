"""Conflicts of interest: who must not touch a dossier, why, and what it undoes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.models import Assignment, Conflict, Dossier, Review
from app.models.conflict import STANDING
from app.queries.visibility import facts_of
from app.services import journal, summaries

WITHDRAWN_BY_CONFLICT = "conflict"


def declare(db: Session, dossier: Dossier, person_id: UUID, evidence: str, *, actor: Actor, now: datetime) -> Conflict:
    """Keep this person away from this dossier; their assignment falls, a review they gave no longer counts."""
    _check_declared_by(db, dossier, person_id, actor, now)
    summaries.hold(db, [dossier.id])
    conflict = _between(db, dossier.id, person_id)
    if conflict is not None and conflict.state in STANDING:
        return conflict
    conflict = conflict or Conflict(dossier_id=dossier.id, person_id=person_id, created_at=now, created_by=actor.id)
    conflict.state, conflict.source = ("declared", "person") if actor.id == person_id else ("confirmed", "organiser")
    conflict.evidence, conflict.reason = evidence, ""
    db.add(conflict)
    _undo_assignment(db, dossier.id, person_id)
    summaries.refresh(db, [dossier.id])
    _write(db, "conflict.declared", conflict, dossier.call_id, actor, now)
    return conflict


def dismiss(db: Session, conflict: Conflict, reason: str, *, actor: Actor, now: datetime) -> Conflict:
    """The tie does not matter, for this reason; a review already given counts again."""
    dossier = db.get_one(Dossier, conflict.dossier_id)
    if not can("see_conflicts", facts_of(db, dossier, actor, now)) or conflict.person_id == actor.id:
        raise Forbidden("only_an_organiser")
    summaries.hold(db, [dossier.id])
    if conflict.state == "dismissed":
        return conflict
    conflict.state, conflict.reason = "dismissed", reason
    db.add(conflict)
    _restore_given_review(db, conflict)
    summaries.refresh(db, [dossier.id])
    _write(db, "conflict.dismissed", conflict, dossier.call_id, actor, now)
    return conflict


def _check_declared_by(db: Session, dossier: Dossier, person_id: UUID, actor: Actor, now: datetime) -> None:
    facts = facts_of(db, dossier, actor, now)
    if dossier.state == "draft":
        raise WrongState("not_filed")
    own_behalf = actor.id == person_id and (facts.is_reviewer or facts.is_organiser)
    if not (own_behalf or can("see_conflicts", facts)):
        raise Forbidden("only_an_organiser")


def _between(db: Session, dossier_id: UUID, person_id: UUID) -> Conflict | None:
    query = select(Conflict).where(col(Conflict.dossier_id) == dossier_id, col(Conflict.person_id) == person_id)
    return db.execute(query).scalar_one_or_none()


def _undo_assignment(db: Session, dossier_id: UUID, person_id: UUID) -> None:
    """What was written stays in its rows, where nobody in conflict sees it."""
    query = select(Assignment).where(
        col(Assignment.dossier_id) == dossier_id,
        col(Assignment.reviewer_id) == person_id,
        col(Assignment.state) == "active",
    )
    for assignment in db.execute(query).scalars():
        assignment.state, assignment.reason = "withdrawn", WITHDRAWN_BY_CONFLICT
        db.add(assignment)


def _restore_given_review(db: Session, conflict: Conflict) -> None:
    """Only a review already given comes back: another reviewer may have taken the place of one that was not."""
    query = (
        select(Assignment)
        .join(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(col(Assignment.dossier_id) == conflict.dossier_id, col(Assignment.reviewer_id) == conflict.person_id)
        .where(col(Assignment.state) == "withdrawn", col(Assignment.reason) == WITHDRAWN_BY_CONFLICT)
        .where(col(Review.state) == "submitted")
    )
    for assignment in db.execute(query).scalars():
        assignment.state, assignment.reason = "active", ""
        db.add(assignment)


def _write(db: Session, action: str, conflict: Conflict, call_id: UUID, actor: Actor, now: datetime) -> None:
    after = journal.digest({"state": conflict.state, "evidence": conflict.evidence, "reason": conflict.reason})
    journal.write(db, action, f"conflict:{conflict.id}", actor_id=actor.id, now=now, call_id=call_id, after=after)
