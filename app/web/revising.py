"""What a reviewer may still do once their review is handed in: discuss it, write it again; and the marks it had."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from app.domain.permissions import can
from app.domain.roles import Actor
from app.models import Dossier
from app.queries.review_rounds import Handed, handed_of
from app.queries.visibility import facts_of


class Again(NamedTuple):
    """The doors that are open, and every review that was handed in where there were several."""

    may_discuss: bool
    may_revise: bool
    handed: list[Handed]


def again(db: Session, dossier: Dossier, me: Actor, now: datetime) -> Again:
    """What this reviewer may still do about a dossier."""
    facts = facts_of(db, dossier, me, now)
    mine = next(iter(handed_of(db, dossier.id, me.id).values()), [])
    return Again(bool(can("discuss", facts)), bool(can("revise", facts)), mine)
