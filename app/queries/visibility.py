"""What a person may see, in SQL; the twin test proves it equal to can() of app.domain.permissions."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import BindParameter, ColumnElement, Executable, Uuid, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.permissions import Facts
from app.domain.phases import filing_ends
from app.domain.reviewing import Rules, hides_reviewers, parse_reviewing, rules_at
from app.domain.roles import Actor
from app.models import (
    AnswerComment,
    Assignment,
    Call,
    Collaborator,
    Conflict,
    Correction,
    Decision,
    Dossier,
    Review,
    Track,
)
from app.models.conflict import STANDING
from app.queries.asking import ask
from app.queries.calls import calendar_of, call_of

Someone = UUID | BindParameter[Any]


def in_conflict(person_id: Someone) -> ColumnElement[bool]:
    """The person filed the dossier of the row, had a hand in it, or has a conflict with it that was not dismissed."""
    declared = exists().where(
        col(Conflict.dossier_id) == col(Dossier.id),
        col(Conflict.person_id) == person_id,
        col(Conflict.state).in_(STANDING),
    )
    return or_(declared, col(Dossier.owner_id) == person_id, worked_on_by(person_id))


def worked_on_by(person_id: Someone) -> ColumnElement[bool]:
    """The person accepted to work on the dossier of the row; having left it does not undo that."""
    return exists().where(_mine(person_id), col(Collaborator.accepted_at).is_not(None))


def _mine(person_id: Someone) -> ColumnElement[bool]:
    return and_(col(Collaborator.dossier_id) == col(Dossier.id), col(Collaborator.person_id) == person_id)


def assigned_to(person_id: Someone) -> ColumnElement[bool]:
    """The dossier of the row is given to this reviewer."""
    return exists().where(
        col(Assignment.dossier_id) == col(Dossier.id),
        col(Assignment.reviewer_id) == person_id,
        col(Assignment.state) == "active",
    )


def _within(actor: Actor) -> ColumnElement[bool]:
    """Inside the one call an API token was made for."""
    return true() if actor.only_call is None else col(Dossier.call_id) == actor.only_call


def owned_by(actor: Actor) -> ColumnElement[bool]:
    """The dossier of the row is theirs."""
    return and_(col(Dossier.owner_id) == actor.id, _within(actor))


def shared_with(actor: Actor) -> ColumnElement[bool]:
    """They work on the dossier of the row with its owner."""
    here = and_(_mine(actor.id), col(Collaborator.accepted_at).is_not(None), col(Collaborator.ended_at).is_(None))
    return and_(exists().where(here), _within(actor))


def filed_by(actor: Actor) -> ColumnElement[bool]:
    """They file the dossier of the row: theirs, or shared with them."""
    return or_(owned_by(actor), shared_with(actor))


def organised_by(actor: Actor) -> ColumnElement[bool]:
    """They run its call, and have no conflict with it; drafts included (a list shows that they exist, no more)."""
    runs = true() if actor.is_admin else col(Dossier.call_id).in_(actor.organises)
    return and_(runs, _within(actor), ~in_conflict(actor.id)) if actor.is_admin or actor.organises else false()


def read_by(actor: Actor) -> ColumnElement[bool]:
    """They review it: admitted, assigned, without conflict."""
    if not actor.reviews:
        return false()
    admitted = and_(col(Dossier.call_id).in_(actor.reviews), col(Dossier.state) == "admitted", _within(actor))
    return and_(admitted, assigned_to(actor.id), ~in_conflict(actor.id))


def open_to_wishes(actor: Actor) -> ColumnElement[bool]:
    """Dossiers that a reviewer may say they would like to read: can("wish"); none they are suspected of a tie with."""
    if not actor.reviews:
        return false()
    tie = aliased(Conflict)
    suspected = exists().where(col(tie.dossier_id) == col(Dossier.id), col(tie.person_id) == actor.id)
    admitted = and_(col(Dossier.call_id).in_(actor.reviews), col(Dossier.state) == "admitted", _within(actor))
    return and_(admitted, ~in_conflict(actor.id), ~suspected.where(col(tie.state) == "suspected"))


def filed() -> ColumnElement[bool]:
    """Out of draft: filed at least once."""
    return and_(col(Dossier.state) != "draft", col(Dossier.filed_at).is_not(None))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Dossiers whose answers this person may read: can("view")."""
    return or_(filed_by(actor), and_(organised_by(actor), filed()), read_by(actor))


def listed_to(actor: Actor) -> ColumnElement[bool]:
    """Dossiers whose existence this person may know: can("list")."""
    return or_(filed_by(actor), organised_by(actor), read_by(actor))


class Ties(NamedTuple):
    """What binds a person and a dossier, but for their roles.

    `together`: somebody else works on it or was invited to, or it was commented on. It decides nothing; pages look no
    further for those who work alone.
    """

    assigned: bool
    conflict: bool
    decided: bool
    published: bool
    reviewed: bool
    submitted: bool
    hand: str | None
    correction_ends: datetime | None
    together: bool
    blind: str


def facts_of(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Facts:
    """Everything that decides for this person and this dossier at this instant."""
    call = call_of(db, dossier.call_id)
    row = ask(db, _all_ties(), dossier=dossier.id, me=actor.id).one()
    return facts_between(dossier, call, Ties(*row), actor, now)


def facts_between(dossier: Dossier, call: Call, ties: Ties, actor: Actor, now: datetime) -> Facts:
    """The same, of rows that were just read."""
    ends = filing_ends(calendar_of(call), started_at=dossier.created_at, extended_to=dossier.extended_to)
    within = actor.only_call in (None, dossier.call_id)
    return Facts(
        state=dossier.state,
        is_owner=within and dossier.owner_id == actor.id,
        hand=(ties.hand or "") if within and dossier.owner_id != actor.id else "",
        is_organiser=within and actor.is_organiser(dossier.call_id),
        is_reviewer=within and actor.is_reviewer(dossier.call_id),
        is_assigned=bool(ties.assigned),
        in_conflict=bool(ties.conflict),
        ever_filed=dossier.filed_at is not None,
        filing_open=call.opens_at <= now < ends,
        before_opening=now < call.opens_at,
        filing_ends=ends,
        missing=dossier.missing,
        unsigned=dossier.unsigned,
        reopened=dossier.reopened_at is not None,
        correction_ends=ties.correction_ends,
        correction_open=ties.correction_ends is not None and now < ties.correction_ends,
        reviewed=bool(ties.reviewed),
        decided=bool(ties.decided),
        published=bool(ties.published),
        review_submitted=bool(ties.submitted),
        rules=rules_of(call, now) if actor.is_reviewer(call.id) else Rules(),
        round=dossier.review_round,
        hides_reviewers=hides_reviewers(ties.blind),
    )


def rules_of(call: Call, now: datetime) -> Rules:
    """What the reviewers of this call may do and see now."""
    return rules_at(parse_reviewing(cast("JsonValue", call.reviewing)), now)


def ties_of(dossier_id: Someone, person_id: Someone) -> tuple[ColumnElement[Any], ...]:
    """The columns of `Ties`, for a query about a dossier."""
    decision = select(col(Decision.id)).where(col(Decision.dossier_id) == dossier_id)
    review = select(col(Review.id)).where(col(Review.dossier_id) == dossier_id, col(Review.state) == "submitted")
    hand = select(col(Collaborator.hand)).where(
        _mine(person_id), col(Collaborator.accepted_at).is_not(None), col(Collaborator.ended_at).is_(None)
    )
    correction = select(col(Correction.due_at)).where(
        col(Correction.dossier_id) == dossier_id,
        col(Correction.answered_at).is_(None),
        col(Correction.ended_at).is_(None),
    )
    others = select(col(Collaborator.id)).where(
        col(Collaborator.dossier_id) == dossier_id,
        col(Collaborator.ended_at).is_(None),
        col(Collaborator.declined_at).is_(None),
    )
    words = select(col(AnswerComment.id)).where(
        col(AnswerComment.dossier_id) == dossier_id, col(AnswerComment.removed_at).is_(None)
    )
    return (
        assigned_to(person_id),
        in_conflict(person_id),
        exists(decision),
        exists(decision.where(col(Decision.published_at).is_not(None))),
        exists(review),
        exists(review.where(col(Review.reviewer_id) == person_id)),
        hand.limit(1).scalar_subquery(),
        correction.limit(1).scalar_subquery(),
        or_(exists(others), exists(words)),
        select(col(Track.blind)).where(col(Track.id) == col(Dossier.track_id)).correlate(Dossier).scalar_subquery(),
    )


@lru_cache
def _all_ties() -> Executable:
    dossier_id = bindparam("dossier", type_=Uuid())
    return select(*ties_of(dossier_id, bindparam("me", type_=Uuid()))).where(col(Dossier.id) == dossier_id)
