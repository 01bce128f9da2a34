"""Reads of proposals of who reads what, for organisers: each sees those dossiers alone that they may see."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlmodel import Session, col

from app.domain.proposal_effects import Served
from app.domain.roles import Actor
from app.domain.texts import fold
from app.models import Assignment, AssignmentProposal, Call, Dossier, Person, ProposedReading
from app.queries.affinities import current_pairs, table_of
from app.queries.assignments import Pair, ShortageRow, conflicted
from app.queries.demand import wanted
from app.queries.visibility import organised_by


class ProposalLine(NamedTuple):
    """A proposal in the list: figures as in `AssignmentProposal`, and how many readings it holds."""

    id: UUID
    number: int
    name: str
    state: str
    worst: float | None
    bound: float | None
    mean: float | None
    created_at: datetime
    author: str
    published_at: datetime | None
    version: int
    readings: int


class ServedLine(NamedTuple):
    """An admitted dossier, and how a proposal serves it."""

    id: UUID
    number: int
    served: Served


class NewReading(NamedTuple):
    """Somebody proposed for a dossier."""

    dossier_id: UUID
    reviewer_id: UUID
    name: str
    affinity: float
    by_hand: bool


def find(db: Session, call_id: UUID, number: int) -> AssignmentProposal | None:
    """The proposal of this number in this call."""
    query = select(AssignmentProposal).where(
        col(AssignmentProposal.call_id) == call_id, col(AssignmentProposal.number) == number
    )
    return db.execute(query).scalar_one_or_none()


def listed(db: Session, actor: Actor, call_id: UUID) -> list[ProposalLine]:
    """Every proposal of a call, the latest first; readings of dossiers that this organiser may not see do not count."""
    readings = (
        select(func.count())
        .select_from(ProposedReading)
        .join(Dossier, col(Dossier.id) == col(ProposedReading.dossier_id))
        .where(col(ProposedReading.proposal_id) == col(AssignmentProposal.id), organised_by(actor))
        .correlate(AssignmentProposal)
        .scalar_subquery()
    )
    of = AssignmentProposal
    query = (
        select(
            col(of.id), col(of.number), col(of.name), col(of.state), col(of.worst), col(of.bound), col(of.mean),
            col(of.created_at), col(Person.name), col(of.published_at), col(of.version), readings,
        )
        .join(Person, col(Person.id) == col(of.created_by))
        .where(col(of.call_id) == call_id)
        .order_by(col(of.number).desc())
    )  # fmt: skip
    return [ProposalLine(*row) for row in db.execute(query)]


def served(
    db: Session, call: Call, proposal: AssignmentProposal, actor: Actor | None, *, text: str = ""
) -> list[ServedLine]:
    """How a proposal serves every admitted dossier, the worst served first (of all of them where there is no actor)."""
    fresh = (
        select(
            col(ProposedReading.dossier_id).label("dossier_id"),
            func.count().label("count"),
            func.sum(col(ProposedReading.affinity)).label("total"),
        )
        .where(col(ProposedReading.proposal_id) == proposal.id)
        .group_by(col(ProposedReading.dossier_id))
        .subquery()
    )
    mine = select(col(Dossier.id)).where(col(Dossier.call_id) == proposal.call_id)
    reads = (
        select(col(Assignment.dossier_id).label("dossier_id"), func.count().label("count"))
        .where(col(Assignment.state) == "active", ~conflicted(), col(Assignment.dossier_id).in_(mine))
        .group_by(col(Assignment.dossier_id))
        .subquery()
    )
    given = func.coalesce(reads.c.count, 0)
    count, total = func.coalesce(fresh.c.count, 0), func.coalesce(fresh.c.total, 0.0)
    query = (
        select(col(Dossier.id), col(Dossier.number), wanted(), given, count, total)
        .outerjoin(reads, reads.c.dossier_id == col(Dossier.id))
        .outerjoin(fresh, fresh.c.dossier_id == col(Dossier.id))
        .where(_admitted(proposal.call_id, actor))
    )
    for word in fold(text).split():
        query = query.where(col(Dossier.search_text).contains(word, autoescape=True))
    found = [_Row(*row) for row in db.execute(query)]
    moved = moved_by_hand(proposal)
    touched = {row.id for row in found if row.fresh or moved[row.id]}
    held = _held(db, call, {row.id for row in found if row.id in touched and row.given}, proposal)
    rows = [ServedLine(row.id, row.number, _served(proposal, row, moved[row.id], held)) for row in found]
    return sorted(rows, key=lambda row: (not row.served.counts, row.served.value, row.number))


class _Row(NamedTuple):
    id: UUID
    number: int
    wanted: int
    given: int
    fresh: int
    total: float


def _served(proposal: AssignmentProposal, row: _Row, moved: int, held: Mapping[UUID, tuple[int, float]]) -> Served:
    # Once it is published, what it gave is given.
    given = max(row.given - row.fresh, 0) if proposal.state == "published" else row.given
    number, affinity = held.get(row.id, (0, 0.0))
    return Served(max(row.wanted - given, 0), row.fresh, float(row.total), row.fresh - moved, number, affinity)


def moved_by_hand(proposal: AssignmentProposal) -> Counter[UUID]:
    """How many readings changes by hand put in each dossier, less those they took out."""
    moved: Counter[UUID] = Counter()
    for edit in proposal.edits:
        moved.update(dossier for dossier, _ in pairs_in(edit, "into"))
        moved.subtract(dossier for dossier, _ in pairs_in(edit, "out"))
    return moved


def _held(
    db: Session, call: Call, dossiers: Collection[UUID], proposal: AssignmentProposal
) -> dict[UUID, tuple[int, float]]:
    """How many readings these dossiers have already, and the sum of their affinities."""
    if not dossiers or proposal.state == "published":
        return {}
    table = table_of(db, call, among=dossiers)
    found: dict[UUID, tuple[int, float]] = {}
    for dossier, reviewer in current_pairs(db, call.id):
        if dossier in dossiers:
            number, total = found.get(dossier, (0, 0.0))
            found[dossier] = (number + 1, total + table.affinity(dossier, reviewer))
    return found


def pairs_in(edit: Mapping[str, object], side: str) -> list[Pair]:
    """The pairs that a change by hand took out (`out`) or put in (`into`)."""
    return [(UUID(row[0]), UUID(row[1])) for row in rows_in(edit, side)]


def rows_in(edit: Mapping[str, object], side: str) -> list[tuple[str, str, float, bool]]:
    """The same as they are kept: dossier, reviewer, affinity, and whether they had been put there by hand."""
    rows = edit.get(side, [])
    assert isinstance(rows, list)
    return [(str(row[0]), str(row[1]), float(row[2]), bool(row[3])) for row in rows]


def readings(db: Session, proposal_id: UUID, dossiers: Collection[UUID]) -> dict[UUID, list[NewReading]]:
    """Who is proposed for each of these dossiers, the best suited first; the caller may see these dossiers."""
    query = (
        select(
            col(ProposedReading.dossier_id),
            col(ProposedReading.reviewer_id),
            col(Person.name),
            col(ProposedReading.affinity),
            col(ProposedReading.by_hand),
        )
        .join(Person, col(Person.id) == col(ProposedReading.reviewer_id))
        .where(col(ProposedReading.proposal_id) == proposal_id, col(ProposedReading.dossier_id).in_(list(dossiers)))
        .order_by(col(ProposedReading.affinity).desc(), col(Person.name))
    )
    found: dict[UUID, list[NewReading]] = {}
    for row in db.execute(query):
        found.setdefault(row[0], []).append(NewReading(*row))
    return found


def new_loads(db: Session, proposal: AssignmentProposal, actor: Actor) -> dict[UUID, tuple[int, float]]:
    """How many readings each reviewer would get of the dossiers this organiser may see, and their mean affinity."""
    query = (
        select(col(ProposedReading.reviewer_id), func.count(), func.avg(col(ProposedReading.affinity)))
        .join(Dossier, col(Dossier.id) == col(ProposedReading.dossier_id))
        .where(col(ProposedReading.proposal_id) == proposal.id, organised_by(actor))
        .group_by(col(ProposedReading.reviewer_id))
    )
    return {row[0]: (row[1], float(row[2])) for row in db.execute(query)}


def pairs(db: Session, proposal: AssignmentProposal, actor: Actor | None) -> dict[Pair, float]:
    """Every pair of a proposal with its affinity, of the dossiers this organiser may see."""
    query = (
        select(col(ProposedReading.dossier_id), col(ProposedReading.reviewer_id), col(ProposedReading.affinity))
        .join(Dossier, col(Dossier.id) == col(ProposedReading.dossier_id))
        .where(col(ProposedReading.proposal_id) == proposal.id, organised_by(actor) if actor else true())
    )
    return {(row[0], row[1]): row[2] for row in db.execute(query)}


def names(db: Session, people: Collection[UUID]) -> dict[UUID, str]:
    """What these people are called."""
    query = select(col(Person.id), col(Person.name)).where(col(Person.id).in_(list(people)))
    return {row[0]: row[1] for row in db.execute(query)}


def shortages_of(proposal: AssignmentProposal) -> list[ShortageRow]:
    """What a proposal could not meet."""
    lacks = proposal.findings.get("shortages", [])
    assert isinstance(lacks, list)
    return [
        ShortageRow([UUID(one) for one in lack["dossiers"]], [UUID(one) for one in lack["reviewers"]], lack["missing"])
        for lack in lacks
    ]


def _admitted(call_id: UUID, actor: Actor | None) -> ColumnElement[bool]:
    mine = organised_by(actor) if actor else true()
    return and_(mine, col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
