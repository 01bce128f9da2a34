"""Conflicts that are found: what ties people to dossiers is looked for, kept with its evidence, forgotten when gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select, tuple_
from sqlmodel import Session, col

from app.domain import conflicts as rules
from app.domain import ties
from app.domain.reviewing import parse_reviewing
from app.domain.ties import Ground, Kind, Pair
from app.models import Call, Conflict, Job
from app.models.conflict import STANDING
from app.queries import ties as eyes
from app.services import journal, keeping_away, summaries
from app.services.upserts import insert_or_ignore

KIND = "conflicts.detect"
SOON = timedelta(seconds=15)
AT_ONCE = 200
FOUND = ("detected", "applicant")
"""The sources of conflicts that nobody declared: found by looking, or by what those who file asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A conflict that comes, changes or goes: `state` is None for one that is no more."""

    pair: Pair
    state: str | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of looking: conflicts that wait for somebody's decision, that stand at once, that are gone."""

    suspected: int = 0
    standing: int = 0
    gone: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.suspected + other.suspected, self.standing + other.standing, self.gone + other.gone
        )  # fmt: skip


def request(db: Session, call_id: UUID, *, actor_id: UUID, now: datetime) -> None:
    """Have the ties of a call looked for soon, after a change of its dossiers or people: one look for many changes."""
    turn = int(now.timestamp() // SOON.total_seconds()) + 1
    run_at = datetime.fromtimestamp(turn * SOON.total_seconds(), tz=UTC)
    _ask(db, call_id, f"{KIND}/{call_id}/{turn}", actor_id, now, run_at)


def look_now(db: Session, call: Call, *, key: str, actor_id: UUID, now: datetime) -> Job:
    """Have them looked for at once; the same key asks once."""
    return _ask(db, call.id, f"{KIND}/{call.id}/{key}", actor_id, now, now)


def owed(db: Session) -> list[tuple[UUID, str]]:
    """The calls where something changed since ties were last looked for: their ids, and the key of what they are now.

    Whoever changes the people of a call, or a setting of it, need not know that ties are to be looked for again.
    """
    found = []
    for call in db.execute(
        select(Call).where(col(Call.published_at).is_(None), col(Call.dossiers_filed) > 0)
    ).scalars():
        key = f"{KIND}/{call.id}/{journal.digest(eyes.seen_of(db, call))[:32]}"
        if db.execute(select(col(Job.id)).where(col(Job.unique_key) == key)).first() is None:
            found.append((call.id, key))
    return found


def pay(db: Session, call_id: UUID, key: str, *, now: datetime) -> None:
    """Have the ties of such a call looked for, on behalf of its first organiser; nothing where it has none."""
    if (actor_id := eyes.first_organiser(db, call_id)) is not None:
        _ask(db, call_id, key, actor_id, now, now)


def changes(db: Session, call: Call) -> list[Change]:
    """What looking would change, as things are; writes nothing."""
    wanted = parse_reviewing(cast("JsonValue", call.reviewing)).detection
    among = eyes.looked_at(db, call.id)
    found = ties.find(eyes.readers_of(db, call.id), eyes.parties_of(db, call.id), wanted, among=among)
    kept = eyes.kept_conflicts(db, call.id)
    machine_made = [pair for pair, one in kept.items() if one.state == "suspected" and one.source in FOUND]
    pairs = dict.fromkeys((*found, *(pair for pair in machine_made if pair[0] in among)))
    return [one for pair in pairs if (one := _change(pair, found.get(pair, ()), kept))]


def apply(db: Session, call: Call, some: Iterable[Change], *, actor_id: UUID, now: datetime) -> Told:
    """Keep what was found of these pairs; what somebody decided meanwhile stays."""
    wanted = list(some)
    held = set(summaries.hold(db, {change.pair[0] for change in wanted}))
    rows = _rows(db, wanted)
    told, barred = Told(), set()
    for change in wanted:
        if change.pair[0] not in held:
            continue
        row = rows.get(change.pair)
        before = row.state if row else None
        known = row.grounds if row else []
        found = [ground.as_json() for ground in change.grounds]
        state = rules.state_after(before, known, found)
        told += _keep(db, row, change, state, actor_id, now)
        if state in STANDING and before not in STANDING:
            keeping_away.keep_away(db, call.id, change.pair[0], change.pair[1])
            barred.add(change.pair[0])
    if told != Told():
        db.flush()
        summaries.refresh(db, barred)
        after = journal.digest(" ".join(sorted(f"{one.pair[0]}/{one.pair[1]}/{one.state}" for one in wanted)))
        subject = f"call:{call.id}"
        journal.write(db, "conflicts.detected", subject, actor_id=actor_id, now=now, call_id=call.id, after=after)
    return told


def _ask(db: Session, call_id: UUID, key: str, actor_id: UUID, now: datetime, run_at: datetime) -> Job:
    job = Job(
        unique_key=key,
        kind=KIND,
        payload={"call_id": str(call_id)},
        created_by=actor_id,
        call_id=call_id,
        created_at=now,
        run_at=run_at,
    )
    if insert_or_ignore(db, job):
        return job
    asked: Job = db.execute(select(Job).where(col(Job.unique_key) == key)).scalar_one()
    return asked


def _change(pair: Pair, grounds: tuple[Ground, ...], kept: Mapping[Pair, eyes.Kept]) -> Change | None:
    """What is to be written of a pair; None when it is written already."""
    before = kept.get(pair)
    found = [ground.as_json() for ground in grounds]
    known = before.grounds if before else []
    state = rules.state_after(before.state if before else None, known, found)
    same = before is not None and state == before.state and (known == found or not _retold(before.state, known, found))
    return None if same else Change(pair, state, grounds)


def _retold(state: str, known: list[dict[str, str]], found: list[dict[str, str]]) -> bool:
    """Whether a conflict that stays as it is tells more, or of a suspected one, something else."""
    return known != found if state == "suspected" else rules.is_new(known, found)


def _keep(db: Session, row: Conflict | None, change: Change, state: str | None, actor_id: UUID, now: datetime) -> Told:
    if state is None:
        if row is None or row.state != "suspected" or row.source not in FOUND:
            return Told()
        db.delete(row)
        return Told(gone=1)
    conflict = row or _made(change, actor_id, now)
    before = conflict.state
    found = [ground.as_json() for ground in change.grounds]
    if before != "suspected":
        found = [*conflict.grounds, *(one for one in found if one not in conflict.grounds)]
    if (state, found) == (before, conflict.grounds):
        return Told()
    conflict.state, conflict.grounds = state, found
    if before == "dismissed" and state != before:
        conflict.decided_at, conflict.decided_by = None, None
    db.add(conflict)
    if state == before:
        return Told()
    return Told(suspected=1) if state == "suspected" else Told(standing=1)


def _made(change: Change, actor_id: UUID, now: datetime) -> Conflict:
    asked = all(ground.kind is Kind.CONCERN for ground in change.grounds)
    return Conflict(
        dossier_id=change.pair[0],
        person_id=change.pair[1],
        state="",
        source="applicant" if asked else "detected",
        created_at=now,
        created_by=actor_id,
    )


def _rows(db: Session, wanted: list[Change]) -> dict[Pair, Conflict]:
    pairs = [change.pair for change in wanted]
    query = select(Conflict).where(tuple_(col(Conflict.dossier_id), col(Conflict.person_id)).in_(pairs))
    rows = db.execute(query.execution_options(populate_existing=True)).scalars()
    return {(row.dossier_id, row.person_id): row for row in rows}
