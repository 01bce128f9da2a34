"""Reads of what a new dossier may begin from: my earlier dossiers, and the sheets of my poles."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from app.domain.permissions import Hand
from app.domain.roles import Actor
from app.models import Call, Collaborator, Dossier, PoleSheet
from app.queries.visibility import owned_by

MOST = 40


class Earlier(NamedTuple):
    """A dossier, or the sheet made of it, that somebody may begin from; `value` is what a form carries."""

    value: str
    title: str
    call_title: dict[str, str]
    updated_at: datetime


def earlier(db: Session, actor: Actor) -> list[Earlier]:
    """My dossiers with something in them, the last touched first, then the sheets made of them."""
    writes = select(col(Collaborator.dossier_id)).where(
        col(Collaborator.person_id) == actor.id,
        col(Collaborator.accepted_at).is_not(None),
        col(Collaborator.ended_at).is_(None),
        col(Collaborator.hand) == Hand.EDIT,
    )
    mine = or_(owned_by(actor), col(Dossier.id).in_(writes))
    dossiers = (
        select(col(Dossier.id), col(Dossier.title), col(Dossier.bearer), col(Call.title), col(Dossier.updated_at))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .where(mine, or_(col(Dossier.complete) > 0, col(Dossier.filed_at).is_not(None)))
        .order_by(col(Dossier.updated_at).desc())
        .limit(MOST)
    )
    sheets = (
        select(col(PoleSheet.slug), col(PoleSheet.name), col(Call.title), col(PoleSheet.updated_at))
        .join(Dossier, col(Dossier.id) == col(PoleSheet.dossier_id))
        .join(Call, col(Call.id) == col(PoleSheet.call_id))
        .where(mine, col(Call.published_at).is_not(None))
        .order_by(col(PoleSheet.name))
        .limit(MOST)
    )
    return [
        *(Earlier(f"dossier:{row[0]}", row[1] or row[2], row[3], row[4]) for row in db.execute(dossiers)),
        *(Earlier(f"pole:{row[0]}", *row[1:]) for row in db.execute(sheets)),
    ]


def is_dossier(value: str) -> UUID | None:
    """The dossier that a form names; None for anything else."""
    kind, _, rest = value.partition(":")
    try:
        return UUID(rest) if kind == "dossier" else None
    except ValueError:
        return None
