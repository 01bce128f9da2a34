"""How well every reviewer of a call suits every dossier, and the pairs that a proposal must not make."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import numpy as np
from pydantic import JsonValue
from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from app.domain.affinity import (
    LEVELS,
    Bools,
    Floats,
    Parts,
    Reader,
    Scale,
    Subject,
    matrix_of,
    own_territory,
    parts_of,
    scale_of,
)
from app.domain.completion import Reading
from app.domain.flows import Ints
from app.domain.reviewing import Reviewing, parse_reviewing
from app.models import Assignment, Call, Collaborator, Conflict, Dossier, Wish
from app.models.conflict import STANDING
from app.queries.assignments import DemandRow, Pair, PoolRow, conflicted, demands, pool

SAID_NOTHING = LEVELS.index("")


@dataclass(frozen=True, slots=True, eq=False)
class AffinityTable:
    """Dossiers x reviewers. `matrix`: affinities, 0..1. `barred`: pairs that a proposal must not make.

    Barred are those in conflict (even suspected), given already, declined or taken back, one's own dossier, and one's
    own territory where the call keeps it away. What may be given by hand is another matter: `assignments.refusals`.
    """

    dossiers: tuple[DemandRow, ...]
    pool: tuple[PoolRow, ...]
    matrix: Floats
    barred: Bools
    scale: Scale
    rows: Mapping[UUID, int]
    columns: Mapping[UUID, int]
    wishes: Mapping[Pair, str]
    wished: Mapping[UUID, tuple[int, int, int]]

    def affinity(self, dossier_id: UUID, reviewer_id: UUID) -> float:
        """How well they suit it, 0 to 1; 0 where one of them is not in the table."""
        row, column = self.rows.get(dossier_id), self.columns.get(reviewer_id)
        return 0.0 if row is None or column is None else float(self.matrix[row, column])

    def parts(self, dossier_id: UUID, reviewer_id: UUID) -> Parts:
        """What makes it."""
        row, column = self.rows.get(dossier_id), self.columns.get(reviewer_id)
        if row is None or column is None:
            return Parts(None, None, None, None)
        reader = _reader(self.pool[column], self.wished)
        return parts_of(
            _subject(self.dossiers[row]), reader, self.wishes.get((dossier_id, reviewer_id), ""), self.scale
        )


def table_of(
    db: Session,
    call: Call,
    *,
    plan: Reviewing | None = None,
    only: UUID | None = None,
    among: Collection[UUID] | None = None,
    reviewer: UUID | None = None,
) -> AffinityTable:
    """The admitted dossiers of a call (or one, or those `among`) beside its reviewers (or one).

    `plan` other than the call's own tries it.
    """
    among = [only] if only is not None else among
    dossiers, readers = demands(db, call.id, among=among), pool(db, call.id)
    readers = [one for one in readers if reviewer in (None, one.id)]
    rows = {one.id: index for index, one in enumerate(dossiers)}
    columns = {one.id: index for index, one in enumerate(readers)}
    wishes, wished = _wishes(db, call.id, among), _counts(db, call.id)
    scale = scale_of(plan or plan_of(call.reviewing), _admitted(db, call.id))
    subjects, known = [_subject(one) for one in dossiers], [_reader(one, wished) for one in readers]
    levels = np.full((len(dossiers), len(readers)), float(SAID_NOTHING))
    for (dossier, person), wish in wishes.items():
        if dossier in rows and person in columns:
            levels[rows[dossier], columns[person]] = LEVELS.index(wish)
    barred = _laid(barred_pairs(db, call.id, among=among), rows, columns)
    if scale.territory == "excluded":
        barred |= own_territory(subjects, known)
    return AffinityTable(
        dossiers=tuple(dossiers),
        pool=tuple(readers),
        matrix=matrix_of(subjects, known, levels, scale),
        barred=barred,
        scale=scale,
        rows=rows,
        columns=columns,
        wishes=wishes,
        wished=wished,
    )


def plan_of(kept: object) -> Reviewing:
    """How a call is read, from what it keeps of it, or what a proposal kept."""
    return parse_reviewing(cast("JsonValue", kept))


def reading_of(db: Session, call_id: UUID, table: AffinityTable, columns: Ints, *, least: int) -> Reading:
    """What is to be completed, with these columns of the pool."""
    given = _laid(current_pairs(db, call_id), table.rows, table.columns)
    readers = [table.pool[column] for column in columns]
    return Reading(
        affinity=table.matrix[:, columns],
        barred=table.barred[:, columns],
        given=given[:, columns],
        lacking=np.array([dossier.lacking for dossier in table.dossiers], np.int64),
        assigned=np.array([dossier.assigned for dossier in table.dossiers], np.int64),
        served=np.where(given, table.matrix, 0.0).sum(axis=1),
        loads=np.array([reader.load for reader in readers], np.int64),
        capacities=np.array([reader.capacity for reader in readers], np.int64),
        least=least,
    )


def bars(db: Session, call_id: UUID, table: AffinityTable, *, suspected: bool = True) -> Bools:
    """What bars pairs, whatever the territory; with or without conflicts that are only suspected."""
    return _laid(barred_pairs(db, call_id, suspected=suspected), table.rows, table.columns)


def own_pairs(table: AffinityTable) -> Bools:
    """The pairs of one territory."""
    return own_territory([_subject(one) for one in table.dossiers], [_reader(one, {}) for one in table.pool])


def _laid(pairs: Iterable[Pair], rows: Mapping[UUID, int], columns: Mapping[UUID, int]) -> Bools:
    laid = np.zeros((len(rows), len(columns)), np.bool_)
    for dossier, person in pairs:
        if dossier in rows and person in columns:
            laid[rows[dossier], columns[person]] = True
    return laid


def barred_pairs(
    db: Session, call_id: UUID, *, suspected: bool = True, among: Collection[UUID] | None = None
) -> set[Pair]:
    """Pairs that a proposal must not make: in conflict (even suspected), given already, declined, taken back, own.

    Of every dossier of the call, or of those `among`.
    """
    mine = col(Dossier.call_id) == call_id
    if among is not None:
        mine = and_(mine, col(Dossier.id).in_(among))
    kept_away = STANDING + (("suspected",) if suspected else ())
    conflicts = select(col(Conflict.dossier_id), col(Conflict.person_id)).where(col(Conflict.state).in_(kept_away))
    given = select(col(Assignment.dossier_id), col(Assignment.reviewer_id))
    owners = select(col(Dossier.id), col(Dossier.owner_id)).where(mine)
    hands = select(col(Collaborator.dossier_id), col(Collaborator.person_id)).where(
        col(Collaborator.accepted_at).is_not(None)
    )
    return {
        (dossier, person)
        for query in (
            conflicts.join(Dossier, col(Dossier.id) == col(Conflict.dossier_id)).where(mine),
            given.join(Dossier, col(Dossier.id) == col(Assignment.dossier_id)).where(mine),
            hands.join(Dossier, col(Dossier.id) == col(Collaborator.dossier_id)).where(mine),
            owners,
        )
        for dossier, person in db.execute(query)
    }


def current_pairs(db: Session, call_id: UUID) -> set[Pair]:
    """Who reads what now, in dossiers that are admitted; a reading in conflict is none."""
    query = (
        select(col(Assignment.dossier_id), col(Assignment.reviewer_id))
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .where(col(Assignment.state) == "active", ~conflicted())
    )
    return {(dossier, reviewer) for dossier, reviewer in db.execute(query)}


def _subject(row: DemandRow) -> Subject:
    return Subject(row.themes, row.region, row.languages)


def _reader(row: PoolRow, wished: Mapping[UUID, tuple[int, int, int]]) -> Reader:
    return Reader(frozenset(row.themes), row.region, frozenset(row.languages), wished.get(row.id, (0, 0, 0)))


def _admitted(db: Session, call_id: UUID) -> int:
    query = select(func.count()).where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
    return int(db.execute(query).scalar_one())


def _wishes(db: Session, call_id: UUID, among: Collection[UUID] | None) -> dict[Pair, str]:
    query = (
        select(col(Wish.dossier_id), col(Wish.person_id), col(Wish.wish))
        .join(Dossier, col(Dossier.id) == col(Wish.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
    )
    if among is not None:
        query = query.where(col(Dossier.id).in_(among))
    return {(dossier, person): wish for dossier, person, wish in db.execute(query)}


def _counts(db: Session, call_id: UUID) -> dict[UUID, tuple[int, int, int]]:
    """How many dossiers each reviewer wants, could read, would rather not."""
    query = (
        select(col(Wish.person_id), col(Wish.wish), func.count())
        .join(Dossier, col(Dossier.id) == col(Wish.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .group_by(col(Wish.person_id), col(Wish.wish))
    )
    found: dict[UUID, dict[str, int]] = {}
    for person, wish, count in db.execute(query):
        found.setdefault(person, {})[wish] = count
    return {person: (of.get("want", 0), of.get("could", 0), of.get("rather_not", 0)) for person, of in found.items()}
