"""Taking a dossier back and giving a draft up, and coming back on either."""

from datetime import datetime

from sqlmodel import Session

from app.domain.roles import Actor
from app.domain.workflow import walk
from app.models import Dossier, FormVersion
from app.queries.form_versions import published_of
from app.queries.visibility import facts_of
from app.services import corrections, form_moves, letters, refiling
from app.services.drafts import note


def withdraw(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Take back a filed dossier: it will not be examined. Raises WrongState once it is published, Forbidden."""
    dossier.state = _behind("withdraw", db, dossier, actor, now)
    corrections.close(db, dossier, actor, now)
    refiling.settle(db, dossier, actor=actor, now=now)
    _changed(db, dossier, now)
    letters.withdrawn(db, dossier, now=now)
    note(db, "dossier.withdrawn", dossier, actor, now)


def restore(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Come back on a withdrawal: what was filed counts again, from when it was filed. Raises WrongState, Forbidden."""
    dossier.state = _behind("restore", db, dossier, actor, now)
    _changed(db, dossier, now)
    letters.restored(db, dossier, now=now)
    note(db, "dossier.restored", dossier, actor, now)


def discard(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Give a draft up. Raises WrongState when it is no draft, Forbidden."""
    dossier.state = _behind("discard", db, dossier, actor, now)
    _changed(db, dossier, now)
    note(db, "dossier.discarded", dossier, actor, now)


def recover(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Take a draft up again, on the form as it is asked now. Raises WrongState when it was filed, Forbidden."""
    dossier.state = _behind("recover", db, dossier, actor, now)
    latest = published_of(db, db.get_one(FormVersion, dossier.form_version_id).form_id)
    if latest is not None and latest.id != dossier.form_version_id:
        form_moves.move(db, dossier, latest.id, now=now)
    _changed(db, dossier, now)
    note(db, "dossier.recovered", dossier, actor, now)


def _behind(door: str, db: Session, dossier: Dossier, actor: Actor, now: datetime) -> str:
    return walk(door, facts_of(db, dossier, actor, now))


def _changed(db: Session, dossier: Dossier, now: datetime) -> None:
    dossier.version += 1
    dossier.updated_at = now
    db.add(dossier)
    db.flush()
