"""More time for one dossier, with a reason that is kept."""

from datetime import datetime

from sqlmodel import Session

from app.domain.errors import Forbidden, Invalid, WrongState
from app.domain.permissions import can
from app.domain.phases import filing_ends
from app.domain.roles import Actor
from app.models import Call, Dossier
from app.queries.calls import calendar_of
from app.queries.visibility import facts_of
from app.services import journal


def extend(db: Session, dossier: Dossier, until: datetime, reason: str, *, actor: Actor, now: datetime) -> None:
    """Let a draft be filed until this instant; raises Forbidden, WrongState (not a draft) or Invalid (not later)."""
    facts = facts_of(db, dossier, actor, now)
    if not (facts.is_organiser and can("list", facts)):
        raise Forbidden("only_an_organiser")
    if dossier.state != "draft":
        raise WrongState("wrong_state", verb="extend", state=dossier.state)
    call = db.get_one(Call, dossier.call_id)
    if until <= filing_ends(calendar_of(call), started_at=dossier.created_at, extended_to=dossier.extended_to):
        raise Invalid("extension_not_later", field="until")
    dossier.extended_to = until
    db.add(dossier)
    journal.write(
        db,
        "dossier.extended",
        f"dossier:{dossier.id}",
        actor_id=actor.id,
        call_id=dossier.call_id,
        now=now,
        after=journal.digest({"until": until, "reason": reason}),
    )
