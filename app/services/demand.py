"""How many reviews dossiers are to have, changed for a call and its tracks, or for one dossier."""

from datetime import datetime

from sqlmodel import Session

from app.domain.errors import Forbidden, Stale, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.forms.assignment import DemandForm
from app.models import Call, Dossier
from app.queries.calls import tracks
from app.queries.visibility import facts_of
from app.services import journal
from app.services.call_changes import changed, demand_fresh, demand_mine


def change(db: Session, call: Call, form: DemandForm, *, actor: Actor, now: datetime) -> Call:
    """As many reviews for each dossier, and for those of each track. Raises Stale, or WrongState once published."""
    demand_mine(call, actor)
    demand_fresh(db, call, form.version)
    if call.published_at is not None:
        raise WrongState("already_published")
    rows = tracks(db, call.id)
    before = {"": call.reviews_per_dossier} | {row.key: row.reviews_wanted for row in rows}
    call.reviews_per_dossier = form.reviews_per_dossier
    for row in rows:
        row.reviews_wanted = form.tracks.get(row.key)
        db.add(row)
    after = {"": call.reviews_per_dossier} | {row.key: row.reviews_wanted for row in rows}
    return changed(db, "call.demand_changed", call, actor, now, before=before, after=after)


def change_of(
    db: Session, dossier: Dossier, wanted: int | None, *, seen: int | None, actor: Actor, now: datetime
) -> Dossier:
    """As many reviews for one dossier, None for as many as the others; `seen` is what was shown. Raises Stale."""
    db.refresh(dossier, with_for_update=True)
    verdict = can("assign", facts_of(db, dossier, actor, now))
    if not verdict:
        raise Forbidden(verdict.reason) if verdict.reason == "only_an_organiser" else WrongState(verdict.reason)
    before = dossier.reviews_wanted
    if before == wanted:
        return dossier
    if before != seen:
        raise Stale("demand_changed")
    dossier.reviews_wanted = wanted
    db.add(dossier)
    db.flush()
    digests = {"before": journal.digest({"": before}), "after": journal.digest({"": wanted})}
    subject = f"dossier:{dossier.id}"
    journal.write(db, "dossier.demand_changed", subject, actor_id=actor.id, now=now, call_id=dossier.call_id, **digests)
    return dossier
