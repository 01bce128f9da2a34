"""Conflicts of interest: who must not touch a dossier, why, who decided it, and what it undoes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.conflicts import is_strong
from app.domain.errors import DomainError, Forbidden, NotFound, Stale, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.models import Conflict, Dossier
from app.models.conflict import STANDING
from app.queries.visibility import facts_of
from app.services import journal, keeping_away, summaries


def declare(
    db: Session, dossier: Dossier, person_id: UUID, evidence: str, *, actor: Actor, now: datetime, source: str = ""
) -> Conflict:
    """Keep this person away from this dossier; their assignment falls, a review they gave no longer counts.

    source: `applicant` when an organiser follows what those who file asked for.
    """
    _check_declared_by(db, dossier, person_id, actor, now)
    summaries.hold(db, [dossier.id])
    conflict = _between(db, dossier.id, person_id)
    if conflict is not None and conflict.state in STANDING:
        return conflict
    conflict = conflict or Conflict(dossier_id=dossier.id, person_id=person_id, created_at=now, created_by=actor.id)
    itself = actor.id == person_id
    conflict.state, conflict.source = ("declared", "person") if itself else ("confirmed", source or "organiser")
    conflict.evidence, conflict.reason = evidence, ""
    conflict.decided_at, conflict.decided_by = (None, None) if itself else (now, actor.id)
    _stand(db, conflict, dossier)
    _write(db, "conflict.declared", conflict, dossier.call_id, actor, now)
    return conflict


def confirm(
    db: Session, conflict: Conflict, note: str = "", *, actor: Actor, now: datetime, seen: str = ""
) -> Conflict:
    """The tie matters: the person is kept away. `note` is added to its evidence. Raises Forbidden, Stale."""
    dossier = _decided_by(db, conflict, actor, now)
    if not _demand_seen(conflict, seen, "confirmed"):
        return conflict
    conflict.state, conflict.reason = "confirmed", ""
    conflict.evidence = "\n".join(text for text in (conflict.evidence, note.strip()) if text)
    conflict.decided_at, conflict.decided_by = now, actor.id
    _stand(db, conflict, dossier)
    _write(db, "conflict.confirmed", conflict, dossier.call_id, actor, now)
    return conflict


def dismiss(db: Session, conflict: Conflict, reason: str, *, actor: Actor, now: datetime, seen: str = "") -> Conflict:
    """The tie does not matter, for this reason; a review already given counts again. Raises Forbidden, Stale."""
    dossier = _decided_by(db, conflict, actor, now)
    if not _demand_seen(conflict, seen, "dismissed"):
        return conflict
    conflict.state, conflict.reason = "dismissed", reason
    conflict.decided_at, conflict.decided_by = now, actor.id
    db.add(conflict)
    keeping_away.give_back(db, conflict.dossier_id, conflict.person_id)
    summaries.refresh(db, [dossier.id])
    _write(db, "conflict.dismissed", conflict, dossier.call_id, actor, now)
    return conflict


def reopen(db: Session, conflict: Conflict, *, actor: Actor, now: datetime, seen: str = "") -> Conflict:
    """Undo a decision: the conflict is what it was before anybody decided. Raises Forbidden, WrongState, Stale."""
    dossier = _decided_by(db, conflict, actor, now)
    if conflict.decided_at is None:
        if seen and seen != conflict.state:
            return conflict
        raise WrongState("conflict_undecided")
    if seen and seen != conflict.state:
        raise Stale("conflict_decided", state=conflict.state)
    conflict.state, conflict.reason = undecided_state(conflict), ""
    conflict.decided_at, conflict.decided_by = None, None
    if conflict.state in STANDING:
        _stand(db, conflict, dossier)
    else:
        db.add(conflict)
        keeping_away.give_back(db, conflict.dossier_id, conflict.person_id)
        summaries.refresh(db, [dossier.id])
    _write(db, "conflict.reopened", conflict, dossier.call_id, actor, now)
    return conflict


def decide_many(
    db: Session, call_id: UUID, ids: Sequence[UUID], act: str, reason: str, *, actor: Actor, now: datetime
) -> tuple[int, list[str]]:
    """Confirm or dismiss several that wait for a decision; how many were, and the codes of what was refused."""
    done, refused = 0, []
    for identity in sorted(ids):
        conflict = db.get(Conflict, identity)
        try:
            if conflict is None or db.get_one(Dossier, conflict.dossier_id).call_id != call_id:
                raise NotFound
            with db.begin_nested():
                if act == "confirm":
                    confirm(db, conflict, reason, actor=actor, now=now, seen="suspected")
                else:
                    dismiss(db, conflict, reason, actor=actor, now=now, seen="suspected")
            done += 1
        except DomainError as error:
            refused.append(error.code)
    return done, refused


def undecided_state(conflict: Conflict) -> str:
    """What a conflict is when nobody decided: what a person says of themselves stands, and so does what is certain."""
    if conflict.source == "person":
        return "declared"
    if conflict.source == "organiser":
        return "confirmed"
    return "declared" if is_strong(conflict.grounds) else "suspected"


def _check_declared_by(db: Session, dossier: Dossier, person_id: UUID, actor: Actor, now: datetime) -> None:
    facts = facts_of(db, dossier, actor, now)
    if dossier.state == "draft":
        raise WrongState("not_filed")
    own_behalf = actor.id == person_id and (facts.is_reviewer or facts.is_organiser)
    if not (own_behalf or can("see_conflicts", facts)):
        raise Forbidden("only_an_organiser")


def _decided_by(db: Session, conflict: Conflict, actor: Actor, now: datetime) -> Dossier:
    """The dossier, locked with its conflict as it is now; nobody decides of what ties themselves."""
    dossier = db.get_one(Dossier, conflict.dossier_id)
    verdict = can("see_conflicts", facts_of(db, dossier, actor, now))
    if not verdict or not actor.is_organiser(dossier.call_id) or conflict.person_id == actor.id:
        raise Forbidden("only_an_organiser")
    summaries.hold(db, [dossier.id])
    db.refresh(conflict)
    return dossier


def _demand_seen(conflict: Conflict, seen: str, target: str) -> bool:
    """Whether there is something to do; raises Stale when somebody decided otherwise since this person looked."""
    if conflict.state == target and conflict.decided_at is not None:
        return False
    if seen and seen != conflict.state:
        raise Stale("conflict_decided", state=conflict.state)
    return True


def _stand(db: Session, conflict: Conflict, dossier: Dossier) -> None:
    db.add(conflict)
    keeping_away.keep_away(db, dossier.call_id, conflict.dossier_id, conflict.person_id)
    db.flush()
    summaries.refresh(db, [dossier.id])


def _between(db: Session, dossier_id: UUID, person_id: UUID) -> Conflict | None:
    query = select(Conflict).where(col(Conflict.dossier_id) == dossier_id, col(Conflict.person_id) == person_id)
    return db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def _write(db: Session, action: str, conflict: Conflict, call_id: UUID, actor: Actor, now: datetime) -> None:
    after = journal.digest({"state": conflict.state, "evidence": conflict.evidence, "reason": conflict.reason})
    journal.write(db, action, f"conflict:{conflict.id}", actor_id=actor.id, now=now, call_id=call_id, after=after)
