"""Saves that come from a page of an earlier form: what was typed is kept, and read as the form asks now.

The form may change while somebody types. Answers of questions that are still asked go where they are asked now, those
of questions that are gone stay with the dossier, and what can no longer be shown is kept aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.carrying import carry, holds_answers
from app.domain.crossings import fingerprint
from app.domain.errors import NotFound, Stale
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question
from app.domain.roles import Actor
from app.models import Answer, Dossier, DossierSection, FormVersion, KeptAnswer
from app.queries.dossiers import sections_of
from app.queries.forms import plan_of
from app.queries.kept_answers import answers_of, kept_of
from app.services import answer_history, corrections, journal
from app.services.answers import locked, read_values, section_of
from app.services.drafts import demand_open, note, refresh
from app.services.form_moves import keep_aside


@dataclass(frozen=True, slots=True)
class Late:
    """What a late save did: the section it came from, and the keys whose answers the form no longer shows."""

    state: DossierSection
    set_aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What was typed, sorted: values to write, and those to keep aside as they are."""

    changed: dict[str, JsonValue]
    aside: dict[str, JsonValue]


def seen_plan(db: Session, dossier: Dossier, version_id: UUID) -> FormPlan:
    """The form that a page was made from; raises NotFound unless it is a published version of the dossier's form."""
    return plan_of(db, _seen(db, dossier, version_id).id)


def save_late(
    db: Session,
    dossier: Dossier,
    section_key: str,
    values: Mapping[str, JsonValue],
    *,
    seen: UUID,
    version: int,
    prints: Mapping[str, str] | None = None,
    opened: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Late:
    """Keep the answers of one section of the form `seen`, whole, whatever has become of its questions.

    `prints`, by question, are the fingerprints of what the page showed: what still has it was not touched.

    Raises what `save_section` raises; Stale too where a question now asked elsewhere was answered since `opened`.
    """
    demand_open(db, dossier, actor, now)
    page = _seen(db, dossier, seen)
    section = section_of(plan_of(db, seen), section_key)
    asked = {question.key: question for question in plan_of(db, dossier.form_version_id).questions}
    given = _touched(read_values(section, values), prints or {})
    rows, kept = answers_of(db, dossier.id, given), kept_of(db, dossier.id)
    found = _sort(section, asked, given, rows, kept)
    state = locked(db, dossier, section_key)
    if not found.changed and not found.aside:
        return Late(state, ())
    corrections.demand_asked(db, dossier, found.changed)
    _demand_fresh(found.changed, rows, state, version, (page.published_at, opened))
    for key, value in found.aside.items():
        keep_aside(db, dossier, key, value, seen, kept=kept, now=now)
    _age(db, _sections(db, dossier, state, found.changed), actor, now)
    _write(db, dossier, found.changed, rows, actor=actor, now=now)
    refresh(db, dossier, now=now)
    note(db, "dossier.section_saved", dossier, actor, now, after=journal.digest({**found.changed, **found.aside}))
    unseen = [key for key in found.changed if key not in asked or not holds_answers(asked[key])]
    return Late(state, tuple(dict.fromkeys((*unseen, *found.aside))))


def _touched(given: Mapping[str, JsonValue], prints: Mapping[str, str]) -> dict[str, JsonValue]:
    return {key: value for key, value in given.items() if prints.get(key) != fingerprint(value)}


def _seen(db: Session, dossier: Dossier, version_id: UUID) -> FormVersion:
    seen, here = db.get(FormVersion, version_id), db.get_one(FormVersion, dossier.form_version_id)
    if seen is None or seen.published_at is None or seen.form_id != here.form_id:
        raise NotFound
    return seen


def _sort(
    section: Section,
    asked: Mapping[str, Question],
    given: Mapping[str, JsonValue],
    rows: Mapping[str, Answer],
    kept: list[KeptAnswer],
) -> _Sorted:
    found = _Sorted({}, {})
    for old in section.questions:
        if old.key not in given:
            continue
        value, new = given[old.key], asked.get(old.key)
        present = rows[old.key].value if old.key in rows else None
        if value == present or any(one.question_key == old.key and one.value == value for one in kept):
            continue
        # Emptied on a page where it was asked otherwise, or is asked no more, it says nothing of what is there now.
        if value is None and (new is None or new.kind != old.kind):
            continue
        carried = carry(old, new, value)
        if carried.lossy:
            found.aside[old.key] = value
        if carried.value != present and (carried.value is not None or value is None):
            found.changed[old.key] = carried.value
    return found


def _demand_fresh(
    changed: Mapping[str, JsonValue],
    rows: Mapping[str, Answer],
    state: DossierSection,
    version: int,
    made: tuple[datetime | None, ...],
) -> None:
    """Raise Stale, with both texts, when somebody else wrote one of these answers since the page was made."""
    since = max(at for at in (*made, state.updated_at if state.version == version else None) if at)
    theirs = {key: rows[key].value if key in rows else None for key in changed}
    crossed = [key for key in changed if state.version != version or (key in rows and rows[key].updated_at > since)]
    if crossed:
        mine, other = ({key: some[key] for key in crossed} for some in (changed, theirs))
        raise Stale("stale", version=state.version, mine=mine, theirs=other)


def _age(db: Session, sections: list[DossierSection], actor: Actor, now: datetime) -> None:
    """Make the pages of these sections old."""
    for one in sections:
        one.version, one.updated_at, one.updated_by = one.version + 1, now, actor.id
        db.add(one)


def _write(
    db: Session,
    dossier: Dossier,
    changed: Mapping[str, JsonValue],
    rows: Mapping[str, Answer],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    answer_history.record(db, dossier, changed, {key: row.value for key, row in rows.items()}, actor, now)
    versions = _versions(db, dossier)
    for key, value in changed.items():
        row = rows.get(key) or Answer(dossier_id=dossier.id, question_key=key, updated_at=now, updated_by=actor.id)
        row.value, row.updated_at, row.updated_by = value, now, actor.id
        row.section_version, row.source = versions.get(key, row.section_version), ""
        db.add(row)


def _versions(db: Session, dossier: Dossier) -> dict[str, int]:
    """By question, the version of the section that asks it now."""
    db.flush()
    states = sections_of(db, dossier.id)
    return {
        question.key: states[section.key].version
        for section in plan_of(db, dossier.form_version_id).sections
        for question in section.questions
        if section.key in states
    }


def _sections(
    db: Session, dossier: Dossier, state: DossierSection, changed: Mapping[str, JsonValue]
) -> list[DossierSection]:
    """The section it came from, and those where these questions are asked now: their pages are no longer fresh."""
    others = [
        section.key
        for section in plan_of(db, dossier.form_version_id).sections
        if section.key != state.section_key and any(question.key in changed for question in section.questions)
    ]
    return [state, *(locked(db, dossier, key) for key in others)]
