"""The life of a review: saved with a version, handed in once complete, opened again by an organiser."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain import rubric as rules
from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.models import Assignment, Dossier, Review, Score
from app.queries.forms import CriterionRow, rubric_of
from app.queries.visibility import facts_of
from app.services import journal, rubric_locks, summaries


def save(db: Session, dossier: Dossier, form: ReviewDraft, *, version: int, actor: Actor, now: datetime) -> Review:
    """Keep a draft. `version` is what the reviewer started from, 0 before the first save; an older one is Stale."""
    review = _open(db, dossier, actor, now)
    if review is None:
        rubric_locks.lock_for_reading(db, dossier.track_id, now)
    scale, criteria = rubric_of(db, dossier.track_id)
    if off := rules.scores_off_scale(scale, form.scores):
        raise Invalid("off_scale", field=f"score-{off[0]}", highest=scale.scale_max)
    if unknown := set(form.comments) - {criterion.key for criterion in criteria}:
        raise Invalid("unknown_criterion", field=f"comment-{min(unknown)}")
    kept = {row.criterion_id: row for row in _scores(db, review)} if review else {}
    if review and _content(review, criteria, kept) == _typed(form, criteria):
        return review
    if version != (review.version if review else 0):
        raise Stale("review_changed")
    before = journal.digest(_content(review, criteria, kept)) if review else ""
    review = _write(db, review or _new(db, dossier, actor, now), form, now)
    _write_scores(db, review, form, criteria, kept)
    review.mean = rules.weighted_mean(scale, form.scores)
    db.flush()
    _tell(db, "review.saved", review, dossier, actor=actor, now=now, before=before, after=_typed(form, criteria))
    return review


def submit(db: Session, dossier: Dossier, *, version: int, actor: Actor, now: datetime) -> Review:
    """Hand a complete draft in: it is locked and counts. Handing it in twice changes nothing."""
    summaries.hold(db, [dossier.id])
    if not can("review", facts_of(db, dossier, actor, now)):
        raise _refusal(db, dossier, actor, now)
    review = review_of(db, dossier, actor)
    if review is None:
        raise Invalid("criteria_missing", field="")
    if review.state == "submitted":
        return review
    if version != review.version:
        raise Stale("review_changed")
    if error := lacking(db, dossier, actor):
        raise error
    scale, criteria = rubric_of(db, dossier.track_id)
    kept = {row.criterion_id: row for row in _scores(db, review)}
    review.mean = rules.weighted_mean(scale, _marks(criteria, kept))
    review.state, review.submitted_at, review.updated_at = "submitted", now, now
    review.version += 1
    db.add(review)
    summaries.refresh(db, [dossier.id])
    after = _content(review, criteria, kept)
    _tell(db, "review.submitted", review, dossier, actor=actor, now=now, before="", after=after)
    return review


def lacking(db: Session, dossier: Dossier, actor: Actor) -> Invalid | None:
    """What keeps this person's review from being handed in, if anything."""
    review = review_of(db, dossier, actor)
    scale, criteria = rubric_of(db, dossier.track_id)
    kept = {row.criterion_id: row for row in _scores(db, review)} if review else {}
    marks = _marks(criteria, kept)
    if missing := rules.missing_criteria(scale, marks):
        return Invalid("criteria_missing", field=f"score-{missing[0]}")
    if review is None or rules.weighted_mean(scale, marks) is None:
        return Invalid("criteria_missing")
    return None if review.comment.strip() else Invalid("comment_missing", field="comment")


def reopen(db: Session, review: Review, reason: str, *, actor: Actor, now: datetime) -> Review:
    """Give a review back to its author, for this reason; it no longer counts until it is handed in again."""
    dossier = db.get_one(Dossier, review.dossier_id)
    summaries.hold(db, [dossier.id])
    verdict = can("assign", facts_of(db, dossier, actor, now))
    if not verdict:
        raise Forbidden(verdict.reason) if verdict.reason == "only_an_organiser" else WrongState(verdict.reason)
    if review.state != "submitted":
        return review
    review.state, review.submitted_at, review.reopen_reason = "draft", None, reason
    review.updated_at = now
    review.version += 1
    db.add(review)
    summaries.refresh(db, [dossier.id])
    after: dict[str, object] = {"state": "draft", "reason": reason}
    _tell(db, "review.reopened", review, dossier, actor=actor, now=now, before="", after=after)
    return review


def review_of(db: Session, dossier: Dossier, actor: Actor) -> Review | None:
    """The review of this person, if they began one."""
    query = select(Review).where(col(Review.dossier_id) == dossier.id, col(Review.reviewer_id) == actor.id)
    return db.execute(query).scalar_one_or_none()


def _open(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Review | None:
    """The review to write in, if it may be written in; None before the first save."""
    summaries.hold(db, [dossier.id])
    if not can("review", facts_of(db, dossier, actor, now)):
        raise _refusal(db, dossier, actor, now)
    review = review_of(db, dossier, actor)
    if review is not None and review.state == "submitted":
        raise WrongState("review_submitted")
    return review


def _refusal(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Forbidden | WrongState:
    reason = can("review", facts_of(db, dossier, actor, now)).reason
    return WrongState(reason) if reason == "already_published" else Forbidden(reason)


def _new(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Review:
    query = select(col(Assignment.id)).where(
        col(Assignment.dossier_id) == dossier.id, col(Assignment.reviewer_id) == actor.id
    )
    return Review(
        assignment_id=db.execute(query).scalar_one(),
        dossier_id=dossier.id,
        reviewer_id=actor.id,
        version=0,
        created_at=now,
        updated_at=now,
    )


def _write(db: Session, review: Review, form: ReviewDraft, now: datetime) -> Review:
    review.comment, review.private_note = form.comment, form.private_note
    review.updated_at = now
    review.version += 1
    db.add(review)
    db.flush()
    return review


def _scores(db: Session, review: Review) -> Sequence[Score]:
    return db.execute(select(Score).where(col(Score.review_id) == review.id)).scalars().all()


def _marks(criteria: Sequence[CriterionRow], kept: dict[UUID, Score]) -> dict[str, int | None]:
    return {row.key: kept[row.id].value if row.id in kept else None for row in criteria}


def _write_scores(
    db: Session, review: Review, form: ReviewDraft, criteria: Sequence[CriterionRow], kept: dict[UUID, Score]
) -> None:
    for criterion in criteria:
        row = kept.get(criterion.id) or Score(review_id=review.id, criterion_id=criterion.id)
        row.value, row.comment = form.scores.get(criterion.key), form.comments.get(criterion.key, "")
        db.add(row)


def _typed(form: ReviewDraft, criteria: Sequence[CriterionRow]) -> dict[str, object]:
    return {
        "scores": {row.key: form.scores.get(row.key) for row in criteria},
        "comments": {row.key: form.comments.get(row.key, "") for row in criteria},
        "comment": form.comment,
        "private_note": form.private_note,
    }


def _content(review: Review, criteria: Sequence[CriterionRow], kept: dict[UUID, Score]) -> dict[str, object]:
    """The same shape as what is typed, from the rows."""
    return {
        "scores": _marks(criteria, kept),
        "comments": {row.key: kept[row.id].comment if row.id in kept else "" for row in criteria},
        "comment": review.comment,
        "private_note": review.private_note,
    }


def _tell(
    db: Session,
    action: str,
    review: Review,
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    before: str,
    after: dict[str, object],
) -> None:
    journal.write(
        db,
        action,
        f"review:{review.id}",
        actor_id=actor.id,
        now=now,
        call_id=dossier.call_id,
        before=before,
        after=journal.digest(after),
    )
