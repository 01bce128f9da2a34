"""Answers: kept as they were given, section by section; a text that crosses another is given back with both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import asks, normalise
from app.domain.crossings import Merged, Seen, Stored, merge
from app.domain.errors import Invalid, NotFound, Stale
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import COUNTED_KINDS
from app.domain.roles import Actor
from app.models import Answer, Dossier, DossierSection
from app.queries.forms import plan_of
from app.queries.kept_answers import answers_of
from app.services import answer_history, corrections, journal, place_answers
from app.services.drafts import demand_open, note, refresh


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: where the section stands; by question, the texts that crossed; what others changed meanwhile."""

    state: DossierSection
    mine: dict[str, JsonValue]
    theirs: dict[str, JsonValue]
    news: tuple[str, ...] = ()


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
    """Keep these answers of one section, all or none, right or wrong; a question left out keeps its answer.

    `found` are organisations and addresses that a directory gave, by question key.
    Raises Stale (params `version`, `mine`, `theirs`: values by question key, the differing ones alone) when somebody
    gave another of these answers since `version`; saving the same again changes nothing. Raises WrongState once
    filing is over.
    """
    desk = _Desk.at(db, dossier, section_key, values, actor=actor, now=now, found=found)
    merged = desk.merged(Seen(version))
    if merged.crossed:
        raise Stale("stale", version=desk.state.version, mine=merged.crossed, theirs=desk.theirs(merged.crossed))
    return desk.write(merged.changed)


def save_page(
    db: Session,
    dossier: Dossier,
    section_key: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Seen,
    actor: Actor,
    now: datetime,
    found: Mapping[str, JsonValue] | None = None,
) -> Saved:
    """Keep what a page of one section sends, but for the answers that somebody else gave otherwise since it was made.

    Those are given back with both texts, and change nothing. Raises WrongState once filing is over.
    """
    desk = _Desk.at(db, dossier, section_key, values, actor=actor, now=now, found=found)
    merged = desk.merged(seen)
    return Saved(desk.write(merged.changed), merged.crossed, desk.theirs(merged.crossed), merged.news)


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


@dataclass(frozen=True, slots=True)
class _Desk:
    """One section held open: what is stored, what is given, and who gives it."""

    db: Session
    dossier: Dossier
    state: DossierSection
    rows: Mapping[str, Answer]
    given: Mapping[str, JsonValue]
    actor: Actor
    now: datetime

    @classmethod
    def at(
        cls,
        db: Session,
        dossier: Dossier,
        section_key: str,
        values: Mapping[str, JsonValue],
        *,
        actor: Actor,
        now: datetime,
        found: Mapping[str, JsonValue] | None,
    ) -> "_Desk":
        """Hold a section, and read what is given as it would be stored; raises when it may not be written in."""
        demand_open(db, dossier, actor, now)
        section = section_of(plan_of(db, dossier.form_version_id), section_key)
        given = read_values(section, values)
        state = locked(db, dossier, section_key)
        rows = answers_of(db, dossier.id, given)
        theirs = {key: cast("JsonValue", row.value) for key, row in rows.items()}
        given = place_answers.settle(section.questions, given, theirs, found or {})
        return cls(db, dossier, state, rows, given, actor, now)

    def merged(self, seen: Seen) -> Merged:
        """What is given, sorted by what the page showed and what is stored now."""
        stored = {key: Stored(cast("JsonValue", row.value), row.section_version) for key, row in self.rows.items()}
        return merge(self.given, stored, seen, version=self.state.version)

    def theirs(self, keys: Iterable[str]) -> dict[str, JsonValue]:
        """What is stored of these questions; None where nobody answered."""
        return {key: cast("JsonValue", self.rows[key].value) if key in self.rows else None for key in keys}

    def write(self, changed: Mapping[str, JsonValue]) -> DossierSection:
        """Keep these answers; nothing to keep is no change, and no line in the journal."""
        if not changed:
            return self.state
        db, dossier, state, actor, now = self.db, self.dossier, self.state, self.actor, self.now
        corrections.demand_asked(db, dossier, changed)
        theirs = self.theirs(changed)
        state.version, state.updated_at, state.updated_by = state.version + 1, now, actor.id
        db.add(state)
        for key, value in changed.items():
            row = self.rows.get(key) or Answer(
                dossier_id=dossier.id, question_key=key, updated_at=now, updated_by=actor.id
            )
            row.value, row.updated_at, row.updated_by = value, now, actor.id
            row.section_version, row.source = state.version, ""
            db.add(row)
        answer_history.record(db, dossier, changed, theirs, actor, now)
        refresh(db, dossier, now=now)
        before, after = journal.digest(theirs), journal.digest(changed)
        note(db, "dossier.section_saved", dossier, actor, now, before=before, after=after)
        return state
