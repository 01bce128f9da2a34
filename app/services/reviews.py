"""The life of a review: saved field by field, handed in once complete, opened again by an organiser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlmodel import Session

from app.domain import review_content as texts
from app.domain import rubric as rules
from app.domain.crossings import Seen, Stored, merge
from app.domain.errors import Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.permissions import can
from app.domain.review_content import ReviewContent, content_as_json, fields_of, with_fields
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.models import Dossier, Review
from app.queries.visibility import facts_of
from app.services import journal, reading_mail, review_history, rubric_locks, summaries
from app.services.review_rows import Sheet, review_of, sheet_of, write

LONGEST_SITTING = timedelta(hours=4)
"""No page is believed to have been worked on for longer without a save."""
MOMENTS = frozenset({"already_published", "reviewing_closed", "not_in_this_round"})
"""The refusals that another day would lift."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a save of the page did: the review, None while it is blank; by field, the texts that crossed; what changed
    elsewhere meanwhile."""

    review: Review | None
    mine: dict[str, JsonValue] = field(default_factory=dict)
    theirs: dict[str, JsonValue] = field(default_factory=dict)
    news: tuple[str, ...] = ()


def save(db: Session, dossier: Dossier, form: ReviewDraft, *, version: int, actor: Actor, now: datetime) -> Review:
    """Keep a draft, whole. `version` is what it was written from, 0 before the first save; an older one is Stale."""
    sheet = _open(db, dossier, actor, now)
    if off := rules.scores_off_scale(sheet.scale, form.scores):
        raise Invalid("off_scale", field=f"{texts.SCORE}{off[0]}", highest=sheet.scale.scale_max)
    if unknown := set(form.comments) - set(sheet.keys):
        raise Invalid("unknown_criterion", field=f"{texts.COMMENT}{min(unknown)}")
    typed = texts.narrowed(ReviewContent(form.scores, form.comments, form.comment, form.private_note), sheet.keys)
    if sheet.review and sheet.content == typed:
        return sheet.review
    if version != sheet.version:
        raise Stale("review_changed")
    return _keep(db, sheet, dossier, typed, actor=actor, now=now)


def save_page(
    db: Session,
    dossier: Dossier,
    values: Mapping[str, JsonValue],
    *,
    seen: Seen,
    seconds: int = 0,
    actor: Actor,
    now: datetime,
) -> Kept:
    """Keep what a page sends, field by field, but for what was written otherwise elsewhere since it was made.

    That is given back with both texts, and changes nothing. `seconds`: how long the page was worked on since its last
    save. Raises WrongState once the review is handed in, or its time is over.
    """
    sheet = _open(db, dossier, actor, now)
    stored = fields_of(sheet.content, sheet.keys)
    if unknown := set(values) - set(stored):
        raise Invalid("unknown_criterion", field=min(unknown))
    rows = {name: Stored(value, sheet.version) for name, value in stored.items()}
    merged = merge(values, rows, seen, version=sheet.version)
    theirs = {name: stored[name] for name in merged.crossed}
    if not merged.changed:
        return Kept(sheet.review, merged.crossed, theirs, merged.news)
    content = with_fields(sheet.content, merged.changed)
    if off := rules.scores_off_scale(sheet.scale, content.scores):
        raise Invalid("off_scale", field=f"{texts.SCORE}{off[0]}", highest=sheet.scale.scale_max)
    review = _keep(db, sheet, dossier, content, seconds=seconds, actor=actor, now=now)
    return Kept(review, merged.crossed, theirs, merged.news)


def restore(db: Session, dossier: Dossier, number: int, *, version: int, actor: Actor, now: datetime) -> Review:
    """Let the review say what it said in an earlier version; what it says now stays in its history.

    Raises NotFound for a version that is not there, Stale when the review changed since `version`.
    """
    sheet = _open(db, dossier, actor, now)
    found = review_history.version_of(db, sheet.review, number) if sheet.review else None
    if sheet.review is None or found is None:
        raise NotFound
    content = texts.narrowed(texts.content_from_json(found.content), sheet.keys)
    if content == sheet.content:
        return sheet.review
    if version != sheet.version:
        raise Stale("review_changed")
    return _keep(db, sheet, dossier, content, fresh=True, actor=actor, now=now)


def submit(db: Session, dossier: Dossier, *, version: int, actor: Actor, now: datetime) -> Review:
    """Hand a complete draft in: it is locked and counts. Handing it in twice changes nothing."""
    _demand(db, dossier, actor, now)
    sheet = sheet_of(db, dossier, actor)
    if sheet.review is None:
        raise Invalid("criteria_missing", field="")
    review = sheet.review
    if review.state == "submitted":
        return review
    if version != review.version:
        raise Stale("review_changed")
    if error := _lacking(sheet):
        raise error
    review.mean = rules.weighted_mean(sheet.scale, sheet.content.scores)
    review.state, review.submitted_at, review.updated_at = "submitted", now, now
    review.version += 1
    db.add(review)
    summaries.refresh(db, [dossier.id])
    review_history.hand(db, review, sheet.content, now=now)
    after = content_as_json(sheet.content)
    _tell(db, "review.submitted", review, dossier, actor=actor, now=now, before="", after=after)
    return review


def lacking(db: Session, dossier: Dossier, actor: Actor) -> Invalid | None:
    """What keeps this person's review from being handed in, if anything."""
    return _lacking(sheet_of(db, dossier, actor))


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
    reading_mail.tell_reopened(db, review, dossier, reason, now=now)
    _tell(db, "review.reopened", review, dossier, actor=actor, now=now, before="", after=after)
    return review


def _lacking(sheet: Sheet) -> Invalid | None:
    marks = sheet.content.scores
    if missing := rules.missing_criteria(sheet.scale, marks):
        return Invalid("criteria_missing", field=f"{texts.SCORE}{missing[0]}")
    if sheet.review is None or rules.weighted_mean(sheet.scale, marks) is None:
        return Invalid("criteria_missing")
    if name := texts.too_long(sheet.content):
        return Invalid("text_too_long", field=name, most=texts.LONGEST)
    return None if sheet.content.comment.strip() else Invalid("comment_missing", field="comment")


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Hold the dossier, and raise unless this person may write their review of it now."""
    summaries.hold(db, [dossier.id])
    if not (verdict := can("review", facts_of(db, dossier, actor, now))):
        raise WrongState(verdict.reason) if verdict.reason in MOMENTS else Forbidden(verdict.reason)


def _open(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Sheet:
    """The review to write in, if it may be written in; the rubric no longer changes once one is begun."""
    _demand(db, dossier, actor, now)
    if review_of(db, dossier, actor) is None:
        rubric_locks.lock_for_reading(db, dossier.track_id, now)
    sheet = sheet_of(db, dossier, actor)
    if sheet.review is not None and sheet.review.state == "submitted":
        raise WrongState("review_submitted")
    return sheet


def _keep(
    db: Session,
    sheet: Sheet,
    dossier: Dossier,
    content: ReviewContent,
    *,
    seconds: int = 0,
    fresh: bool = False,
    actor: Actor,
    now: datetime,
) -> Review:
    """Write the next version, its history and its line in the journal."""
    begun = sheet.review is not None
    spent = now - sheet.review.updated_at if sheet.review else LONGEST_SITTING
    before = journal.digest(content_as_json(sheet.content)) if begun else ""
    review = write(db, sheet, dossier, content, actor=actor, now=now)
    # The time is told by the page: never more than went by since the last save.
    review.seconds += max(0, min(seconds, int(min(spent, LONGEST_SITTING).total_seconds())))
    review_history.record(db, review, sheet.content if begun else None, content, now=now, fresh=fresh)
    _tell(db, "review.saved", review, dossier, actor=actor, now=now, before=before, after=content_as_json(content))
    return review


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
