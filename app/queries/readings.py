"""Reads of one dossier as its reviewers see it: what was answered, by section, and who joins forces."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.questions import Reader
from app.models import Dossier, Member, Rubric, Track
from app.queries.asked import hidden_from
from app.queries.blind import title_for


class ReadHead(NamedTuple):
    """What stands above a dossier; empty, or None, where its form keeps that from reviewers."""

    track: dict[str, str]
    jobs: int
    families: list[str]
    members: int | None
    place: str


class ReadDossier(NamedTuple):
    """A dossier as its reviewers know it."""

    id: UUID
    call_id: UUID
    reference: str
    title: str
    state: str
    filed_at: datetime | None


class RubricRow(NamedTuple):
    """The rubric of a track."""

    id: UUID
    track: dict[str, str]
    scale_max: int


def as_read(db: Session, dossier: Dossier) -> ReadDossier:
    """What reviewers may be told of a dossier wherever it is named."""
    title = title_for(db, dossier, Reader.REVIEWERS)
    return ReadDossier(dossier.id, dossier.call_id, dossier.reference or "", title, dossier.state, dossier.filed_at)


def head_of(db: Session, dossier: Dossier) -> ReadHead:
    """The track of a dossier, its place, and its grouping in figures."""
    jobs = select(func.coalesce(func.sum(Member.jobs), 0)).where(col(Member.dossier_id) == dossier.id).scalar_subquery()
    row = db.execute(select(col(Track.title), jobs).where(col(Track.id) == dossier.track_id)).one()
    hidden = hidden_from(db, dossier, Reader.REVIEWERS)
    place = f"{dossier.commune} ({dossier.departement})" if dossier.departement else dossier.commune
    place = "" if "place" in hidden else place
    if "members" in hidden:
        return ReadHead(row[0], 0, [], None, place)
    families = [family for family in dossier.families.split(",") if family]
    return ReadHead(row[0], int(row[1]), families, dossier.member_count, place)


def rubrics(db: Session, call_id: UUID) -> list[RubricRow]:
    """The rubrics of a call, in the order of its tracks."""
    query = (
        select(col(Rubric.id), col(Track.title), col(Rubric.scale_max))
        .join(Track, col(Track.rubric_id) == col(Rubric.id))
        .where(col(Track.call_id) == call_id)
        .order_by(col(Track.position))
    )
    return [RubricRow(*row) for row in db.execute(query)]
