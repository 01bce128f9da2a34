"""Who reads what, come back in a spreadsheet: through the same checks as by hand, looked at first, then done."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.domain.assignment_sheets import Fault, Judged, Pair, SheetRow, Wrong, judge
from app.domain.errors import DomainError
from app.domain.roles import Actor
from app.models import Call, Dossier
from app.queries import assignments as eyes
from app.queries.assignment_sheets import dossiers_read, handed_in, pool_lines
from app.services import assignments, summaries


def preview(db: Session, call: Call, rows: Sequence[SheetRow], *, actor: Actor) -> Judged:
    """What the rows give and take back now; nothing changes."""
    dossiers = dossiers_read(db, actor, call.id)
    people = {line.reader.id: line.reader for line in pool_lines(db, call.id)}
    people |= {one.id: one for dossier in dossiers for one in dossier.readers}
    found = judge(rows, {str(one.id): frozenset(r.id for r in one.readers) for one in dossiers}, people.values())
    return _allowed(db, call, found, actor, {key: one.words for key, one in people.items()})


def keep(
    db: Session, call: Call, given: Sequence[Pair], taken: Sequence[Pair], *, actor: Actor, now: datetime
) -> Judged:
    """Give and take back; what no longer may be is told, and the rest is done. Twice changes nothing."""
    mine = {str(one.id): {reader.id for reader in one.readers} for one in dossiers_read(db, actor, call.id)}
    summaries.hold(db, [UUID(key) for key in mine.keys() & {pair.dossier for pair in (*given, *taken)}])
    mine = {str(one.id): {reader.id for reader in one.readers} for one in dossiers_read(db, actor, call.id)}
    wanted = Judged(
        [pair for pair in given if pair.dossier in mine and pair.reader not in mine[pair.dossier]],
        [pair for pair in taken if pair.dossier in mine and pair.reader in mine[pair.dossier]],
    )
    names = {line.reader.id: line.reader.words for line in pool_lines(db, call.id)}
    found = _allowed(db, call, wanted, actor, names)
    found.taken = [pair for pair in found.taken if _take(db, pair, found, names, actor, now)]
    if found.given:
        pairs = [(UUID(pair.dossier), UUID(pair.reader)) for pair in found.given]
        assignments.publish(db, call, pairs, actor=actor, now=now, origin=assignments.HAND)
    return found


def _allowed(db: Session, call: Call, found: Judged, actor: Actor, names: dict[str, str]) -> Judged:
    """The same without the pairs that may not be, each with its reason."""
    pairs = {pair: (UUID(pair.dossier), UUID(pair.reader)) for pair in found.given}
    barred = eyes.refusals(db, call.id, pairs.values(), actor_id=actor.id)
    handed = handed_in(db, {UUID(pair.dossier) for pair in found.taken})
    refused = {pair: barred[key] for pair, key in pairs.items() if key in barred}
    refused |= {pair: "review_submitted" for pair in found.taken if (UUID(pair.dossier), UUID(pair.reader)) in handed}
    found.faults += [
        Fault(pair.row, pair.dossier, names.get(pair.reader, ""), Wrong.REFUSED, code) for pair, code in refused.items()
    ]
    found.given = [pair for pair in found.given if pair not in refused]
    found.taken = [pair for pair in found.taken if pair not in refused]
    return found


def _take(db: Session, pair: Pair, found: Judged, names: dict[str, str], actor: Actor, now: datetime) -> bool:
    """Take a dossier back, as by hand; whether it was."""
    assignment = assignments.between(db, db.get_one(Dossier, UUID(pair.dossier)), UUID(pair.reader))
    try:
        if assignment is not None:
            assignments.withdraw(db, assignment, actor=actor, now=now)
    except DomainError as error:
        found.faults.append(Fault(pair.row, pair.dossier, names.get(pair.reader, ""), Wrong.REFUSED, error.code))
        return False
    return assignment is not None
