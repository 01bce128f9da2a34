"""Reads about dossiers; every one begins at what the actor may see."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Dossier
from app.queries.visibility import visible_to


def visible(db: Session, actor: Actor, dossier_id: UUID, *, to_change: bool = False) -> Dossier | None:
    """The dossier, if this person may read it; its row is locked when it is about to change."""
    query = select(Dossier).where(col(Dossier.id) == dossier_id, visible_to(actor))
    return db.execute(query.with_for_update() if to_change else query).scalar_one_or_none()
