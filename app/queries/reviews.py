"""Reads of reviewers: their readings, their own reviews; each begins at what they may read."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Uuid, and_, bindparam, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.readers import Blindfold
from app.domain.roles import Actor
from app.models import Answer, Assignment, Call, Criterion, Dossier, Membership, Review, Rubric, Score, Track
from app.queries.asking import anyone, ask, ids_of
from app.queries.assignments import THEMES, themes_of
from app.queries.blind import blindfolds, hidden_in_list, titles
from app.queries.visibility import read_by


class Reading(NamedTuple):
    """One dossier to read, and how far its review is."""

    dossier_id: UUID
    reference: str
    title: str
    commune: str
    departement: str
    families: str
    call_id: UUID
    state: str
    scored: int
    criteria: int
    due_at: datetime | None
    submitted_at: datetime | None
    mean: float | None
    scale_max: int
    shared_themes: frozenset[str]
    same_region: bool
    form_version_id: UUID
    blind: str


class ReadingCall(NamedTuple):
    """A call in which this person reads."""

    id: UUID
    slug: str
    title: dict[str, str]
    zone: str
    published: bool
    reviewing: dict[str, object]


class OwnReview(NamedTuple):
    """A reviewer's own review of one dossier."""

    state: str
    version: int
    comment: str
    private_note: str
    reopen_reason: str
    mean: float | None
    updated_at: datetime
    submitted_at: datetime | None
    scores: dict[str, int | None]
    comments: dict[str, str]


# Another name than the one visible_to() looks into: a subquery would take the outer row for its own.
Given = aliased(Assignment)


_SCORED = (
    select(func.count(col(Score.value))).where(col(Score.review_id) == col(Review.id)).correlate(Review)
).scalar_subquery()
_ASKED = (
    select(func.count()).where(col(Criterion.rubric_id) == col(Track.rubric_id)).correlate(Track)
).scalar_subquery()


def given_to(actor: Actor) -> ColumnElement[bool]:
    """What is given to this person; begun there, a reading costs the same in a call of any size."""
    mine = and_(col(Given.reviewer_id) == actor.id, col(Given.state) == "active")
    return and_(col(Given.dossier_id) == col(Dossier.id), mine)


def readings(db: Session, actor: Actor) -> list[Reading]:
    """Everything this person reads, in every call: under way first, then to begin, then handed in; by due date.

    What a form or a track keeps from reviewers is not there.
    """
    rows = [
        Reading._make((*row[:14], themes_of(row[14]).intersection(row[15]), bool(row[16]), *row[17:]))
        for row in ask(db, _readings(anyone(actor)), **ids_of(actor))
    ]
    folds = blindfolds(db, {row.dossier_id: row.blind for row in rows})
    names = titles(db, folds) if folds else {}
    return [
        _as_read(db, row, folds.get(row.dossier_id))._replace(title=names.get(row.dossier_id, row.title))
        for row in rows
    ]


def _as_read(db: Session, row: Reading, blind: Blindfold | None) -> Reading:
    hidden = hidden_in_list(db, row.form_version_id, blind)
    if "members" in hidden:
        row = row._replace(families="")
    if "place" in hidden:
        row = row._replace(commune="", departement="", same_region=False)
    return row._replace(shared_themes=frozenset()) if "themes" in hidden else row


@lru_cache
def _readings(somebody: Actor) -> Executable:
    place = case((col(Review.state) == "submitted", 2), (col(Review.id).is_not(None), 0), else_=1)
    return (
        select(
            col(Dossier.id),
            col(Dossier.reference),
            col(Dossier.title),
            col(Dossier.commune),
            col(Dossier.departement),
            col(Dossier.families),
            col(Dossier.call_id),
            func.coalesce(col(Review.state), "to_do"),
            _SCORED,
            _ASKED,
            col(Given.due_at),
            col(Review.submitted_at),
            col(Review.mean),
            col(Rubric.scale_max),
            col(Answer.value),
            col(Membership.themes),
            and_(col(Membership.region) == col(Dossier.region), col(Dossier.region) != ""),
            col(Dossier.form_version_id),
            col(Track.blind),
        )
        .join(Given, given_to(somebody))
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .join(Rubric, col(Rubric.id) == col(Track.rubric_id))
        .join(
            Membership, and_(col(Membership.call_id) == col(Dossier.call_id), col(Membership.person_id) == somebody.id)
        )
        .outerjoin(Review, and_(col(Review.dossier_id) == col(Dossier.id), col(Review.reviewer_id) == somebody.id))
        .outerjoin(Answer, and_(col(Answer.dossier_id) == col(Dossier.id), col(Answer.question_key) == THEMES))
        .where(read_by(somebody), col(Membership.role) == "reviewer")
        .order_by(place, col(Given.due_at), col(Dossier.call_id), col(Dossier.number))
    )


_CALLS = (
    select(
        col(Call.id),
        col(Call.slug),
        col(Call.title),
        col(Call.zone),
        col(Call.published_at).is_not(None),
        col(Call.reviewing),
    )
    .where(col(Call.id).in_(bindparam("reviewed", type_=Uuid(), expanding=True)))
    .order_by(col(Call.closes_at).desc())
)


def calls_of(db: Session, actor: Actor) -> list[ReadingCall]:
    """The calls whose pool of reviewers holds this person, the latest first."""
    return [ReadingCall(*row) for row in ask(db, _CALLS, reviewed=list(actor.reviews))]


def marks_given(db: Session, actor: Actor) -> dict[int, list[int]]:
    """How often this person gave each mark in what they handed in: counts from 0 up, by end of scale."""
    counts: dict[int, list[int]] = {}
    for scale_max, value, count in ask(db, _marks(anyone(actor)), **ids_of(actor)):
        counts.setdefault(scale_max, [0] * (scale_max + 1))[value] = count
    return counts


@lru_cache
def _marks(somebody: Actor) -> Executable:
    return (
        select(col(Rubric.scale_max), col(Score.value), func.count())
        .select_from(Score)
        .join(Review, col(Review.id) == col(Score.review_id))
        .join(Dossier, col(Dossier.id) == col(Review.dossier_id))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .join(Rubric, col(Rubric.id) == col(Criterion.rubric_id))
        .where(read_by(somebody), col(Review.reviewer_id) == somebody.id, col(Review.state) == "submitted")
        .where(col(Score.value).is_not(None))
        .group_by(col(Rubric.scale_max), col(Score.value))
    )


def own_review(db: Session, dossier_id: UUID, person_id: UUID) -> OwnReview | None:
    """This person's review of this dossier, if they began one."""
    query = select(
        col(Review.id),
        col(Review.state),
        col(Review.version),
        col(Review.comment),
        col(Review.private_note),
        col(Review.reopen_reason),
        col(Review.mean),
        col(Review.updated_at),
        col(Review.submitted_at),
    ).where(col(Review.dossier_id) == dossier_id, col(Review.reviewer_id) == person_id)
    row = db.execute(query).one_or_none()
    if row is None:
        return None
    marks = db.execute(
        select(col(Criterion.key), col(Score.value), col(Score.comment))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .where(col(Score.review_id) == row[0])
    ).all()
    scores, comments = {key: value for key, value, _ in marks}, {key: text for key, _, text in marks}
    return OwnReview._make((*row[1:], scores, comments))
