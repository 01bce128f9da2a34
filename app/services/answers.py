"""Answers: kept as they were given, section by section; a stale save is refused with both texts."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import asks, normalise
from app.domain.errors import Invalid, NotFound, Stale
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import COUNTED_KINDS
from app.domain.roles import Actor
from app.models import Answer, Dossier, DossierSection
from app.queries.forms import plan_of
from app.services import corrections, journal, place_answers
from app.services.drafts import demand_open, note, refresh


def save_section(
    db: Session,
    dossier: Dossier,
    section_key: str,
    values: Mapping[str, JsonValue],
    *,
    version: int,
    actor: Actor,
    now: datetime,
    found: Mapping[str, JsonValue] | None = None,
) -> DossierSection:
    """Keep these answers of one section, whole, right or wrong; a question left out keeps its answer.

    `found` are organisations and addresses that a directory gave, by question key.
    Raises Stale (params `version`, `mine`, `theirs`: values by question key, the differing ones alone) when somebody
    saved other answers since `version`; saving the same again changes nothing. Raises WrongState once filing is over.
    """
    demand_open(db, dossier, actor, now)
    section = section_of(plan_of(db, dossier.form_version_id), section_key)
    given = read_values(section, values)
    state = locked(db, dossier, section_key)
    kept = _kept(db, dossier, tuple(given))
    theirs: dict[str, JsonValue] = {key: cast("JsonValue", row.value) for key, row in kept.items()}
    given = place_answers.settle(section.questions, given, theirs, found or {})
    changed = {key: value for key, value in given.items() if value != theirs.get(key)}
    if not changed:
        return state
    corrections.demand_asked(db, dossier, changed)
    if state.version != version:
        raise Stale("stale", version=state.version, mine=changed, theirs={key: theirs.get(key) for key in changed})
    for key, value in changed.items():
        row = kept.get(key) or Answer(dossier_id=dossier.id, question_key=key, updated_at=now, updated_by=actor.id)
        row.value, row.updated_at, row.updated_by = value, now, actor.id
        db.add(row)
    state.version, state.updated_at, state.updated_by = state.version + 1, now, actor.id
    db.add(state)
    refresh(db, dossier, now=now)
    before = journal.digest({key: theirs.get(key) for key in changed})
    note(db, "dossier.section_saved", dossier, actor, now, before=before, after=journal.digest(changed))
    return state


def section_of(plan: FormPlan, key: str) -> Section:
    """The section of this key; raises NotFound."""
    found = next((section for section in plan.sections if section.key == key), None)
    if found is None:
        raise NotFound
    return found


def read_values(section: Section, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The values as they are kept; raises Invalid for a question that is not asked here, or has a page of its own."""
    asked = {question.key: question for question in section.questions if asks(question)}
    for key in values:
        if key not in asked or asked[key].kind in COUNTED_KINDS:
            raise Invalid("unknown_question", field=key, question=key)
    return {key: normalise(asked[key], value) for key, value in values.items()}


def locked(db: Session, dossier: Dossier, section_key: str) -> DossierSection:
    """Where a section of a dossier stands, held until it is changed."""
    query = select(DossierSection).where(
        col(DossierSection.dossier_id) == dossier.id, col(DossierSection.section_key) == section_key
    )
    found: DossierSection | None = db.execute(query.with_for_update()).scalar_one_or_none()
    return found or DossierSection(dossier_id=dossier.id, section_key=section_key)


def _kept(db: Session, dossier: Dossier, keys: tuple[str, ...]) -> dict[str, Answer]:
    query = select(Answer).where(col(Answer.dossier_id) == dossier.id, col(Answer.question_key).in_(keys))
    return {row.question_key: row for row in db.execute(query).scalars()}
