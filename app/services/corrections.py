"""Corrections that organisers ask of a filed dossier."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from app.models import Correction, Dossier


def answered(db: Session, dossier: Dossier, now: datetime) -> None:
    """The dossier was filed again: what was asked of it is answered."""
    query = update(Correction).where(col(Correction.dossier_id) == dossier.id, col(Correction.answered_at).is_(None))
    db.execute(query.where(col(Correction.ended_at).is_(None)).values(answered_at=now))
