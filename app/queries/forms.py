"""Reads of what is asked and how it is scored: form plans and rubrics, as the domain knows them."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import NamedTuple, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Uuid, bindparam, event, select
from sqlmodel import Session, col

from app.domain import form_plans as asked
from app.domain.rubric import Criterion as Weighed
from app.domain.rubric import Rubric as Scale
from app.models import Criterion, FormVersion, Rubric, Track
from app.queries.asking import ask

PLANS_KEPT = 300
_plans: OrderedDict[UUID, asked.FormPlan] = OrderedDict()
_changing_plans = Lock()


class CriterionRow(NamedTuple):
    """A criterion as reviewers and the public read it; texts per language."""

    id: UUID
    key: str
    title: dict[str, str]
    question: dict[str, str]
    levels: dict[str, list[str]]
    weight: int
    optional: bool
    section_key: str
    comment_to: str


_CRITERION = [getattr(Criterion, name) for name in CriterionRow._fields]
_VERSIONS = (
    select(col(FormVersion.form_id), col(FormVersion.id))
    .where(col(FormVersion.form_id).in_(bindparam("forms", type_=Uuid(), expanding=True)))
    .order_by(col(FormVersion.published_at).is_not(None), col(FormVersion.number))
)
_RUBRICS = (
    select(col(Track.id), col(Rubric.scale_max), *_CRITERION)
    .join(Rubric, col(Rubric.id) == col(Track.rubric_id))
    .join(Criterion, col(Criterion.rubric_id) == col(Rubric.id))
    .where(col(Track.call_id) == bindparam("call", type_=Uuid()))
    .order_by(col(Track.position), col(Criterion.position))
)
_CRITERIA = (
    select(*_CRITERION)
    .where(col(Criterion.rubric_id) == bindparam("rubric", type_=Uuid()))
    .order_by(col(Criterion.position))
)


def plan_of(db: Session, version_id: UUID) -> asked.FormPlan:
    """Everything a version of a form asks; a published version never changes: the last ones read are kept."""
    with _changing_plans:
        if version_id in _plans:
            _plans.move_to_end(version_id)
            return _plans[version_id]
    read: dict[UUID, asked.FormPlan] = db.info.setdefault("plans", {})
    if version_id in read:
        return read[version_id]
    version = db.get_one(FormVersion, version_id)
    plan = asked.parse_form_plan(cast("JsonValue", version.plan))
    if version.published_at is not None:
        read[version_id] = plan
        if db.get_bind().get_execution_options().get("door") == "reading":
            _keep(version_id, plan)
        else:
            # What this transaction publishes is not published yet: it may still be rolled back.
            event.listen(db, "after_commit", lambda _session: _keep(version_id, plan), once=True)
    return plan


def _keep(version_id: UUID, plan: asked.FormPlan) -> None:
    with _changing_plans:
        _plans[version_id] = plan
        while len(_plans) > PLANS_KEPT:
            _plans.popitem(last=False)


def latest_version(db: Session, form_id: UUID) -> UUID:
    """The version that new dossiers take: the last published one; before any is, the one being written."""
    return latest_versions(db, [form_id])[form_id]


def latest_versions(db: Session, form_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The version that new dossiers take, form by form."""
    rows = ask(db, _VERSIONS, forms=list(form_ids))
    return {row[0]: row[1] for row in rows}


def rubrics_of(db: Session, call_id: UUID) -> dict[UUID, tuple[list[CriterionRow], int]]:
    """The criteria of each track of a call that has some, in order, and the end of their scale."""
    found: dict[UUID, tuple[list[CriterionRow], int]] = {}
    for track_id, scale_max, *criterion in ask(db, _RUBRICS, call=call_id):
        found.setdefault(track_id, ([], scale_max))[0].append(CriterionRow(*criterion))
    return found


def criteria_of(db: Session, rubric_id: UUID) -> list[CriterionRow]:
    """The criteria of a rubric, in order."""
    return [CriterionRow(*row) for row in ask(db, _CRITERIA, rubric=rubric_id)]


def rubric_of(db: Session, track_id: UUID) -> tuple[Scale, list[CriterionRow]]:
    """How the dossiers of a track are scored: the domain's rubric, and its criteria as they are shown."""
    query = select(Rubric).join(Track, col(Track.rubric_id) == col(Rubric.id)).where(col(Track.id) == track_id)
    rubric = db.execute(query).scalar_one()
    criteria = criteria_of(db, rubric.id)
    weighed = tuple(Weighed(row.key, row.weight, optional=row.optional) for row in criteria)
    return Scale(rubric.scale_max, weighed), criteria
