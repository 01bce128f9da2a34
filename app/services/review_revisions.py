"""A review that was handed in, written again after discussion: what counts stays until the new one is handed in.

The new text waits in a version of its own; every one that was handed in is kept, so that both marks show.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain import rubric as rules
from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.permissions import can
from app.domain.reviewing import parse_reviewing, phase_at
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.models import Call, Dossier, Review, ReviewVersion, Score
from app.queries.forms import CriterionRow, rubric_of
from app.queries.visibility import facts_of
from app.services import journal, summaries
from app.services.review_rows import review_of

Content = Mapping[str, object]
MOMENTS = frozenset({"already_published", "not_to_revise", "not_in_this_round"})
"""The refusals that another day would lift."""


class Revision(NamedTuple):
    """What stands handed in, what is being written instead (the same until it is), and by which digest it is known."""

    handed: Content
    written: Content
    seen: str

    @property
    def is_begun(self) -> bool:
        """Whether anything differs from what was handed in."""
        return self.written != self.handed


def revision_of(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> Revision:
    """The review of this person as it may be written again. Raises Forbidden, WrongState."""
    review = _demand(db, dossier, actor, now)
    _, criteria = rubric_of(db, dossier.track_id)
    return _revision(db, review, criteria)


def save(db: Session, dossier: Dossier, form: ReviewDraft, *, seen: str, actor: Actor, now: datetime) -> Revision:
    """Keep what is being written; it does not count. Raises Stale when another tab wrote since `seen`."""
    summaries.hold(db, [dossier.id])
    review = _demand(db, dossier, actor, now)
    scale, criteria = rubric_of(db, dossier.track_id)
    if off := rules.scores_off_scale(scale, form.scores):
        raise Invalid("off_scale", field=f"score-{off[0]}", highest=scale.scale_max)
    if unknown := set(form.comments) - {criterion.key for criterion in criteria}:
        raise Invalid("unknown_criterion", field=f"comment-{min(unknown)}")
    known = _revision(db, review, criteria)
    typed = _typed(form, criteria, review)
    if typed == known.written:
        return known
    if seen != known.seen:
        raise Stale("review_changed")
    _keep_handed(db, dossier, review, known.handed, now)
    row = _draft(db, review) or _next(db, dossier, review, now)
    row.content, row.mean, row.ended_at = dict(typed), rules.weighted_mean(scale, form.scores), now
    db.add(row)
    db.flush()
    _note(db, "review.revision_saved", review, dossier, actor, now, before=known.written, after=typed)
    return _revision(db, review, criteria)


def hand_in(db: Session, dossier: Dossier, *, seen: str, actor: Actor, now: datetime) -> Review:
    """From now on the new text and marks count; the ones before are kept beside them. Without a change, nothing."""
    summaries.hold(db, [dossier.id])
    review = _demand(db, dossier, actor, now)
    scale, criteria = rubric_of(db, dossier.track_id)
    known = _revision(db, review, criteria)
    if not known.is_begun:
        return review
    if seen != known.seen:
        raise Stale("review_changed")
    if error := lacking(scale, known.written):
        raise error
    marks = _scores(known.written)
    review.comment, review.mean = str(known.written["comment"]), rules.weighted_mean(scale, marks)
    review.submitted_at = review.updated_at = now
    review.version += 1
    db.add(review)
    _write_scores(db, review, known.written, criteria)
    row = _draft(db, review)
    assert row is not None
    row.handed, row.mean, row.ended_at, row.phase = True, review.mean, now, _phase(db, dossier, now)
    db.add(row)
    summaries.refresh(db, [dossier.id])
    _note(db, "review.revised", review, dossier, actor, now, before=known.handed, after=known.written)
    return review


def lacking(scale: rules.Rubric, content: Content) -> Invalid | None:
    """What keeps this text from being handed in, if anything."""
    marks = _scores(content)
    if missing := rules.missing_criteria(scale, marks):
        return Invalid("criteria_missing", field=f"score-{missing[0]}")
    if rules.weighted_mean(scale, marks) is None:
        return Invalid("criteria_missing")
    return None if str(content["comment"]).strip() else Invalid("comment_missing", field="comment")


def marks_of(scale: rules.Rubric, revision: Revision) -> tuple[float | None, float | None]:
    """The mark that counts, and the one that would."""
    return rules.weighted_mean(scale, _scores(revision.handed)), rules.weighted_mean(scale, _scores(revision.written))


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Review:
    verdict = can("revise", facts_of(db, dossier, actor, now))
    if not verdict:
        raise WrongState(verdict.reason) if verdict.reason in MOMENTS else Forbidden(verdict.reason)
    review = review_of(db, dossier, actor)
    if review is None:
        raise Forbidden("not_to_revise")
    return review


def _revision(db: Session, review: Review, criteria: Sequence[CriterionRow]) -> Revision:
    kept = {row.criterion_id: row for row in _score_rows(db, review)}
    handed: Content = {
        "scores": {row.key: kept[row.id].value if row.id in kept else None for row in criteria},
        "comments": {row.key: kept[row.id].comment if row.id in kept else "" for row in criteria},
        "comment": review.comment,
        "private_note": review.private_note,
    }
    row = _draft(db, review)
    written = {**handed, **row.content, "private_note": review.private_note} if row else handed
    return Revision(handed, written, journal.digest(written)[:16])


def _latest(db: Session, review: Review) -> ReviewVersion | None:
    query = select(ReviewVersion).where(col(ReviewVersion.review_id) == review.id)
    return db.execute(query.order_by(col(ReviewVersion.number).desc()).limit(1)).scalar_one_or_none()


def _draft(db: Session, review: Review) -> ReviewVersion | None:
    """What was written since the review was last handed in."""
    last = _latest(db, review)
    is_later = last is not None and review.submitted_at is not None and last.started_at >= review.submitted_at
    return last if last is not None and is_later and not last.handed else None


def _keep_handed(db: Session, dossier: Dossier, review: Review, handed: Content, now: datetime) -> None:
    """What counts now is among what was handed in, whatever history the review had."""
    last = _latest(db, review)
    if _draft(db, review) or (last and last.handed and _same(last.content, handed)):
        return
    at = review.submitted_at or now
    db.add(
        ReviewVersion(
            review_id=review.id,
            number=last.number + 1 if last else 1,
            content=dict(handed),
            mean=review.mean,
            handed=True,
            phase=_phase(db, dossier, at),
            started_at=at,
            ended_at=at,
        )
    )
    db.flush()


def _same(one: Content, other: Content) -> bool:
    return all(one.get(name) == other.get(name) for name in ("scores", "comments", "comment"))


def _next(db: Session, dossier: Dossier, review: Review, now: datetime) -> ReviewVersion:
    last = _latest(db, review)
    number = last.number + 1 if last else 1
    phase = _phase(db, dossier, now)
    return ReviewVersion(review_id=review.id, number=number, phase=phase, started_at=now, ended_at=now)


def _phase(db: Session, dossier: Dossier, at: datetime) -> str:
    call = db.get_one(Call, dossier.call_id)
    phase = phase_at(parse_reviewing(cast("JsonValue", call.reviewing)), at)
    return phase.key if phase else ""


def _score_rows(db: Session, review: Review) -> Sequence[Score]:
    return db.execute(select(Score).where(col(Score.review_id) == review.id)).scalars().all()


def _write_scores(db: Session, review: Review, content: Content, criteria: Sequence[CriterionRow]) -> None:
    kept = {row.criterion_id: row for row in _score_rows(db, review)}
    scores, comments = _scores(content), cast("Mapping[str, str]", content["comments"])
    for criterion in criteria:
        row = kept.get(criterion.id) or Score(review_id=review.id, criterion_id=criterion.id)
        row.value, row.comment = scores.get(criterion.key), comments.get(criterion.key, "")
        db.add(row)


def _typed(form: ReviewDraft, criteria: Sequence[CriterionRow], review: Review) -> Content:
    """What was typed, in the shape of what is kept; the private note is not part of it."""
    return {
        "scores": {row.key: form.scores.get(row.key) for row in criteria},
        "comments": {row.key: form.comments.get(row.key, "") for row in criteria},
        "comment": form.comment,
        "private_note": review.private_note,
    }


def _scores(content: Content) -> dict[str, int | None]:
    return dict(cast("Mapping[str, int | None]", content["scores"]))


def _note(
    db: Session,
    action: str,
    review: Review,
    dossier: Dossier,
    actor: Actor,
    now: datetime,
    *,
    before: Content,
    after: Content,
) -> None:
    digests = {"before": journal.digest(before), "after": journal.digest(after)}
    subject = f"review:{review.id}"
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=dossier.call_id, **digests)
