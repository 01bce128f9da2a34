"""Reads of where a reviewer goes: what comes next, and how long it takes them."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Executable, and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Dossier, Review
from app.queries.asking import anyone, ask, ids_of
from app.queries.calls import call_of
from app.queries.reviews import Given, given_to
from app.queries.visibility import read_by, rules_of

_Another = aliased(Review)
_HANDED_IN = (
    select(func.count())
    .where(col(_Another.dossier_id) == col(Dossier.id), col(_Another.state) == "submitted")
    .correlate(Dossier)
).scalar_subquery()


def next_reading(db: Session, actor: Actor, dossier: Dossier, now: datetime) -> UUID | None:
    """The next dossier to review after this one, in its call: those after it first, then those before.

    Where reviewers may choose what to read next, the one that fewest have reviewed comes first.
    """
    rules = rules_of(call_of(db, dossier.call_id), now)
    given = and_(col(Review.dossier_id) == col(Dossier.id), col(Review.reviewer_id) == actor.id)
    query = (
        select(col(Dossier.id))
        .join(Given, given_to(actor))
        .outerjoin(Review, given)
        .where(read_by(actor), col(Dossier.call_id) == dossier.call_id, col(Dossier.id) != dossier.id)
        .where(or_(col(Review.id).is_(None), col(Review.state) == "draft"))
        .where(col(Dossier.review_round) >= rules.round)
    )
    order = [case((col(Dossier.number) > (dossier.number or 0), 0), else_=1), col(Dossier.number)]
    if rules.may_pick:
        order.insert(0, _HANDED_IN)
    return db.execute(query.order_by(*order).limit(1)).scalar_one_or_none()


def pace_of(db: Session, actor: Actor) -> int | None:
    """How many seconds this person's reviews took, on average of those handed in; None before any was timed."""
    found = ask(db, _pace(anyone(actor)), **ids_of(actor)).scalar_one()
    return int(found) if found else None


@lru_cache
def _pace(somebody: Actor) -> Executable:
    return (
        select(func.avg(col(Review.seconds)))
        .join(Dossier, col(Dossier.id) == col(Review.dossier_id))
        .where(read_by(somebody), col(Review.reviewer_id) == somebody.id, col(Review.state) == "submitted")
        .where(col(Review.seconds) > 0)
    )
