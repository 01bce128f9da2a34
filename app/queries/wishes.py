"""Reads of wishes: what a reviewer may say they would like to read, and for organisers, what was said."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, select
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind, Reader
from app.domain.readers import Blindfold, hidden_columns, may_read
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.models import Answer, Call, Dossier, Membership, Track, Wish
from app.queries.assignments import THEMES, themes_of
from app.queries.blind import blindfolds, titles
from app.queries.forms import plan_of
from app.queries.reviewing import plan_of as reading_plan_of
from app.queries.visibility import filed, open_to_wishes, organised_by

PAGE = 30
LONGEST = 700
SHOWN = ("all", "unsaid", "want", "could", "rather_not")


class Wished(NamedTuple):
    """A dossier that may be wished for, as far as its form and its track let reviewers know it; `wish` may be empty."""

    id: UUID
    number: int
    reference: str
    title: str
    track: dict[str, str]
    region: str
    themes: list[str]
    summary: str
    wish: str


class Standing(NamedTuple):
    """A dossier and how many would like to read it."""

    id: UUID
    reference: str
    title: str
    want: int
    could: int
    rather_not: int


class Figures(NamedTuple):
    """How far the wishes of a reviewer, or of a pool, are."""

    said: int
    total: int


def asks(db: Session, actor: Actor, call: Call) -> bool:
    """Whether this person is asked for wishes in this call: a reviewer who accepted, and not for one dossier alone."""
    if not actor.is_reviewer(call.id) or reading_plan_of(call).wishes_until is None:
        return False
    return db.execute(_pool(call.id).where(col(Membership.person_id) == actor.id)).first() is not None


def is_open(call: Call, now: datetime) -> bool:
    """Whether wishes may be said now."""
    until = reading_plan_of(call).wishes_until
    return until is not None and now < until and call.published_at is None


def page_of(
    db: Session, actor: Actor, call_id: UUID, language: str, *, show: str = "all", after: int = 0, reach: int = PAGE + 1
) -> list[Wished]:
    """A page of dossiers and one more (`reach` in all), by number."""
    query = (
        select(
            col(Dossier.id),
            col(Dossier.number),
            col(Dossier.reference),
            col(Dossier.title),
            col(Dossier.region),
            col(Dossier.form_version_id),
            col(Track.title),
            col(Track.blind),
            func.coalesce(col(Wish.wish), ""),
        )
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .outerjoin(Wish, _mine(actor))
        .where(col(Dossier.call_id) == call_id, open_to_wishes(actor), col(Dossier.number) > after)
    )
    if show == "unsaid":
        query = query.where(col(Wish.id).is_(None))
    elif show in SHOWN[2:]:
        query = query.where(col(Wish.wish) == show)
    rows = db.execute(query.order_by(col(Dossier.number)).limit(reach)).all()
    plans = {row[5]: plan_of(db, row[5]) for row in rows}
    folds, names = blindfolds(db, {row[0]: row[7] for row in rows}), titles(db, [row[0] for row in rows])
    summaries = {row[0]: summary_key(plans[row[5]], folds.get(row[0])) for row in rows}
    said = _answers(db, [row[0] for row in rows], {THEMES, *(key for key in summaries.values() if key)})
    found = []
    for identity, number, reference, _, region, version, track, _, wish in rows:
        fold = folds.get(identity)
        hidden = hidden_columns(plans[version], Reader.REVIEWERS, blind=fold)
        themes = [] if "themes" in hidden else _theme_names(plans[version], said.get((identity, THEMES)), language)
        written = fold.answers.get(summaries[identity]) if fold else None
        summary = str(written or said.get((identity, summaries[identity])) or "")
        place = "" if "place" in hidden else region
        found.append(Wished(identity, number, reference, names[identity], track, place, themes, _cut(summary), wish))
    return found


def figures(db: Session, actor: Actor, call_id: UUID) -> Figures:
    """On how many of how many this reviewer said something."""
    query = select(func.count(col(Wish.id)), func.count()).select_from(Dossier).outerjoin(Wish, _mine(actor))
    said, total = db.execute(query.where(col(Dossier.call_id) == call_id, open_to_wishes(actor))).one()
    return Figures(int(said), int(total))


def may_wish(db: Session, actor: Actor, call_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these dossiers that this reviewer may wish for."""
    query = select(col(Dossier.id)).where(col(Dossier.id).in_(list(ids)), col(Dossier.call_id) == call_id)
    return set(db.execute(query.where(open_to_wishes(actor))).scalars())


def said_by_pool(db: Session, call_id: UUID) -> Figures:
    """How many reviewers said something, of how many who are asked."""
    pool = _pool(call_id).subquery()
    spoke = select(func.count(func.distinct(col(Wish.person_id)))).join(
        Dossier, col(Dossier.id) == col(Wish.dossier_id)
    )
    spoke = spoke.where(col(Dossier.call_id) == call_id, col(Wish.person_id).in_(select(pool.c.person_id)))
    total = db.execute(select(func.count()).select_from(pool)).scalar_one()
    return Figures(int(db.execute(spoke).scalar_one()), int(total))


def standings(db: Session, actor: Actor, call_id: UUID) -> list[Standing]:
    """Every admitted dossier this organiser may see, those that fewest would like to read first."""
    counts = [func.coalesce(func.sum(case((col(Wish.wish) == key, 1), else_=0)), 0) for key in SHOWN[2:]]
    query = (
        select(col(Dossier.id), col(Dossier.reference), col(Dossier.title), *counts)
        .outerjoin(Wish, col(Wish.dossier_id) == col(Dossier.id))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted", organised_by(actor), filed())
        .group_by(col(Dossier.id), col(Dossier.reference), col(Dossier.title), col(Dossier.number))
        .order_by(counts[0] + counts[1], counts[0], col(Dossier.number))
    )
    return [Standing(row[0], row[1], row[2], *(int(value) for value in row[3:])) for row in db.execute(query)]


def asked_people(db: Session, call_id: UUID) -> list[UUID]:
    """Who is asked for wishes: reviewers who accepted, but experts of one dossier."""
    return list(db.execute(_pool(call_id)).scalars())


def summary_key(plan: FormPlan, blind: Blindfold | None) -> str:
    """The question that tells a dossier in few words, if its reviewers may read it: `summary`, else the first text."""
    always = [one for section in plan.sections if section.when is None for one in section.questions if one.when is None]
    texts = [one for one in always if one.kind == QuestionKind.LONG and may_read(one, Reader.REVIEWERS, blind=blind)]
    return next((one.key for one in texts if one.key == "summary"), texts[0].key if texts else "")


def _mine(actor: Actor) -> ColumnElement[bool]:
    return and_(col(Wish.dossier_id) == col(Dossier.id), col(Wish.person_id) == actor.id)


def _pool(call_id: UUID) -> Any:
    return select(col(Membership.person_id)).where(
        col(Membership.call_id) == call_id,
        col(Membership.role) == "reviewer",
        col(Membership.revoked_at).is_(None),
        col(Membership.accepted_at).is_not(None),
        col(Membership.is_expert) == false(),
    )


def _answers(db: Session, ids: list[UUID], keys: set[str]) -> dict[tuple[UUID, str], object]:
    query = select(col(Answer.dossier_id), col(Answer.question_key), col(Answer.value))
    query = query.where(col(Answer.dossier_id).in_(ids), col(Answer.question_key).in_(sorted(keys)))
    return {(row[0], row[1]): row[2] for row in db.execute(query)}


def _theme_names(plan: FormPlan, value: object, language: str) -> list[str]:
    question = next((one for section in plan.sections for one in section.questions if one.key == THEMES), None)
    labels = {option.key: text_in(option.label, language) for option in question.options} if question else {}
    return [labels.get(theme, theme) for theme in sorted(themes_of(value))]


def _cut(text: str) -> str:
    """The beginning of a long text, to a whole word."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
