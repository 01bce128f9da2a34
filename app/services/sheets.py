"""The public sheets of the selected: what they agreed to show, and no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.adapters import geography
from app.domain.questions import QuestionKind, Reader
from app.domain.readers import readable
from app.domain.slugs import free_slug
from app.models import Answer, Call, Dossier, Member, PoleSheet
from app.queries.asked import plan_for

CONSENT = "publication"
SHOWN = ("summary", "state", "themes", "jobs", "founded_in")
"""Answers a sheet may take, where the form says that everybody reads them."""
BEARER = "bearer_name"
CONSULTED = ("legal_form", CONSENT)
"""Answers that decide what is shown, and are not."""


def make(db: Session, call: Call, dossiers: Sequence[Dossier], *, now: datetime) -> None:
    """Write the sheet of each selected dossier; without consent it bears a name and a place, nothing else."""
    answers, members = _answers(db, dossiers), _members(db, dossiers)
    taken = set(db.execute(select(col(PoleSheet.slug))).scalars())
    for dossier in dossiers:
        told = _public(db, dossier, answers.get(dossier.id, {}), members.get(dossier.id, []))
        sheet = _sheet(call, dossier, told, now=now)
        sheet.slug = free_slug(sheet.name, taken, otherwise="pole")
        taken.add(sheet.slug)
        db.add(sheet)
    db.flush()


class Told(NamedTuple):
    """What the form of a dossier lets everybody read, if its owner agrees."""

    bearer: str
    answers: Mapping[str, JsonValue]
    members: Sequence[Member]


def _sheet(call: Call, dossier: Dossier, told: Told, *, now: datetime) -> PoleSheet:
    place = geography.commune(dossier.insee)
    sheet = PoleSheet(
        call_id=call.id,
        dossier_id=dossier.id,
        slug="",
        name=dossier.title or dossier.bearer or dossier.reference or "",
        commune=dossier.commune,
        insee=dossier.insee,
        departement=dossier.departement,
        region=dossier.region,
        longitude=place.lon if place else None,
        latitude=place.lat if place else None,
        published_at=now,
        updated_at=now,
    )
    return _told(sheet, told) if told.answers.get(CONSENT) is True else sheet


def _public(db: Session, dossier: Dossier, answers: Mapping[str, JsonValue], members: Sequence[Member]) -> Told:
    """What was asked, and may be read by everybody."""
    plan = plan_for(db, dossier.form_version_id, answers)
    asked = {question.key: question for question in plan.questions}
    public = readable(plan, Reader.PUBLIC).questions
    shown = {question.key for question in public}.intersection(SHOWN) | {*CONSULTED}
    kept = {key: answers[key] for key in shown.intersection(asked, answers)}
    joins = any(question.kind == QuestionKind.MEMBERS for question in public)
    named = joins or any(question.key == BEARER for question in public)
    return Told(dossier.bearer if named else "", kept, members if joins else ())


def _told(sheet: PoleSheet, told: Told) -> PoleSheet:
    """What a grouping agreed to show: a person among its members keeps their name to themselves."""
    answers, members = told.answers, told.members
    is_person = answers.get("legal_form") == "person" or any(
        one.is_bearer and one.family == "person" for one in members
    )
    sheet.bearer = "" if is_person else told.bearer
    sheet.summary = _text(answers.get("summary"))
    sheet.state = _text(answers.get("state"))[:30]
    themes = answers.get("themes")
    sheet.themes = [str(theme) for theme in themes] if isinstance(themes, list) else []
    founded, jobs = answers.get("founded_in"), answers.get("jobs")
    sheet.founded_in = int(founded) if isinstance(founded, int | float) else None
    sheet.jobs = float(jobs) if isinstance(jobs, int | float) else _sum(members)
    sheet.members = [
        {
            "name": "" if one.family == "person" else one.name,
            "family": one.family,
            "commune": "" if one.family == "person" else one.commune,
            "is_bearer": one.is_bearer,
        }
        for one in members
    ]
    return sheet


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _sum(members: Sequence[Member]) -> float | None:
    known = [one.jobs for one in members if one.jobs is not None]
    return sum(known) if known else None


def _answers(db: Session, dossiers: Sequence[Dossier]) -> dict[UUID, dict[str, JsonValue]]:
    """Every answer: a condition may look at any."""
    query = select(col(Answer.dossier_id), col(Answer.question_key), col(Answer.value)).where(
        col(Answer.dossier_id).in_([dossier.id for dossier in dossiers])
    )
    found: dict[UUID, dict[str, JsonValue]] = {}
    for dossier_id, key, value in db.execute(query):
        found.setdefault(dossier_id, {})[key] = value
    return found


def _members(db: Session, dossiers: Sequence[Dossier]) -> dict[UUID, list[Member]]:
    query = (
        select(Member)
        .where(col(Member.dossier_id).in_([dossier.id for dossier in dossiers]))
        .order_by(col(Member.position), col(Member.id))
    )
    found: dict[UUID, list[Member]] = {}
    for row in db.execute(query).scalars():
        found.setdefault(row.dossier_id, []).append(row)
    return found
